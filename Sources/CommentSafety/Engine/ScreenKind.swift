internal import CommentKernels

extension Scratch {
  /// How comments are screened and sieved, for tests and measurements: every way gives the same verdicts.
  package enum ScreenKind: String, CaseIterable, Sendable {
    /// Not at all: every comment is folded.
    case none
    case portable
    /// With AVX2 and BMI2.
    case avx2
    /// With AVX-512, VBMI and VBMI2.
    case avx512
    /// With NEON, which every AArch64 processor has.
    case neon
    /// The fastest way that this processor has.
    case best

    /// Whether this processor can.
    package var isAvailable: Bool { kernel.map { cs_has_kernel($0) } ?? true }

    /// The kernels that this processor has, the portable one among them.
    package static let kernels = allCases.filter { $0 != .none && $0 != .best && $0.isAvailable }

    fileprivate var kernel: cs_kernel? {
      switch self {
      case .none: nil
      case .portable: cs_kernel_portable
      case .avx2: cs_kernel_avx2
      case .avx512: cs_kernel_avx512
      case .neon: cs_kernel_neon
      case .best: cs_best_kernel()
      }
    }
  }

  /// Chooses how comments are screened.
  /// - Precondition: the processor can.
  package mutating func use(_ kind: ScreenKind) {
    precondition(kind.isAvailable, "this processor has no kernel '\(kind)'")
    screen.kernel = kind.kernel
  }

  /// How comments are screened: never ``ScreenKind/best``.
  package var screenKind: ScreenKind {
    guard let kernel = screen.kernel else { return .none }
    return ScreenKind.kernels.first { $0.kernel == kernel } ?? .portable
  }
}
