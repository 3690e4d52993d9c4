internal import CommentSafety
internal import CommentStreams
internal import Logging

extension Logger {
  /// What a stream has to say while it runs, on standard error: what happened as text, and its particulars as names and values.
  static func stream(level: Level) -> Logger {
    LoggingSystem.bootstrap(StreamLogHandler.standardError)
    var log = Logger(label: "comment-filter")
    log.logLevel = level
    return log
  }

  /// A file that could not be read or written.
  func report(_ failure: StreamError, consequence: String = "") {
    var metadata: Metadata = ["code": "\(failure.code.rawValue)", "file": "\(failure.file)"]
    if failure.number != 0 { metadata["errno"] = "\(failure.number)" }
    error("\(failure)\(consequence.isEmpty ? "" : "; ")\(consequence)", metadata: metadata)
  }

  /// Something wrong with a pack that is read while a stream runs.
  func report(_ fault: BuildError) {
    var metadata: Metadata = ["code": "\(fault.code.rawValue)"]
    if let place = fault.location {
      metadata["file"] = "\(place.file)"
      metadata["line"] = "\(place.line)"
      metadata["column"] = "\(place.column)"
    }
    if let rule = fault.rule { metadata["rule"] = "\(rule)" }
    error("\(fault)", metadata: metadata)
  }
}
