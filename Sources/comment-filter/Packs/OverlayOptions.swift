internal import ArgumentParser
internal import CommentSafety
internal import CommentStreams
internal import RulePacks

/// Options that say which overlay a line is judged with.
struct OverlayOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A folder of overlays: tenants' own blocked and allowed terms, in files NAME.txt.", valueName: "folder"))
  var overlays: String?

  @Option(
    help: ArgumentHelp(
      "The NDJSON field that names a line's overlay: text or a number. A name without a file has no overlay.",
      valueName: "path"))
  var overlayField: String?

  @Option(
    help: ArgumentHelp(
      "How much memory compiled overlays may take; others are compiled again when they are needed.", valueName: "MiB"))
  var overlayCache = 64

  func validate() throws {
    switch (overlays, overlayField) {
    case (nil, nil), (_?, _?): break
    case (_?, nil): throw ValidationError("--overlays needs --overlay-field: the field that names a line's overlay")
    case (nil, _?): throw ValidationError("--overlay-field needs --overlays: the folder of the overlays")
    }
    if let overlayField, JSONField(path: overlayField) == nil {
      throw ValidationError("--overlay-field '\(overlayField)' is not a path: write a key, or keys with dots between")
    }
    if overlayCache < 1 || overlayCache > 1 << 20 { throw ValidationError("--overlay-cache is from 1 to \(1 << 20)") }
  }

  /// The field, where there is one.
  var field: JSONField? { overlayField.flatMap { JSONField(path: $0) } }

  /// Reads the folder, if one is named.
  ///
  /// - Parameter old: what is in use.
  func load(replacing old: OverlayFolder?) throws(BuildErrors) -> OverlayFolder? {
    guard let overlays else { return nil }
    return try OverlayFolder(path: overlays, replacing: old, cacheBytes: overlayCache << 20)
  }
}

/// Everything that lines are judged with, as the options say.
struct RuleSources: Sendable {
  var packs: PackOptions
  var overlays: OverlayOptions

  /// - Parameter old: what is in use.
  /// - Throws: every error of all packs and all overlays.
  func load(replacing old: StreamRules? = nil) throws(PackErrors) -> StreamRules {
    var filter: CommentFilter?
    var folder: OverlayFolder?
    var errors: [BuildError] = []
    do throws(PackErrors) {
      filter = try packs.loadFilter()
    } catch {
      errors = error.errors
    }
    do throws(BuildErrors) {
      folder = try overlays.load(replacing: (old?.overlays as? StreamOverlays)?.folder)
    } catch {
      errors += error.errors
    }
    guard let filter, errors.isEmpty else { throw PackErrors(errors: errors) }
    return StreamRules(filter, overlays: folder.map(StreamOverlays.init))
  }

  /// The same; reports the errors on standard error.
  ///
  /// - Throws: the exit status for errors.
  func loadReporting() throws(ExitCode) -> StreamRules {
    do throws(PackErrors) {
      return try load()
    } catch {
      error.report(consequence: "nothing was filtered")
      throw ExitStatus.usage
    }
  }
}

/// A folder of overlays as streams want it.
private final class StreamOverlays: OverlaySource {
  let folder: OverlayFolder

  init(_ folder: OverlayFolder) {
    self.folder = folder
  }

  var version: String { folder.version }
  func overlay(named name: String) -> Overlay? { folder.overlay(named: name) }
}
