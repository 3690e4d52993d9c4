internal import Foundation

/// Where and of what a measurement was made.
struct Machine: Codable, Sendable {
  var cpu: String
  var cores: Int
  var memoryBytes: Int
  var system: String
  var commit: String
  var command: String
  var date: String
  /// The system's load before the measurement: processes that run or wait, averaged over a minute.
  var loadBefore: Double

  static func current() -> Machine {
    let information = ProcessInfo.processInfo
    var averages = [0.0, 0.0, 0.0]
    let hasLoad = getloadavg(&averages, 3) > 0
    return Machine(
      cpu: cpuName(), cores: information.activeProcessorCount, memoryBytes: Int(information.physicalMemory),
      system: information.operatingSystemVersionString, commit: commit(),
      command: (["comment-benchmark"] + CommandLine.arguments.dropFirst()).joined(separator: " "),
      date: ISO8601DateFormatter().string(from: Date()), loadBefore: hasLoad ? averages[0] : -1)
  }

  var text: String {
    """
    cpu      \(cpu), \(cores) \(cores == 1 ? "core" : "cores"), \(fixed(Double(memoryBytes) / 0x1p30, 1)) GiB; \(system)
    commit   \(commit)
    command  \(command)
    date     \(date), load \(fixed(loadBefore, 2))

    """
  }

  private static func cpuName() -> String {
    let info = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = info.split(separator: "\n").first { $0.hasPrefix("model name") }
    if let name = line?.split(separator: ":").last { return name.trimmingCharacters(in: .whitespaces) }
    let name = (try? Tool.output("/usr/sbin/sysctl", ["-n", "machdep.cpu.brand_string"])) ?? ""
    return name.isEmpty ? "unknown" : name.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func commit() -> String {
    let folder = Paths.package
    let git = { (arguments: [String]) in
      (try? Tool.output("/usr/bin/env", ["git", "-C", folder] + arguments))?.trimmingCharacters(
        in: .whitespacesAndNewlines)
    }
    guard let head = git(["rev-parse", "--short=12", "HEAD"]), !head.isEmpty else { return "unknown" }
    let isChanged = git(["status", "--porcelain", "--untracked-files=no"])?.isEmpty == false
    return isChanged ? head + " with changes" : head
  }
}

/// Places of this package.
enum Paths {
  /// The folder `Benchmarks`.
  static let package = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// Where results go unless told otherwise.
  static let results = package + "/../out/benchmarks"

  static func createFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path.isEmpty ? "." : path, withIntermediateDirectories: true)
    } catch {
      throw Failure("the folder \(path) cannot be made: \(error.localizedDescription); name another one")
    }
  }

  /// Checks that a file can be written, before hours are spent on what it is to hold.
  static func prepare(_ file: String) throws {
    try createFolder((file as NSString).deletingLastPathComponent)
    guard let handle = fopen(file, "a") else {
      throw Failure("\(file) cannot be written: \(String(cString: strerror(errno))); name another file")
    }
    fclose(handle)
  }
}

/// Other programs.
enum Tool {
  /// Runs a program and returns what it writes.
  ///
  /// - Throws: when it cannot be started or fails.
  static func output(_ path: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure("\(path) ended with status \(process.terminationStatus)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// The path of a program, or nil if there is none of that name.
  static func find(_ name: String) -> String? {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// Why a benchmark ended without a result.
struct Failure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
