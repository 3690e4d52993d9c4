/// How far a stream is.
public struct StreamProgress: Sendable, Hashable {
  /// What was judged, and written in full to all outputs.
  public internal(set) var counts = Counts()
  /// The place behind the last line that is counted.
  public internal(set) var position = StreamPosition()
  /// The packs used, in order; the last one is in use.
  public internal(set) var packs: [PackUse] = []

  public init() {}

  /// Where a stream stood that is to go on.
  public init(counts: Counts, position: StreamPosition, packs: [PackUse]) {
    self.counts = counts
    self.position = position
    self.packs = packs
  }
}

/// When an observer is told of a stream.
public enum StreamMoment: Sendable, Hashable {
  /// A chunk was written, that long after it had been read.
  case chunk(Duration)
  /// The outputs are about to be closed.
  case end
}

/// Is told how far a stream is: after each chunk was written, by one worker at a time, and a last time before the outputs are closed.
///
/// An error that it throws ends the stream.
public typealias StreamObserver =
  @Sendable (_ progress: borrowing StreamProgress, _ moment: StreamMoment) throws(StreamError) -> Void

/// A run of lines that were judged with one pack.
public struct PackUse: Sendable, Hashable {
  /// The pack's content hash.
  public var pack: String
  /// The version of the overlays; nil if there were none.
  public var overlays: String?
  /// The first line, counted from 1 over all inputs.
  public var firstLine: Int
  /// The last line; smaller than the first if there is none.
  public var lastLine: Int

  public init(pack: String, overlays: String? = nil, firstLine: Int, lastLine: Int) {
    self.pack = pack
    self.overlays = overlays
    self.firstLine = firstLine
    self.lastLine = lastLine
  }
}

/// How a stream ended, and what it did.
public struct StreamReport: Sendable {
  /// Why a stream ended.
  public enum Ending: Sendable, Hashable {
    /// The inputs were read to their ends.
    case complete
    /// A ``StreamControl`` stopped it. What was read is judged and written.
    case stopped
    /// The reader of an output that ``StreamOutput/endsQuietly`` has gone.
    case outputClosed
    /// A file could not be read or written. What came before is written and counted.
    case failed(StreamError)
  }

  public internal(set) var progress: StreamProgress
  public internal(set) var ending: Ending
  /// Bytes of a line that was read in part when the stream was stopped. They are not judged.
  public internal(set) var unfinishedBytes = 0
  /// What rules cost, by their ids: for all packs used.
  public internal(set) var ruleCosts: [String: RuleCost] = [:]

  public var counts: Counts { progress.counts }
  public var isComplete: Bool { ending == .complete }
  /// Nil unless the stream failed.
  public var failure: StreamError? {
    if case .failed(let error) = ending { error } else { nil }
  }
}

/// What a rule cost.
public struct RuleCost: Sendable, Hashable {
  /// Comments on which its pattern was run.
  public var runs = 0
  /// Runs that reached a limit; their comments are undecided.
  public var limitHits = 0
  /// Time spent in its pattern, in nanoseconds.
  public var nanoseconds = 0

  public init() {}

  mutating func add(_ other: RuleCost) {
    runs += other.runs
    limitHits += other.limitHits
    nanoseconds += other.nanoseconds
  }
}
