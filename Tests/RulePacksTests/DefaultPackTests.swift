import CommentSafety
import RulePacks
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The folder `Wordlists` of the package that this file belongs to.
private let wordlists =
  #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Wordlists"

private let folders = ["terms", "rules", "allow", "policy", "words", "support"]

/// The files below a folder, as paths below `Wordlists`.
private func files(below folder: String) -> [String] {
  guard let directory = opendir(wordlists + "/" + folder) else { return [] }
  defer { closedir(directory) }
  var files: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
    }
    if name.hasPrefix(".") || name == "README.md" { continue }
    let path = folder + "/" + name
    var info = stat()
    stat(wordlists + "/" + path, &info)
    if info.st_mode & S_IFMT == S_IFDIR {
      files += RulePacksTests.files(below: path)
    } else {
      files.append(path)
    }
  }
  return files
}

private func contents(of name: String) -> [UInt8]? {
  guard let file = fopen(wordlists + "/" + name, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  while true {
    let byte = getc(file)
    if byte == EOF { return bytes }
    bytes.append(UInt8(byte))
  }
}

@Suite("The embedded pack")
struct DefaultPackTests {
  /// The default pack, read once; the tests that need it fail with its errors.
  static let pack = Result { () throws(BuildErrors) in try DefaultPack.load() }

  @Test("every file is embedded, in the order of the names' bytes; if not, run Wordlists/embed")
  func names() {
    let found = folders.flatMap { files(below: $0) }
    #expect(
      found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } == DefaultPack.fileNames)
    #expect(!found.isEmpty)
  }

  @Test("the embedded bytes are the files' bytes", arguments: DefaultPack.fileNames)
  func bytes(_ name: String) {
    #expect(DefaultPack.contents(of: name) == contents(of: name))
  }

  @Test(
    "it loads with each of its policies, which name ids that exist",
    arguments: DefaultPack.policyNames)
  func load(_ name: String) throws {
    let pack = try DefaultPack.load(policy: name)
    #expect(pack.policy.name == name)
    #expect(!pack.terms.isEmpty)
    let ids = Set(pack.rules.map(\.id)).union(pack.terms.map(\.id))
    let conditions = pack.policy.lines.map(\.condition) + pack.policy.thresholds.map(\.condition)
    for condition in conditions { #expect(condition.rules?.subtracting(ids) ?? [] == []) }
  }

  @Test("there is a standard policy, and it is the default")
  func standard() throws {
    #expect(DefaultPack.policyNames.contains("standard"))
    #expect(try Self.pack.get().policy.name == "standard")
  }

  @Test("loading the folders gives the same pack but for the names of its files")
  func folder() throws {
    let embedded = try Self.pack.get()
    // An empty folder is an error; the pack need not have files of every kind.
    let paths = folders.filter { $0 != "support" && !files(below: $0).isEmpty }.sorted().map {
      wordlists + "/" + $0
    }
    let loaded = try PackLoader.load(paths: paths, policy: "standard")
    #expect(loaded.terms.map(\.id) == embedded.terms.map(\.id))
    #expect(loaded.rules.map(\.pattern) == embedded.rules.map(\.pattern))
    #expect(loaded.allowPhrases.map(\.pattern) == embedded.allowPhrases.map(\.pattern))
    #expect(loaded.commonWords == embedded.commonWords)
  }

  @Test("a list stands in the folder of its language")
  func languages() throws {
    for term in try Self.pack.get().terms {
      let folder = term.location?.file.split(separator: "/").dropFirst().first
      #expect(folder == term.language[...], "\(term.location?.description ?? term.id)")
    }
  }

  @Test("an unknown policy is an error that names the known ones")
  func unknownPolicy() {
    let found = errors { () throws(BuildErrors) in try DefaultPack.load(policy: "standart") }
    #expect(found.map(\.code) == [.badValue])
    #expect(found.first?.advice.contains("did you mean standard?") == true)
  }

  @Test("there is no file of that name")
  func missing() {
    #expect(DefaultPack.contents(of: "terms/none.txt") == nil)
    #expect(DefaultPack.files(below: "none/").isEmpty)
  }
}
