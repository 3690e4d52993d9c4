internal import ArgumentParser

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Keeps a run from writing over what it reads, or over its own other output.
struct OutputGuard {
  /// What a path or descriptor stands for, if it is a regular file or a pipe: links and other spellings of one file are equal.
  private struct Identity: Hashable {
    var device: UInt64
    var node: UInt64

    init?(_ status: stat) {
      guard [S_IFREG, S_IFIFO].contains(status.st_mode & S_IFMT) else { return nil }
      device = UInt64(truncatingIfNeeded: status.st_dev)
      node = UInt64(truncatingIfNeeded: status.st_ino)
    }

    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      self.init(status)
    }

    init?(descriptor: Int32) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return nil }
      self.init(status)
    }
  }

  /// - Parameters:
  ///   - outputs: option names and the files that they write.
  ///   - writesStandardOutput: whether lines are written there while inputs are read.
  /// - Throws: a usage error that names both sides.
  static func check(
    outputs: [(option: String, path: String)], inputs: [String], writesStandardOutput: Bool = false
  ) throws {
    if writesStandardOutput, let standardOutput = Identity(descriptor: 1) {
      for input in inputs {
        let identity = input == "-" ? Identity(descriptor: 0) : Identity(path: input)
        if identity == standardOutput {
          throw ValidationError(
            "standard output would write over the input '\(input)'; give it another file")
        }
      }
    }
    for (index, output) in outputs.enumerated() {
      for other in outputs[..<index] where areOneFile(output.path, other.path) {
        throw ValidationError(
          "\(other.option) and \(output.option) both write '\(output.path)'; give each its own file")
      }
      for input in inputs {
        let isSame =
          input == "-"
          ? Identity(path: output.path) != nil && Identity(path: output.path) == Identity(descriptor: 0)
          : areOneFile(output.path, input)
        if isSame {
          throw ValidationError(
            "\(output.option) would write over the input '\(input == "-" ? output.path : input)'; give it another file")
        }
      }
      if let identity = Identity(path: output.path), identity == Identity(descriptor: 1) {
        throw ValidationError("\(output.option) '\(output.path)' is also standard output; give it another file")
      }
    }
  }

  private static func areOneFile(_ left: String, _ right: String) -> Bool {
    if left == right && !left.hasPrefix("/dev/") { return true }
    guard let identity = Identity(path: left) else { return false }
    return identity == Identity(path: right)
  }
}
