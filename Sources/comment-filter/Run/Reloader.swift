internal import CommentSafety
internal import CommentStreams
internal import Logging

/// Reads packs and overlays anew while a stream runs, and puts the new ones in place of the old ones.
struct Reloader: Sendable {
  var sources: RuleSources
  var cell: FilterCell
  var log: Logger
  var metrics: ReloadMetrics

  /// Builds filter and overlays beside those in use. If anything about them is wrong, all errors are reported and the old ones stay.
  func reload() {
    let start = ContinuousClock.now
    let old = cell.rules
    var isGood = true
    do throws(PackErrors) {
      let new = try sources.load(replacing: old)
      let message: Logger.Message
      if new.filter.version == old.filter.version, new.overlays?.version == old.overlays?.version {
        message = "reload: nothing has changed"
      } else {
        cell.replace(with: new)
        message = "reload: other rules take over"
      }
      log.notice(message, metadata: Self.metadata(new, instead: old))
    } catch {
      isGood = false
      for fault in error.errors { log.report(fault) }
      let count = error.errors.count
      log.error(
        "reload: \(count) \(count == 1 ? "error" : "errors") in the rules; those in use stay in use",
        metadata: Self.metadata(old, instead: old))
    }
    metrics.note(succeeded: isGood, after: .now - start)
  }

  private static func metadata(_ rules: StreamRules, instead old: StreamRules) -> Logger.Metadata {
    var metadata: Logger.Metadata = ["pack": "\(rules.filter.version)"]
    if let overlays = rules.overlays { metadata["overlays"] = "\(overlays.version)" }
    if old.filter.version != rules.filter.version { metadata["before"] = "\(old.filter.version)" }
    return metadata
  }
}
