import Foundation

/// Generates the fold tables of `CommentKernels` from the Unicode Character Database and UTS #39.
///
///     swift run unicode-tables --ucd DIR --confusables FILE --output DIR
///
/// The same input gives the same bytes: nothing of the machine, the time or the paths goes into the output.
@main
struct UnicodeTables {
  static let usage = "usage: unicode-tables --ucd DIR --confusables FILE --output DIR"

  static func main() {
    do {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      let database = try CharacterDatabase(directory: options.ucd)
      let confusables = try Confusables(file: options.confusables)
      let rules = FoldRules(database: database, confusables: confusables)
      let builder = EntryBuilder(rules: rules, lookAlikes: LookAlikes(rules: rules))
      let tables = try PackedTables(builder: builder)
      let text = Emitter(
        tables: tables, ucdVersion: database.version, confusablesVersion: confusables.version
      ).text()
      let file = URL(fileURLWithPath: options.output)
        .appendingPathComponent("fold_tables.generated.c")
      try Data(text.utf8).write(to: file)
      print(tables.summary)
    } catch {
      FileHandle.standardError.write(Data("unicode-tables: \(error)\n".utf8))
      exit(2)
    }
  }
}

/// The three options of the command line; each is required.
struct Options {
  var ucd: String
  var confusables: String
  var output: String

  init(_ arguments: [String]) throws {
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard ["--ucd", "--confusables", "--output"].contains(name), let value = rest.popFirst()
      else { throw GeneratorError(UnicodeTables.usage) }
      values[name] = value
    }
    guard let ucd = values["--ucd"], let confusables = values["--confusables"],
      let output = values["--output"]
    else { throw GeneratorError(UnicodeTables.usage) }
    self.ucd = ucd
    self.confusables = confusables
    self.output = output
  }
}

/// Why no table could be made: a bad call, a malformed data file, or a rule that breaks an invariant.
struct GeneratorError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
