import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Metrics in a file and at a socket, and what is logged.
@Suite("comment-filter: metrics and logs")
struct MetricsTests {
  let folder: Folder
  init() throws { folder = try Folder() }

  @Test("the page is well formed: types first, then samples of that name; histograms add up")
  func page() throws {
    let run = try runSmall("--metrics", "m.prom", "--emit", "none", input: SmallPack.comments, in: folder)
    #expect(run.status == 0, "\(run.messages)")
    let page = try folder.text("m.prom")
    try check(page)
    for line in [
      "comment_filter_lines_total{outcome=\"filter\"} 2", "comment_filter_lines_total{outcome=\"malformed\"} 0",
      "comment_filter_malformed_total{reason=\"too-long\"} 0", "comment_filter_running 0",
      "comment_filter_matches_total{category=\"insult\"} 4", "comment_filter_chunk_seconds_count 1",
      "comment_filter_reloads_total{result=\"failed\"} 0",
    ] {
      #expect(page.contains("\n\(line)\n"), "\(line) is not in\n\(page)")
    }
  }

  private func check(_ page: String) throws {
    #expect(page.hasSuffix("\n"))
    var family = ""
    var families: Set<Substring> = []
    var buckets: [Int] = []
    for line in page.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") {
        let words = line.split(separator: " ")
        family = String(words[2])
        #expect(families.insert(words[2]).inserted, "\(line): twice")
        #expect(["counter", "gauge", "histogram"].contains(words[3]), "\(line)")
      } else if !line.hasPrefix("# HELP ") {
        let sample = /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\]|\\.)*",?)*\})? (-?[0-9.e+-]+|\+Inf)/
        let match = try #require(line.wholeMatch(of: sample), "\(line)")
        let suffixes = ["", "_bucket", "_sum", "_count"]
        #expect(suffixes.contains { family + $0 == match.1 }, "\(line) is of \(family)")
        if match.1.hasSuffix("_bucket") { buckets.append(Int(match.3) ?? -1) }
        if match.1.hasSuffix("_sum") { #expect(buckets == buckets.sorted(), "\(family)") }
        if match.1.hasSuffix("_count") {
          #expect(buckets.last == Int(match.3), "\(family)")
          buckets = []
        }
      }
    }
    #expect(families.count > 10)
  }

  @Test("the socket gives the page as HTTP or as it is, while the stream waits, and goes away")
  func socket() throws {
    let options = try SmallPack.options(in: folder)
    let input = Pipe()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = options + ["--metrics-socket", "m.sock", "--emit", "none", "-q"]
    process.currentDirectoryURL = folder.url
    process.standardInput = input
    try process.run()
    let path = folder.url.appending(path: "m.sock").path
    try input.fileHandleForWriting.write(contentsOf: Data("you wombat\nhi\n".utf8))
    var raw = ""
    // The stream has nothing to do now, and its counts are there all the same.
    for _ in 0..<2000 where !raw.contains("outcome=\"allow\"} 1\n") {
      raw = ask(path, "") ?? ""
      usleep(5000)
    }
    #expect(raw.hasPrefix("# HELP comment_filter_") && raw.contains("outcome=\"filter\"} 1\n"), "\(raw)")
    try check(raw)
    let answer = try #require(ask(path, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"))
    let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
    #expect(parts.count == 2, "\(answer)")
    #expect(parts[0].hasPrefix("HTTP/1.0 200 OK\r\nContent-Type: text/plain; version=0.0.4"), "\(answer)")
    #expect(parts[0].contains("Content-Length: \(parts[1].utf8.count)\r\n"))
    // Another process may not take the socket; a second run says so.
    let second = try Program.run(options + ["--metrics-socket", "m.sock"], input: Data(), in: folder)
    #expect(second.status == 74 && second.messages.contains("another process serves it"), "\(second.messages)")
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && !FileManager.default.fileExists(atPath: path))
  }

  @Test("a socket left behind gives way, a file does not")
  func stale() throws {
    let options = try SmallPack.options(in: folder) + ["-q"]
    let path = folder.url.appending(path: "m.sock").path
    let number = try #require(connected(path) { bind($0, $1, $2) })
    close(number)
    #expect(FileManager.default.fileExists(atPath: path))
    let run = try Program.run(options + ["--metrics-socket", "m.sock"], input: Data("hi\n".utf8), in: folder)
    #expect(run.status == 0 && run.output == "hi\n", "\(run.messages)")
    try folder.write("m.sock", "precious")
    let refused = try Program.run(options + ["--metrics-socket", "m.sock"], input: Data(), in: folder)
    #expect(refused.status == 74 && refused.messages.contains("is no socket"), "\(refused.messages)")
    #expect(try folder.text("m.sock") == "precious")
  }

  @Test("a metrics file that cannot be made ends the run before anything is read")
  func unwritable() throws {
    let run = try runSmall("--metrics", "no/such/m.prom", input: "hi\n", in: folder)
    #expect(run.status == 74 && run.output.isEmpty && run.messages.contains("no/such/m.prom"), "\(run.messages)")
  }

  @Test("what happens is logged with its particulars")
  func logs() throws {
    let run = try runSmall("no-such-file", input: "", in: folder)
    #expect(run.status == 74)
    let line = try #require(run.messages.split(separator: "\n").first { $0.contains("no-such-file: open:") })
    for part in [" error comment-filter: ", "code=open", "errno=2", "file=no-such-file"] {
      #expect(line.contains(part), "\(line)")
    }
    let silent = try runSmall("no-such-file", "--log-level", "critical", "-q", input: "", in: folder)
    #expect(silent.status == 74 && silent.messages == "")
    #expect(try runSmall("--log-level", "loud", input: "", in: folder).status == 2)
  }

  @Test("a pattern that spends its budget is logged, and its quarantine too")
  func quarantine() throws {
    try folder.write(
      "bomb.yaml",
      """
      rules:
      - id: test/bomb
        category: spam
        severity: mild
        unfiltered: true
        pattern: '(?:x+x+)+y'
        match: 'xxxxxy'
        clean: 'yes'
      """)
    let lines = String(repeating: String(repeating: "x", count: 60) + " y\n", count: 3000)
    let run = try Program.run(
      "--no-default-rules", "--rules", "bomb.yaml", "--emit", "none", "-q", "--metrics", "m", input: lines, in: folder)
    #expect(run.status == 0)
    for part in ["notice comment-filter:", "a budget was spent", "rule=test/bomb", "again and again"] {
      #expect(run.messages.contains(part), "\(run.messages)")
    }
    #expect(try folder.text("m").contains("\ncomment_filter_quarantined_rules 1\n"))
  }

  // MARK: - A client

  /// What a server says to a request; nil if there is none.
  private func ask(_ path: String, _ request: String) -> String? {
    guard let number = connected(path, { connect($0, $1, $2) }) else { return nil }
    defer { close(number) }
    let bytes = Array(request.utf8)
    _ = bytes.isEmpty ? 0 : send(number, bytes, bytes.count, 0)
    shutdown(number, Int32(SHUT_WR))
    var answer: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = recv(number, &part, part.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += part[..<count]
    }
  }

  /// A local socket that was joined to a path.
  private func connected(_ path: String, _ join: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32? {
    #if canImport(Glibc)
      let number = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #elseif canImport(Musl)
      let number = Musl.socket(AF_UNIX, SOCK_STREAM, 0)
    #else
      let number = Darwin.socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        join(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if result == 0 { return number }
    close(number)
    return nil
  }
}
