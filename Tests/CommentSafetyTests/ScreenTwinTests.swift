import CommentKernels
import Testing

@testable import CommentSafety

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Screening against the fold, which defines what it must tell; with every kernel that the processor has.
@Suite("Screening")
struct ScreenTwinTests {
  @Test("Plain comments need no fold", arguments: PrefixSieve.kernels.map { $0.rawValue })
  func simple(_ kernel: UInt32) {
    var screen = Screen()
    screen.kernel = cs_kernel(rawValue: kernel)
    for text in [
      "nice video", "What a day!", "it's 5 o'clock, \"well\" (sort of); see/you: @home #win\n$5 & 100% + tax", "a",
    ] {
      let isSimple = run(screen, Array(text.utf8))
      #expect(isSimple, "\(text)")
    }
    for text in ["caf\u{E9}", "a!b", "&amp;", "%66", "&#102;", "a\u{0}b", "a$b", String(repeating: "a ", count: 2049)] {
      let isSimple = run(screen, Array(text.utf8))
      #expect(!isSimple, "\(text)")
    }
  }

  @Test("Random text is told as the fold tells it", arguments: PrefixSieve.kernels.map { $0.rawValue })
  func random(_ kernel: UInt32) {
    let seed = Fuzz.seed("ScreenTwinTests.random")
    var random = SeededRandom(seed: seed)
    var screen = Screen()
    screen.kernel = cs_kernel(rawValue: kernel)
    var text = FoldedText()
    var simple = 0
    let alphabets = [
      Array("abcdefghijklmnopqrstuvwxyzABCXYZ0123456789     ".utf8), Array("asASzZ5 .,!?'\"-".utf8),
      Array("aA1 *_-.#?&%!@$+|(<)\t\n".utf8), (0..<128).map { UInt8($0) },
    ]
    for round in 0..<(6_000 * Fuzz.factor) {
      let alphabet = alphabets[round % alphabets.count]
      let length = Int.random(in: 0...[12, 70, 140, 700].randomElement(using: &random)!, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random)! }
      guard run(screen, bytes) else { continue }
      simple += 1
      bytes.withUnsafeBytes { Normalizer.fold($0, into: &text) }
      if let flaw = Self.flaw(screen, text) ?? Self.flawOfEnds(screen, bytes) {
        Issue.record("\(visible(bytes)): \(flaw); seed \(seed), round \(round)")
      }
    }
    #expect(simple > 1_500 * Fuzz.factor)
  }

  #if !os(Windows)
    @Test("Nothing is read past the end of a page", arguments: PrefixSieve.kernels.map { $0.rawValue })
    func pageEnd(_ kernel: UInt32) throws {
      let page = sysconf(Int32(_SC_PAGESIZE))
      let memory = try #require(
        mmap(nil, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
      defer { munmap(memory, 2 * page) }
      #expect(mprotect(memory + page, page, PROT_NONE) == 0)
      memset(memory, 0x61, page)
      var screen = Screen()
      screen.kernel = cs_kernel(rawValue: kernel)
      for count in 1...130 {
        let isSimple = screen.run(UnsafeRawBufferPointer(start: memory + page - count, count: count))
        let letters = screen.found.pointee.letter_count
        #expect(isSimple && letters == UInt32(count))
      }
    }
  #endif

  private func run(_ screen: borrowing Screen, _ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { screen.run($0) }
  }

  /// A run in which a word ends that the screen does not tell of, or one that it tells of inside a word.
  private static func flawOfEnds(_ screen: borrowing Screen, _ bytes: [UInt8]) -> String? {
    let found = UnsafePointer(screen.found)
    let count = Int(found.pointee.skeleton_count)
    for run in 0..<count {
      let first = Int(cs_screen_locate(found, UInt32(run)))
      let limit = run + 1 < count ? Int(cs_screen_locate(found, UInt32(run + 1))) : bytes.count
      let mayEnd = (first..<limit).contains { place in
        place + 1 == bytes.count || !ASCIITable.continuesWord(bytes[place], bytes[place + 1])
      }
      let told = cs_screen_ends(found)[run >> 6] & 1 << UInt64(run & 63) != 0
      if told != mayEnd { return "a word ends in run \(run): \(mayEnd)" }
    }
    return nil
  }

  @Test("Letters in a row", arguments: PrefixSieve.kernels.map { $0.rawValue })
  func holds(_ kernel: UInt32) {
    let seed = Fuzz.seed("ScreenTwinTests.holds")
    var random = SeededRandom(seed: seed)
    var screen = Screen()
    screen.kernel = cs_kernel(rawValue: kernel)
    let alphabet = Array("kilILK1 '.".utf8)
    var held = 0
    for round in 0..<(3_000 * Fuzz.factor) {
      let length = Int.random(in: 0...[8, 90].randomElement(using: &random)!, using: &random)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &random)! }
      guard run(screen, bytes) else { continue }
      var wanted = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        Array("kil1".utf8).randomElement(using: &random)!
      }
      // Some may be repeated, where another one follows.
      for index in wanted.indices
      where round & 4 == 0 && (index + 1 == wanted.count || wanted[index] != wanted[index + 1]) {
        if Bool.random(using: &random) { wanted[index] |= 0x80 }
      }
      let found = UnsafePointer(screen.found)
      let read = bytes.indices.filter { ASCIITable.isWordByte(bytes[$0]) }
      for position in 0..<Int(found.pointee.skeleton_count) {
        let first = Int(cs_screen_letter(found, UInt32(position)))
        let limit =
          position + 1 < Int(found.pointee.skeleton_count)
          ? Int(cs_screen_letter(found, UInt32(position + 1))) : read.count
        let (startsWord, endsWord) = (round & 1 == 0, round & 2 == 0)
        let expected = (first..<limit).contains { letter in
          guard let last = Self.end(of: wanted, in: bytes, read[letter...]).map({ letter + $0 - 1 }) else {
            return false
          }
          return !(startsWord && read[letter] > 0 && ASCIITable.isWordByte(bytes[read[letter] - 1]))
            && !(endsWord && read[last] + 1 < bytes.count && ASCIITable.isWordByte(bytes[read[last] + 1]))
        }
        let told = bytes.withUnsafeBufferPointer {
          cs_screen_holds(
            found, $0.baseAddress, UInt32(bytes.count), UInt32(position), wanted, UInt32(wanted.count), startsWord,
            endsWord)
        }
        held += told ? 1 : 0
        if told != expected { Issue.record("\(visible(bytes)) at \(position); seed \(seed), round \(round)") }
      }
    }
    #expect(held > 1_000)
  }

  /// How many letters are those that are wanted, of which some, with their top bits set, may stand several times in a row; nil if there are others.
  /// - Parameter places: where the letters stand in the text.
  private static func end(of wanted: [UInt8], in text: [UInt8], _ places: ArraySlice<Int>) -> Int? {
    var rest = places
    for letter in wanted {
      guard var last = rest.popFirst(), text[last] | 0x20 == letter & 0x7F else { return nil }
      while letter & 0x80 != 0, rest.first == last + 1, text[last + 1] | 0x20 == letter & 0x7F {
        last = rest.removeFirst()
      }
    }
    return places.count - rest.count
  }

  /// What the screen tells otherwise than the fold.
  private static func flaw(_ screen: borrowing Screen, _ text: borrowing FoldedText) -> String? {
    let found = UnsafePointer(screen.found)
    let count = Int(found.pointee.skeleton_count)
    guard count == text.skeletonCount else { return "skeleton of \(count), not \(text.skeletonCount)" }
    for index in 0..<count {
      if cs_screen_skeleton(found)[index] != text.skeleton[index] { return "skeleton at \(index)" }
      if cs_screen_locate(found, UInt32(index)) != text.runStarts[index] { return "run at \(index)" }
    }
    var starts: [UInt32] = []
    for index in 0..<text.wordStartCount where starts.last != text.wordStarts[index] {
      starts.append(text.wordStarts[index])
    }
    let words = (0..<Int(found.pointee.word_start_count)).map { cs_screen_word_starts(found)[$0] }
    if words != starts { return "words at \(words), not \(starts)" }
    if Int(found.pointee.digit_count) != text.digitCount { return "digits" }
    if found.pointee.present.0 != text.asciiPresent.0 || found.pointee.present.1 != text.asciiPresent.1 {
      return "punctuation"
    }
    if text.traits != (found.pointee.may_mask ? .mask : []) { return "traits \(text.traits)" }
    return nil
  }
}
