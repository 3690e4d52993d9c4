/// Writes comments one after the other into memory that it is given. A worker's own; no allocation, no `String`.
struct Composer {
  /// A comment, however it comes out, is no longer than this.
  static let maximumBytes = 16 << 10

  private let vocabulary: Vocabulary
  private var random: Random

  init(_ vocabulary: Vocabulary, seed: UInt64, block: Int) {
    self.vocabulary = vocabulary
    random = Random(seed: seed, stream: UInt64(block))
  }

  /// Whether the next NDJSON line is escaped to ASCII.
  mutating func drawsEscapes() -> Bool { random.chance(vocabulary.isEscaped) }

  /// Writes a comment.
  ///
  /// A comment with few words begins with a handle made of `index`, so that no two comments are the same; longer ones differ by
  /// chance.
  ///
  /// - Parameter target: room for ``maximumBytes``.
  /// - Returns: the comment's length in bytes.
  mutating func compose(index: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let bits = random.next()
    // SAFETY: ten bits are less than the 1024 slots, and those hold numbers of languages.
    let language = vocabulary.languages[Int(vocabulary.languageSlots[Int(truncatingIfNeeded: bits & 1023)])]
    return write(language, lengthBits: bits &>> 10, index: index, to: target)
  }

  @inline(__always)
  private mutating func write(
    _ language: Vocabulary.Language, lengthBits: UInt64, index: Int, to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let length = Int(language.lengths[Int(truncatingIfNeeded: lengthBits & 4095)])
    let words = random.chance(language.isTypographic) ? language.typographicWords : language.words
    // What is to stand in the comment besides words, and before which of them.
    var special: WordTable?
    if random.chance(vocabulary.isAbusive) {
      special = random.chance(vocabulary.isDisguised) ? language.disguisedTerms : language.terms
    } else if random.chance(vocabulary.isNearMiss) {
      special = vocabulary.nearMisses
    }
    let expected = max(1, length / 6)
    var specialAt = special == nil ? -1 : random.below(expected)
    let hasTag = random.chance(language.hasTag)
    var end = 0
    var count = 0
    var startsSentence = !random.chance(Self.startsSmall)
    if hasTag && expected > language.distinctWords + 2 {
      end += writeHandle(index, to: target)
      target[end] = Self.space
      end += 1
    }
    while end < length || count == 0 {
      let bits = random.next()
      let start = end
      if count == specialAt, let table = special {
        end += table.write(table.drawEvenly(&random), to: target + end)
        specialAt = -1
      } else {
        end += writeWord(language, words, bits, to: target + end)
      }
      if startsSentence, target[start] &- 0x61 < 26 { target[start] -= 32 }
      startsSentence = false
      count += 1
      // Punctuation: a comma after one word in 16, a sentence's end after one in 12.
      let sign = bits &>> 40 & 0xFF
      if sign < 16 {
        target[end] = UInt8(ascii: ",")
        end += 1
      } else if sign < 37 {
        target[end] = sign < 30 ? UInt8(ascii: ".") : sign < 34 ? UInt8(ascii: "!") : UInt8(ascii: "?")
        end += 1
        startsSentence = bits &>> 48 & 3 != 0
      } else if sign < 38, language.hasSpaces, end < length {
        target[end] = UInt8(ascii: "\"")
        end += 1
      }
      if language.hasSpaces {
        target[end] = Self.space
        end += 1
      }
    }
    if specialAt >= 0, let table = special {
      end += table.write(table.drawEvenly(&random), to: target + end)
      target[end] = Self.space
      end += 1
    }
    if random.chance(language.hasEmoji) { end += writeEmoji(to: target + end) }
    if random.chance(language.hasLink) { end += writeLink(to: target + end) }
    if count < language.distinctWords {
      if target[end - 1] != Self.space {
        target[end] = Self.space
        end += 1
      }
      end += writeHandle(index, to: target + end)
    } else if target[end - 1] == Self.space {
      end -= 1
    }
    if random.chance(language.isCapitals) {
      for position in 0..<end where target[position] &- 0x61 < 26 { target[position] -= 32 }
    }
    return end
  }

  /// A word: most often one of the table, sometimes a stem with an ending, a name, a number.
  @inline(__always)
  private mutating func writeWord(
    _ language: Vocabulary.Language, _ words: WordTable, _ bits: UInt64,
    to target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let kind = random.next()
    if language.isInflected.holds(kind), let stems = language.stems, let endings = language.endings {
      let length = stems.write(stems.draw(bits), to: target)
      return length + endings.write(endings.draw(bits &>> 13), to: target + length)
    }
    if language.isName.holds(kind &<< 32), let names = language.names {
      return names.write(names.draw(bits), to: target)
    }
    if kind & 0x7F == 0 {
      return writeNumber(Int(truncatingIfNeeded: bits &>> 13 & (kind & 0x380 != 0 ? 0x1F : 0x7FF)), to: target)
    }
    return words.write(words.draw(bits), to: target)
  }

  private func writeNumber(_ number: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    var scale = 1
    while number / scale >= 10 { scale *= 10 }
    var length = 0
    while scale > 0 {
      target[length] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / scale % 10)
      length += 1
      scale /= 10
    }
    return length
  }

  /// `@` with four syllables, and a digit if it is needed: another one for each index below 10⁹.
  private func writeHandle(_ index: Int, to target: UnsafeMutablePointer<UInt8>) -> Int {
    // The factor has no divisor in common with 10⁸, so this only shuffles the indices below it.
    let (high, low) = index.quotientAndRemainder(dividingBy: 100_000_000)
    var rest = low * 61_803_399 % 100_000_000 + high % 10 * 100_000_000
    var length = 0
    target[length] = UInt8(ascii: "@")
    length += 1
    for _ in 0..<4 {
      target[length] = Self.onsets[rest % 10]
      rest /= 10
      let rime = rest % 10
      rest /= 10
      target[length + 1] = Self.vowels[rime % 5]
      length += 2
      if rime >= 5 {
        target[length] = UInt8(ascii: "n")
        length += 1
      }
    }
    return rest == 0 ? length : length + writeNumber(rest, to: target + length)
  }

  private mutating func writeEmoji(to target: UnsafeMutablePointer<UInt8>) -> Int {
    let table = vocabulary.emoji
    let bits = random.next()
    let first = table.draw(bits)
    var length = table.write(first, to: target)
    // Often the same one again.
    for _ in 0..<Int(truncatingIfNeeded: bits &>> 32 & 3) { length += table.write(first, to: target + length) }
    if bits &>> 34 & 3 == 0 { length += table.write(table.draw(bits &>> 16), to: target + length) }
    target[length] = Self.space
    return length + 1
  }

  private mutating func writeLink(to target: UnsafeMutablePointer<UInt8>) -> Int {
    let bits = random.next()
    var length = 0
    for byte in Self.scheme {
      target[length] = byte
      length += 1
    }
    length += vocabulary.hosts.write(vocabulary.hosts.draw(bits), to: target + length)
    target[length] = UInt8(ascii: "/")
    length += 1
    length += vocabulary.paths.write(vocabulary.paths.draw(bits &>> 16), to: target + length)
    target[length] = UInt8(ascii: "/")
    length += 1
    length += writeNumber(Int(truncatingIfNeeded: bits &>> 32 & 0xF_FFFF), to: target + length)
    target[length] = Self.space
    return length + 1
  }

  private static let space = UInt8(ascii: " ")
  private static let startsSmall = Odds(0.4)
  private static let onsets = Array("dlmnrstvyk".utf8)
  private static let vowels = Array("aeiou".utf8)
  private static let scheme = Array("https://".utf8)
}
