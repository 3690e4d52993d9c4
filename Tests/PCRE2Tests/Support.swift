import PCRE2

/// What all matches of a pattern look like: the ranges of group 0, and how the iteration ended.
struct AllMatches: Equatable {
  var ranges: [Range<Int>]
  var end: Matcher.Outcome
}

func allMatches(
  _ pattern: String, _ text: [UInt8], options: Code.Options = [], isValid: Bool = false
) throws -> AllMatches {
  let code = try Code(pattern: pattern, options: options)
  var matcher = Matcher()
  var ranges: [Range<Int>] = []
  let end = matcher.forEachMatch(of: code, in: text.span, textIsValidUTF8: isValid) { found in
    ranges.append(found.range(ofGroup: 0)!)
    return true
  }
  return AllMatches(ranges: ranges, end: end)
}

func firstRange(
  _ pattern: String, _ text: [UInt8], options: Code.Options = [], isValid: Bool = false
) throws -> Range<Int>? {
  let code = try Code(pattern: pattern, options: options)
  var matcher = Matcher()
  guard matcher.firstMatch(of: code, in: text.span, textIsValidUTF8: isValid) == .match else {
    return nil
  }
  return matcher.range(ofGroup: 0)
}
