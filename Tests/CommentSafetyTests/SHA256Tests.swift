import Testing

@testable import CommentSafety

/// The examples of FIPS 180-4 and of NIST's CAVP, and lengths around the block's end.
@Suite("SHA-256")
struct SHA256Tests {
  static let vectors: [(text: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  @Test(arguments: vectors)
  func vector(_ text: String, _ digest: String) {
    var hash = SHA256()
    hash.update(text.utf8)
    #expect(Self.hex(hash.finish()) == digest)
  }

  @Test("A million letters a")
  func million() {
    var hash = SHA256()
    hash.update(repeatElement(0x61, count: 1_000_000))
    #expect(
      Self.hex(hash.finish()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("Pieces hash as the whole", arguments: [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128])
  func pieces(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var whole = SHA256()
    whole.update(bytes)
    var pieces = SHA256()
    for byte in bytes { pieces.update(CollectionOfOne(byte)) }
    #expect(whole.finish() == pieces.finish())
  }

  @Test("Neighbouring fields do not run together")
  func fields() {
    var one = SHA256()
    one.update(field: "ab")
    one.update(field: "c")
    var other = SHA256()
    other.update(field: "a")
    other.update(field: "bc")
    #expect(one.finish() != other.finish())
  }
}
