internal import ArgumentParser
internal import PackTools

/// Options that say how labelled comments are written.
struct LabelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("tsv, ndjson, csv with a header, or auto: by the file's name.", valueName: "auto|tsv|ndjson|csv")
  )
  var format = LabelledFile.Format.auto

  @Option(help: ArgumentHelp("The member of a JSON object, or the column, that holds the comment.", valueName: "path"))
  var textField = "text"

  @Option(help: ArgumentHelp("The member that holds the label: text, a number or a boolean.", valueName: "path"))
  var labelField = "label"

  @Option(help: ArgumentHelp("The member that holds the language.", valueName: "path"))
  var languageField = "lang"

  /// Reads a file; `-` is standard input.
  func read(_ path: String) throws(ToolError) -> LabelledFile {
    let fields = LabelledFile.Fields(text: textField, label: labelField, language: languageField)
    return try LabelledFile(path: path, format: format, fields: fields)
  }
}

extension LabelledFile.Format: ExpressibleByArgument {}
