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

private func list(_ category: String, _ terms: String...) -> String {
  "language: en\ncategory: \(category)\nseverity: mild\nlicence: MIT\n---\n"
    + terms.joined(separator: "\n")
}

private func rule(_ id: String) -> String {
  "rules:\n- {id: \(id), category: spam, severity: mild, pattern: a, match: a, clean: b}\n"
}

private func policy(_ name: String) -> String {
  "policy: \(name)\nlines: []\ndefault: remove\n"
}

private func parse(_ sources: [(String, String)], policy: String? = nil) throws(BuildErrors)
  -> RulePack
{
  try PackLoader.parse(
    sources: sources.map { (name: $0.0, bytes: Array($0.1.utf8)) }, policy: policy)
}

private func describe(_ errors: [BuildError]) -> [String] {
  errors.map { "\($0.location.map(\.description) ?? "-") \($0.code.rawValue)" }
}

@Suite("Packs of several files")
struct PackAssemblyTests {
  @Test("the parts come together in the order of the sources")
  func parts() throws {
    let pack = try parse([
      ("b.txt", list("insult", "idiot", "moron")), ("a.txt", list("hate", "idiot")),
      ("words/en.txt", "# licence: MIT\nof\nand # the second\n\nof\n"), ("words/de.txt", "und\nof"),
      ("r.yaml", "name: mine\n" + rule("x")), ("s.yml", rule("y") + "allow: [ok]\n"),
      ("p.yaml", policy("p")),
    ])
    #expect(pack.terms.map(\.id) == ["en/insult/idiot", "en/insult/moron", "en/hate/idiot"])
    #expect(pack.commonWords == ["of", "and", "und"])
    #expect(pack.rules.map(\.id) == ["x", "y"])
    #expect(pack.allowPhrases.map(\.pattern) == ["ok"])
    #expect(pack.policy.name == "p" && pack.policy.defaultAction == .remove)
    #expect(pack.name == "mine")
    #expect(try parse([("a.txt", list("hate", "idiot"))]).policy == .standard)
    #expect(try parse([]) == RulePack())
  }

  @Test("Common words whose order is known come first")
  func ranks() throws {
    let pack = try parse([
      ("words/a.txt", "zu\nan\n"), ("words/b.txt", "# best\norder: frequency\nthe\nof\nan\n"),
      ("words/c.txt", "order: frequency\nle\n"), ("words/d.txt", "und\n"),
    ])
    #expect(pack.commonWords == ["the", "of", "le", "zu", "an", "und"])
    let found = errors { () throws(BuildErrors) in
      try parse([("words/a.txt", "zu\norder: frequency\norder: alphabet\n")])
    }
    #expect(describe(found) == ["words/a.txt:2:6 bad-syntax", "words/a.txt:3:6 bad-syntax"])
  }

  @Test("A term that stands twice is told beside other mistakes")
  func duplicatesBesideMistakes() {
    let attribute = errors { () throws(BuildErrors) in
      try parse([("a.txt", list("hate", "ox | seveer", "cow", "ox", "cow | midl")), ("b.txt", list("hate", "Ox"))])
    }
    #expect(
      describe(attribute) == [
        "a.txt:6:6 bad-value", "a.txt:8:1 duplicate-term", "a.txt:9:1 duplicate-term", "a.txt:9:7 bad-value",
        "b.txt:6:1 duplicate-term",
      ])
    let header = errors { () throws(BuildErrors) in
      try parse([
        ("a.txt", "language: en\ncategory: hate\nseverity: harsh\nlicence: x\n---\nox\n"),
        ("b.txt", list("hate", "ox")),
      ])
    }
    #expect(describe(header) == ["a.txt:3:11 bad-value", "b.txt:6:1 duplicate-term"])
  }

  @Test("all errors of all sources, sorted by name and line")
  func order() {
    let found = errors { () throws(BuildErrors) in
      try parse([
        ("z.txt", list("hate", "a*b", "c*d")), ("m.yaml", rule("x") + "rulez: 1\n"),
        ("picture.png", ""),
        ("words/a.txt", "two words\nok\nw*\n"), ("a.txt", list("hate", "a | midl")),
      ])
    }
    #expect(
      describe(found) == [
        "a.txt:6:5 bad-value", "m.yaml:3:1 bad-value", "picture.png:1:1 bad-syntax",
        "words/a.txt:1:4 bad-syntax", "words/a.txt:3:2 bad-syntax", "z.txt:6:2 bad-wildcard",
        "z.txt:7:2 bad-wildcard",
      ])
  }

  @Test("the same thing in two files names both places")
  func duplicates() {
    let found = errors { () throws(BuildErrors) in
      try parse([
        ("a.txt", list("hate", "x", "y")), ("b.txt", list("hate", "Y", "z")),
        ("c.txt", list("insult", "y")),
        ("q.yaml", rule("one")), ("r.yaml", rule("one")), ("t.yaml", policy("p")),
        ("u.yaml", policy("q")),
      ])
    }
    #expect(
      describe(found) == [
        "b.txt:6:1 duplicate-term", "r.yaml:2:54 duplicate-rule", "u.yaml:1:9 bad-value",
      ])
    #expect(
      zip(found, ["a.txt:7:1", "q.yaml:2:54", "t.yaml:1:9"]).allSatisfy { $0.message.contains($1) })
  }

  @Test("one of several policies is chosen by name")
  func choice() throws {
    let sources = [("a.yaml", policy("calm")), ("b.yaml", policy("strict"))]
    #expect(try parse(sources, policy: "strict").policy.name == "strict")
    let found = errors { () throws(BuildErrors) in try parse(sources, policy: "strikt") }
    #expect(found.count == 1 && found[0].advice.contains("did you mean strict?"))
    let again = errors { () throws(BuildErrors) in
      try parse(sources + [("c.yaml", policy("calm"))], policy: "calm")
    }
    #expect(describe(again) == ["c.yaml:1:9 bad-value"])
  }
}

/// A folder that is deleted with its test.
private final class Folder {
  let path: String

  init() {
    let seed = UInt64.random(in: 0...UInt64.max)
    path = "/tmp/rule-packs-\(seed)"
    mkdir(path, 0o755)
  }

  /// Writes a file; folders on its way are made.
  func write(_ name: String, _ text: String) {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    let file = fopen(path + "/" + name, "w")
    fputs(text, file)
    fclose(file)
  }

  deinit { remove(path) }

  private func remove(_ path: String) {
    var names: [String] = []
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        names.append(
          withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
          })
      }
      closedir(directory)
    }
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    if info.st_mode & S_IFMT == S_IFDIR {
      chmod(path, 0o755)
      for name in names where name != "." && name != ".." { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

@Suite("Packs in folders")
struct PackLoaderTests {
  @Test("folders are walked in the order of the names' bytes")
  func walk() throws {
    let folder = Folder()
    folder.write("terms/en-x/a.txt", list("insult", "two"))
    folder.write("terms/en/b.txt", list("insult", "four"))
    folder.write("terms/en/a.txt", list("insult", "three"))
    folder.write("terms/Z.txt", list("insult", "one"))
    folder.write("words/en.txt", "of\n")
    folder.write("README.md", "# no list")
    folder.write(".hidden", "no list")
    folder.write(".git/config", "no list")
    folder.write("support/lines.yaml", "no: pack")
    let pack = try PackLoader.load(paths: [folder.path])
    #expect(pack.terms.map(\.pattern) == ["one", "two", "three", "four"])
    #expect(pack.commonWords == ["of"])
    #expect(pack.terms[2].location?.file == folder.path + "/terms/en/a.txt")
    #expect(folder.path.hasSuffix("/" + pack.name))
    #expect(try PackLoader.load(paths: [folder.path + "/"]).terms == pack.terms)
  }

  @Test("files may be named one by one, and twice")
  func files() throws {
    let folder = Folder()
    folder.write("a.txt", list("insult", "one"))
    folder.write("support/b.txt", list("insult", "two"))
    folder.write("words/c.txt", "of")
    let paths = ["support/b.txt", "a.txt", "words/c.txt", "a.txt"].map { folder.path + "/" + $0 }
    let pack = try PackLoader.load(paths: paths + [folder.path])
    #expect(pack.terms.map(\.pattern) == ["two", "one"])
    #expect(pack.commonWords == ["of"])
  }

  @Test("a link to the folder itself ends")
  func loop() throws {
    let folder = Folder()
    folder.write("a.txt", list("insult", "one"))
    symlink(folder.path, folder.path + "/again")
    #expect(try PackLoader.load(paths: [folder.path]).terms.count == 1)
  }

  @Test("what cannot be read is reported with everything else")
  func unreadable() {
    let folder = Folder()
    folder.write("a.txt", list("insult", "mo*ron"))
    folder.write("b.doc", "")
    symlink("/no/such/file", folder.path + "/c.txt")
    mkfifo(folder.path + "/d.txt", 0o644)
    folder.write("empty/README.md", "")
    let found = errors { () throws(BuildErrors) in
      try PackLoader.load(paths: [
        folder.path, folder.path + "/none.txt", folder.path + "/a.txt", "/no/such/folder",
      ])
    }
    #expect(
      describe(found).map { $0.replacing(folder.path, with: "") } == [
        "/no/such/folder:1:1 unreadable", "/a.txt:6:3 bad-wildcard", "/b.doc:1:1 bad-syntax",
        "/c.txt:1:1 unreadable", "/d.txt:1:1 unreadable", "/none.txt:1:1 unreadable",
      ])
    #expect(found[0].message.contains("No such file"))
    #expect(found[2].advice.contains(".txt"))
    let empty = errors { () throws(BuildErrors) in
      try PackLoader.load(paths: [folder.path + "/empty"])
    }
    #expect(
      describe(empty).map { $0.replacing(folder.path, with: "") } == ["/empty:1:1 unreadable"])
  }

  @Test("a file without permission", .enabled(if: geteuid() != 0, "root may read everything"))
  func permission() {
    let folder = Folder()
    folder.write("a.txt", list("insult", "one"))
    chmod(folder.path + "/a.txt", 0)
    let found = errors { () throws(BuildErrors) in try PackLoader.load(paths: [folder.path]) }
    #expect(found.map(\.code) == [.unreadable])
    #expect(found.first?.message.contains("ermission") == true)
  }
}
