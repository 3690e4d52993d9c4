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
    if !unconfirmed.isEmpty {
      findings.append(
        Finding(
          .warning, "unconfirmed-service",
          "\(unconfirmed.count) of \(Figures.count(services.all.count, "service")) never confirmed: \(names(unconfirmed))",
          advice:
            "they are offered to nobody: confirm each with the service itself, set 'checked' to the day, or delete it",
          at: place))
    }
    // The same day of the year before; days are compared as text.
    let year = Int(today.prefix(4)) ?? 0
    let limit = String(format: "%04d", year - 1) + today.dropFirst(4)
    let stale = services.all.filter { $0.checked.map { $0 < limit } ?? false }
    if !stale.isEmpty {
      findings.append(
        Finding(
          .warning, "stale-service",
          "\(Figures.count(stale.count, "service")) confirmed more than a year ago: \(names(stale))",
          advice: "numbers and hours change: confirm them anew, and set 'checked' to the day", at: place))
    }
    let future = services.all.filter { $0.checked.map { $0 > today } ?? false }
    if !future.isEmpty {
      findings.append(
        Finding(
          .warning, "future-check",
          "\(Figures.count(future.count, "service")) confirmed on a day that is still to come: \(names(future))",
          advice: "write the day of the check", at: place))
    }
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
