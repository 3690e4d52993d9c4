internal import CommentSafety
internal import Foundation
package import RulePacks

extension Lint {
  /// The day, as services have it.
  package static var today: String { Date().formatted(.iso8601.year().month().day()) }

  /// What is to be said of services that help people in crisis.
  ///
  /// Only the operator can confirm them; what is judged is when that was done.
  ///
  /// - Parameters:
  ///   - file: where they stand.
  ///   - today: as `2026-11-22`.
  package static func check(_ services: SupportResources, file: String, today: String = Lint.today) -> [Finding] {
    let place = SourceLocation(file: file, line: 1)
    var findings: [Finding] = []
    let unconfirmed = services.all.filter { $0.checked == nil }
    func warn(_ code: String, of services: [SupportResource], _ message: String, advice: String) {
      guard !services.isEmpty else { return }
      findings.append(Finding(.warning, code, "\(message): \(names(services))", advice: advice, at: place))
    }
    warn(
      "unconfirmed-service", of: unconfirmed,
      "\(unconfirmed.count) of \(Figures.count(services.all.count, "service")) never confirmed",
      advice:
        "they are offered to nobody: confirm each with the service itself, set 'checked' to the day, or delete it")
    // The same day of the year before; days are compared as text.
    let year = Int(today.prefix(4)) ?? 0
    let limit = String(format: "%04d", year - 1) + today.dropFirst(4)
    let stale = services.all.filter { $0.checked.map { $0 < limit } ?? false }
    warn(
      "stale-service", of: stale, "\(Figures.count(stale.count, "service")) confirmed more than a year ago",
      advice: "numbers and hours change: confirm them anew, and set 'checked' to the day")
    let future = services.all.filter { $0.checked.map { $0 > today } ?? false }
    warn(
      "future-check", of: future, "\(Figures.count(future.count, "service")) confirmed on a day that is still to come",
      advice: "write the day of the check")
    return findings
  }

  private static func names(_ services: [SupportResource]) -> String {
    let shown = services.prefix(5).map { $0.id + ($0.checked.map { " (\($0))" } ?? "") }.joined(separator: ", ")
    return services.count > 5 ? shown + " …" : shown
  }
}

extension LintReport {
  /// Adds findings and keeps the order.
  package mutating func add(_ more: [Finding]) {
    findings += more
    sort()
  }
}
