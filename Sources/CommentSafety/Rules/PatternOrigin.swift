/// Where the parts of a rule were written, for errors. Origins are all equal: where a rule was written is no part of what it says.
package struct RuleOrigin: Sendable, Hashable {
  package var pattern: PatternOrigin
  /// In the order of the exclusions.
  package var exclusions: [PatternOrigin]
  package var spanGroup: SourceLocation?

  package init(
    pattern: PatternOrigin = PatternOrigin(), exclusions: [PatternOrigin] = [],
    spanGroup: SourceLocation? = nil
  ) {
    self.pattern = pattern
    self.exclusions = exclusions
    self.spanGroup = spanGroup
  }

  package static func == (left: RuleOrigin, right: RuleOrigin) -> Bool { true }
  package func hash(into hasher: inout Hasher) {}
}

/// Where the parts of a pattern were written: one into which macros were put, or that stands on several lines, comes from several places.
package struct PatternOrigin: Sendable {
  package struct Part: Sendable {
    /// Byte offset in the pattern.
    package var start: Int
    package var location: SourceLocation
    /// The part comes from a macro: all its bytes have one place, that of the macro's name.
    package var isMacro: Bool

    package init(start: Int, location: SourceLocation, isMacro: Bool) {
      self.start = start
      self.location = location
      self.isMacro = isMacro
    }
  }

  /// In the order of their starts; empty for patterns made in code.
  package var parts: [Part] = []

  package init(_ parts: [Part] = []) {
    self.parts = parts
  }

  /// Where the byte at an offset was written; nil if nothing is known.
  package func location(at offset: Int) -> SourceLocation? {
    guard let part = parts.last(where: { $0.start <= offset }) ?? parts.first else { return nil }
    var location = part.location
    if !part.isMacro { location.column += offset - part.start }
    return location
  }
}
