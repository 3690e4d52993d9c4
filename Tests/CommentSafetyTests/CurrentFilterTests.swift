import Foundation
import Synchronization
import Testing

@testable import CommentSafety

/// Filters replaced while others use them.
@Suite("Hot swap")
struct CurrentFilterTests {
  /// Filter `number` flags `word<number>`, and has as many rules.
  private static func filter(_ number: Int) -> CommentFilter {
    makeFilter(
      RulePack(
        terms: terms(["word\(number)q"]),
        rules: (0...number).map { rule in
          Rule(
            id: "rule\(rule)", pattern: "atom\(rule)q", category: .spam, matchExamples: ["atom\(rule)q"],
            cleanExamples: ["a"])
        }))
  }

  /// What the threads of a test share.
  private final class Run: Sendable {
    let isDone = Atomic(false)
    let checks = Atomic(0)
    let seen = Mutex(Set<String>())
  }

  /// Runs each body on a thread of its own, all at once, and waits for them.
  private static func atOnce(_ bodies: [@Sendable () -> Void]) {
    let group = DispatchGroup()
    for body in bodies {
      group.enter()
      Thread.detachNewThread {
        body()
        group.leave()
      }
    }
    group.wait()
  }

  @Test("Readers see whole filters")
  func swap() {
    let numbers = 8
    let filters = (0..<numbers).map(Self.filter)
    let comment = Array((0..<numbers).map { "word\($0)q atom\($0)q" }.joined(separator: " ").utf8)
    let expected = Dictionary(uniqueKeysWithValues: filters.map { ($0.version, $0.check(utf8: comment)) })
    let current = CurrentFilter(filters[0])
    let run = Run()
    let reader: @Sendable () -> Void = {
      var scratch = filters[0].makeScratch()
      var packs: Set<String> = []
      while !run.isDone.load(ordering: .relaxed) {
        let filter = current.filter
        // The scratch is the last filter's: it must not be trusted.
        let verdict = comment.withUnsafeBytes { bytes in
          filter.verdict(filter.evaluate(bytes, using: &scratch), from: scratch)
        }
        if verdict != expected[filter.version] { Issue.record("\(verdict)") }
        packs.insert(filter.version)
        run.checks.wrappingAdd(1, ordering: .relaxed)
      }
      run.seen.withLock { $0.formUnion(packs) }
    }
    let writer: @Sendable () -> Void = {
      // Until the readers have had their turn with many filters.
      var round = 0
      while round < 2_000 || run.checks.load(ordering: .relaxed) < 400 {
        current.replace(with: filters[round % numbers])
        round += 1
        if round % 50 == 0 { Thread.sleep(forTimeInterval: 0.001) }
      }
      run.isDone.store(true, ordering: .relaxed)
    }
    Self.atOnce([reader, reader, reader, reader, writer])
    #expect(run.seen.withLock(\.count) > 1)
  }

  /// An object whose end is counted.
  private final class Counted: Sendable {
    static let living = Atomic(0)
    let number: Int
    let twice: Int

    init(_ number: Int) {
      self.number = number
      twice = 2 * number
      Self.living.wrappingAdd(1, ordering: .relaxed)
    }

    deinit { Self.living.wrappingSubtract(1, ordering: .relaxed) }
  }

  @Test("Nothing is freed too early, nothing is kept")
  func references() {
    do {
      let reference = SwappedReference(Counted(0))
      let writer: @Sendable () -> Void = {
        for number in 1...3_000 { _ = reference.exchange(Counted(number)) }
      }
      let reader: @Sendable () -> Void = {
        var held: [Counted] = []
        for round in 0..<30_000 {
          let object = reference.load()
          if object.twice != 2 * object.number { Issue.record("a torn object") }
          if round % 100 == 0 { held.append(object) }
        }
        if !held.allSatisfy({ $0.twice == 2 * $0.number }) { Issue.record("a torn object was held") }
      }
      Self.atOnce([reader, writer, reader, writer])
      #expect(Counted.living.load(ordering: .relaxed) == 1)
    }
    // A thread lets go of its body's captures a little after the body ended.
    let end = ContinuousClock.now + .seconds(20)
    while Counted.living.load(ordering: .relaxed) > 0 && ContinuousClock.now < end {
      Thread.sleep(forTimeInterval: 0.001)
    }
    #expect(Counted.living.load(ordering: .relaxed) == 0)
  }

  @Test("The old pack is freed when its last reader is done")
  func freed() {
    let current = CurrentFilter(Self.filter(1))
    weak let old = current.filter.pack
    var held: CommentFilter? = current.filter
    current.replace(with: Self.filter(2))
    #expect(held?.check("word1q").matches.count == 1)
    #expect(current.filter.check("word1q").matches.isEmpty)
    #expect(old != nil)
    held = nil
    #expect(old == nil)
  }
}
