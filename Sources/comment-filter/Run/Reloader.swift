internal import CommentSafety
internal import CommentStreams
internal import Synchronization

/// Reads the packs anew while a stream runs, and puts the new filter in place of the old one.
final class Reloader: Sendable {
  private let packs: PackOptions
  private let cell: FilterCell
  private let counts = Mutex((succeeded: 0, failed: 0))

  init(_ packs: PackOptions, _ cell: FilterCell) {
    self.packs = packs
    self.cell = cell
  }

  /// Reloads that put a filter in place or found nothing new, and reloads that found errors.
  var reloads: (succeeded: Int, failed: Int) { counts.withLock { $0 } }

  /// Builds a filter beside the one in use. If the packs hold errors, all of them are reported and the old filter stays.
  func reload() {
    let old = cell.current
    do throws(PackErrors) {
      let new = try packs.loadFilter()
      if new.version == old.version {
        Console.error("comment-filter: reload: nothing has changed, pack \(old.version) stays in use")
      } else {
        cell.replace(with: new)
        Console.error("comment-filter: reload: pack \(new.version) takes the place of \(old.version)")
      }
      counts.withLock { $0.succeeded += 1 }
    } catch {
      error.report(consequence: "reload: pack \(old.version) stays in use")
      counts.withLock { $0.failed += 1 }
    }
  }
}
