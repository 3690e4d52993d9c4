internal import CommentSafety

/// Room for a chunk and what it comes to.
// SAFETY (`@unchecked Sendable`): a job has one owner at a time: the list of free jobs, the worker that took it, or the jobs handed in. It
// changes hands under the monitor's lock.
final class Job: @unchecked Sendable {
  var sequence = 0
  var chunk = Chunk()
  var output = ChunkOutput()
  var readAt = ContinuousClock.now
  /// What the chunk is judged with.
  var rules: StreamRules?
  /// A part of the chunk is written, and its worker is the one that writes.
  var isBegun = false
  /// Why the chunk could not be judged.
  var failure: StreamError?
}
