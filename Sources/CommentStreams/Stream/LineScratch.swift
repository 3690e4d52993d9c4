internal import CommentSafety

/// The working memory of one worker: what judging and writing a line needs, reused from line to line.
public struct LineScratch: ~Copyable, Sendable {
  var engine: Scratch
  var found = FoundText()
  var judgement = Judgement()
  var tenant = TenantMemo()
  /// Ranges to be masked, in bytes of the text of one value.
  var masked: [Range<Int>] = []

  init(engine: consuming Scratch) {
    self.engine = engine
  }

  /// What rules cost since the scratch was made, by their ids; only those that were run.
  borrowing func costs(of filter: CommentFilter) -> [String: RuleCost] {
    var costs: [String: RuleCost] = [:]
    for (index, activity) in engine.ruleActivity.enumerated() where activity.runs > 0 {
      var cost = RuleCost()
      cost.runs = activity.runs
      cost.limitHits = activity.limitHits
      cost.nanoseconds = activity.nanoseconds
      costs[filter.ruleID(forActivity: index)] = cost
    }
    return costs
  }
}

/// What the lines of a chunk come to: bytes for the outputs, and counts.
public struct ChunkOutput: Sendable {
  /// Bytes for each output, in the order of ``StreamConfiguration/outputs``.
  public internal(set) var buffers: [ByteBuffer] = []
  /// Lines in each buffer.
  public internal(set) var lines: [Int] = []
  public internal(set) var counts = Counts()
  /// For each output, where the lines begin that pass unchanged and are not copied yet.
  var passing: [Int] = []

  public init() {}

  /// Empties the output and keeps its memory for the next chunk.
  public mutating func clear() {
    clearBuffers()
    counts = Counts()
  }

  /// Empties the buffers when they were written; the counts stay.
  mutating func clearBuffers() {
    for index in buffers.indices {
      buffers[index].clear()
      lines[index] = 0
    }
  }

  /// Bytes in the buffers. Lines that pass unchanged are not among them before they are copied.
  var size: Int { buffers.reduce(0) { $0 + $1.count } }

  /// Makes ready for a chunk.
  mutating func begin(outputs: Int) {
    if buffers.count != outputs {
      buffers = Array(repeating: ByteBuffer(), count: outputs)
      lines = Array(repeating: 0, count: outputs)
      passing = Array(repeating: 0, count: outputs)
    }
    for index in passing.indices { passing[index] = 0 }
  }
}
