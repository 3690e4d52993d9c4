import Foundation
import Testing

/// The kernels in C, each against the portable one: `Tests/kernel-twins` for this machine and, under qemu, for AArch64.
///
/// Only in release builds, for a run takes seconds; without a C compiler, or a cross compiler and qemu, a test says that it skips.
@Suite("Kernel twins")
struct KernelTwinTests {
  #if !DEBUG
    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "kernel-twins").path

    @Test("every kernel gives what the portable one gives", arguments: ["native", "aarch64"])
    func twins(_ target: String) throws {
      let run = try Program.shell("'\(Self.script)' \(target) --rounds 500")
      if run.status == 77 {
        print("skipped: \(run.output)\(run.messages)")
      } else {
        #expect(run.status == 0 && run.output.contains(" 0 flaws"), "\(run.output)\(run.messages)")
      }
    }
  #endif
}
