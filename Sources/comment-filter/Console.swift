internal import ArgumentParser
internal import CommentStreams
internal import PackTools

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// What people read.
enum Console {
  /// Takes the numbers of standard descriptors that are closed, so that no file or pipe of the program gets one of them: standard input
  /// would wait for the program itself, and messages would go into an output. Reads and writes there fail as before.
  static func occupyClosedDescriptors() {
    for number: Int32 in 0...2 where fcntl(number, F_GETFD) == -1 {
      _ = open("/dev/null", number == 0 ? O_WRONLY : O_RDONLY)
    }
  }

  /// Writes a message to standard error. There is nowhere to report a failure of that.
  static func error(_ message: String, terminator: String = "\n") {
    try? Descriptor.standardError.write(Array((message + terminator).utf8).span)
  }

  /// Writes to standard output. A reader that has gone is no error.
  static func write(_ text: String) throws {
    do throws(StreamError) {
      try Descriptor.standardOutput.write(Array(text.utf8).span)
    } catch {
      if !error.isBrokenPipe { throw failure(error) }
    }
  }

  /// Reports a file that could not be read or written.
  ///
  /// - Returns: the exit status for it.
  static func failure(_ failure: StreamError, note: String = "") -> ExitCode {
    error("comment-filter: \(failure)\(note)")
    return ExitStatus.inputOutput
  }

  /// Reports every file that cannot be read, before anything is done.
  ///
  /// - Throws: the exit status, if there is one.
  static func requireReadable(_ paths: [String]) throws {
    let failures = InputFile.unreadable(among: paths)
    for failure in failures { error("comment-filter: \(failure)") }
    if !failures.isEmpty { throw ExitStatus.inputOutput }
  }

  /// Runs a step of a tool; reports its failure and ends with the status for it.
  static func reporting<Result>(_ step: () throws -> Result) throws -> Result {
    do {
      return try step()
    } catch let failure as ToolError {
      error("comment-filter: \(failure)")
      throw failure.kind == .file ? ExitStatus.inputOutput : ExitStatus.usage
    }
  }

  /// Whether standard output takes colours: it is a terminal, and `NO_COLOR` is not set (no-color.org).
  static var hasColor: Bool {
    guard Descriptor.standardOutput.isTerminal else { return false }
    // SAFETY: the pointer is only looked at; nothing in this program sets environment variables.
    guard let value = getenv("NO_COLOR") else { return true }
    return value.pointee == 0
  }
}

/// Digits in groups of three: `1,234,567`.
func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  var text = number < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}

/// A number with that many digits behind the point, rounded to nearest.
func fixed(_ number: Double, _ places: Int) -> String {
  var scale = 1.0
  for _ in 0..<places { scale *= 10 }
  guard number.isFinite, number.magnitude * scale < 1e15 else { return "\(number)" }
  let scaled = Int((number.magnitude * scale).rounded())
  let whole = grouped(scaled / Int(scale))
  let sign = number < 0 && scaled > 0 ? "-" : ""
  if places == 0 { return sign + whole }
  let fraction = String(scaled % Int(scale))
  return sign + whole + "." + String(repeating: "0", count: places - fraction.count) + fraction
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double { self / .seconds(1) }
}
