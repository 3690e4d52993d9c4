import CommentSafety
import Testing

// Unoptimised code allocates for closures and arrays of constants.
#if canImport(Glibc) && arch(x86_64) && !DEBUG
  import Glibc

  /// The hot path allocates nothing for a clean comment.
  ///
  /// Measured in a process of its own, on a new thread: such a thread has no cache of freed blocks yet, so glibc counts even one
  /// block that is taken and given back at once.
  @Suite("Allocations")
  struct AllocationTests {
    private static let clean = [
      "nice video, thanks for the upload! see you at 10:30",
      "I really liked the part with the fox & the dog (the 2nd one).",
      "بہت اچھی ویڈیو ہے، شکریہ", "کیا آپ اگلی قسط بھی بنائیں گے؟ ہم انتظار میں ہیں", "ｗｏｗ　so 𝓷𝓲𝓬𝓮 😀👍🏽 café",
      "as spoken, push it: a*b and $5.00", "",
      // All but the accent of a term that asks for it, and the term with spaces between its letters, which do not go with that.
      "el ano de la mariposa blanca, ANO DE LA MARIPOSA BLANCA", "a ñ o   d e   l a   m a r i p o s a   b l a n c a",
    ]

    /// What the exit code of the measuring process says.
    private enum Failure: Int32 {
      /// A comment of the test is not clean.
      case comment = 10
      /// The method did not see the one block of the control.
      case method = 11
      /// The hot path allocated.
      case allocation = 12
    }

    /// Bytes of heap in use, over all arenas.
    ///
    /// `mallinfo2` is in no module map, and its result is a struct of ten words: by the x86-64 System V ABI the caller passes the
    /// place for it as a hidden first argument.
    private static func bytesInUse() -> Int {
      return withUnsafeTemporaryAllocation(of: Int.self, capacity: 16) { info in
        _ = mallinfo(info.baseAddress!)
        // The eighth word, `uordblks`.
        return info[7]
      }
    }

    private typealias Mallinfo = @convention(c) (UnsafeMutablePointer<Int>) -> UnsafeMutablePointer<Int>?
    private static let mallinfo: Mallinfo = unsafeBitCast(dlsym(nil, "mallinfo2")!, to: Mallinfo.self)

    /// What a thread does, and by how much the heap grew over it.
    private final class Work: @unchecked Sendable {
      // SAFETY: one thread runs the body while the other waits in `pthread_join`.
      let body: () -> Void
      var grown = 0

      init(_ body: @escaping () -> Void) { self.body = body }
    }

    private static func growth(_ body: @escaping () -> Void) -> Int {
      let work = Work(body)
      var thread = pthread_t()
      let context = Unmanaged.passRetained(work)
      pthread_create(
        &thread, nil,
        { raw in
          let work = Unmanaged<Work>.fromOpaque(raw!).takeUnretainedValue()
          let before = AllocationTests.bytesInUse()
          work.body()
          work.grown = AllocationTests.bytesInUse() - before
          return nil
        }, context.toOpaque())
      pthread_join(thread, nil)
      context.release()
      return work.grown
    }

    private final class Box: @unchecked Sendable {
      // SAFETY: used by one thread at a time, see `Work`.
      var scratch: Scratch
      var block: UnsafeMutableRawPointer?
      init(_ scratch: consuming Scratch) { self.scratch = scratch }
    }

    @Test("Ten thousand clean comments, none")
    func cleanComments() async {
      await #expect(processExitsWith: .exitCode(0)) {
        var pack = EngineFuzzTests.mixed
        pack.terms.removeAll { $0.id == "ہے" || $0.id == "grin" }
        // A rule that runs on every comment is PCRE2's business.
        pack.rules.removeAll { $0.isUnfiltered }
        pack.terms.append(
          Term("año de la mariposa blanca", category: .insult, language: "es", requiresDiacritics: true))
        let filter = makeFilter(pack)
        _ = AllocationTests.bytesInUse()
        let box = Box(filter.makeScratch())
        let comments = AllocationTests.clean.map { Array($0.utf8) }
        for comment in comments {
          let outcome = comment.withUnsafeBytes { filter.evaluate($0, using: &box.scratch) }
          if outcome.hitCount > 0 { exit(Failure.comment.rawValue) }
        }
        let grown = AllocationTests.growth {
          for _ in 0..<(10_000 / comments.count) {
            for comment in comments {
              comment.withUnsafeBytes { _ = filter.evaluate($0, using: &box.scratch) }
            }
          }
        }
        // Shows that the method would see one.
        let control = AllocationTests.growth {
          // Kept for a moment, or the optimiser leaves both out.
          box.block = malloc(40)
          free(box.block)
        }
        if control <= 0 { exit(Failure.method.rawValue) }
        if grown != 0 { exit(Failure.allocation.rawValue) }
        exit(0)
      }
    }
  }
#endif
