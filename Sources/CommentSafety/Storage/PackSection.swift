/// What a table of a compiled pack is. Numbers are never used twice.
enum PackSection: UInt32, CaseIterable {
  // The pack.
  case strings = 1
  case facts = 2
  case names = 3
  case policy = 4
  case sourceKinds = 11
  case sources = 12
  case policyMasks = 6
  case phrases = 7
  case rules = 8
  case exclusions = 9
  case exactSpellings = 10
  // Terms.
  case patterns = 20
  case letterKinds = 27
  case letterPages = 18
  case patternLetters = 19
  case symbols = 22
  case symbolScalars = 23
  case maskLabels = 24
  case maskPatterns = 25
  case maskChildCounts = 28
  case maskGroups = 29
  case maskPatternStarts = 30
  case commonWords = 26
  case commonWordFilter = 31
  // Gates.
  case gateRoots = 35
  case gateNodes = 36
  case gateBeginnings = 90
  case gateListStarts = 91
  case gateListEntries = 92
  case restlessRules = 37
  case wakeStarts = 38
  case wokenRules = 39
  case atoms = 33
  case atomBytes = 34
  // Automata.
  case automaton = 40
  case cells = 41
  case failures = 42
  case outputGroups = 49
  case outputs = 50
  case outputSuffixes = 51
  case outputLists = 52
  case tails = 46
  case classes = 47
  case rootTransitions = 48
  // Sieves.
  case sieve = 60
  case sieveLengths = 61
  case sieveFives = 62
  case sieveSixes = 63
  case sieveShorts = 64
  case sieveSlots = 65
  case sieveHeads = 66
  case sieveShortHeads = 67
  case sievePrefixes = 68
  case sievePairs = 69
  // Overlays.
  case sortedKeys = 80
  case sortedKeyHeads = 81
  case sortedKeyBytes = 82
  case sortedKeyIDs = 83
  case sortedKeyFilter = 84
}

/// Where a table stands in a compiled pack.
struct PackDirectoryEntry: BitwiseCopyable {
  var section: UInt32
  /// Bytes from one element to the next.
  var stride: UInt32
  /// Bytes from the start of the pack.
  var offset: UInt64
  /// Elements.
  var count: UInt64
}
