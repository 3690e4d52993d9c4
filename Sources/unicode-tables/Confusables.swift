/// UTS #39 confusables.txt: code point to prototype.
struct Confusables {
  private(set) var prototype: [UInt32: [UInt32]] = [:]
  private(set) var version = ""

  init(file: String) throws {
    let data = try DataFile(path: file)
    version = data.version
    for line in data.lines {
      let source = try scalar(line[0])
      // UTS #39 maps I, 1, | to l, 0 to O and m to rn. ASCII stands for itself here:
      // that a digit may be a letter is for the matcher to judge.
      if source < 0x80 { continue }
      prototype[source] = try line[1].split(separator: " ").map { try scalar($0) }
    }
  }

  /// The prototype, lower-cased, when it is one ASCII letter or digit.
  func ascii(_ cp: UInt32) -> UInt32? {
    guard let target = prototype[cp], target.count == 1 else { return nil }
    return asciiLetterOrDigit(target[0])
  }
}

/// `cp` in lower case when it is an ASCII letter or digit.
func asciiLetterOrDigit(_ cp: UInt32) -> UInt32? {
  switch cp {
  case 0x30...0x39, 0x61...0x7A: cp
  case 0x41...0x5A: cp + 0x20
  default: nil
  }
}
