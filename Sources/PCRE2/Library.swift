import CPCRE2

/// What is known about the PCRE2 library this process is linked with.
public enum Library {
  /// The version and its date, for example `10.42 2022-12-11`.
  ///
  /// Two machines that must agree on every verdict should run the same version: the Unicode tables
  /// and some corner cases of matching change between releases.
  public static var version: String {
    text(capacity: 64) { buffer in
      pcre2_config_8(UInt32(PCRE2_CONFIG_VERSION), buffer.baseAddress)
    }
  }

  /// The version of the Unicode tables inside the library, for example `14.0.0`.
  public static var unicodeVersion: String {
    text(capacity: 64) { buffer in
      pcre2_config_8(UInt32(PCRE2_CONFIG_UNICODE_VERSION), buffer.baseAddress)
    }
  }

  /// Whether the library was built with the just-in-time compiler for this processor.
  public static var hasJIT: Bool {
    var flag: UInt32 = 0
    return pcre2_config_8(UInt32(PCRE2_CONFIG_JIT), &flag) >= 0 && flag == 1
  }

  /// PCRE2's own text for one of its error codes, for example `match limit exceeded` for -47.
  public static func message(forCode code: Int32) -> String {
    text(capacity: 256) { buffer in
      pcre2_get_error_message_8(code, buffer.baseAddress, buffer.count)
    }
  }

  /// Runs a C function that writes a text ended by a zero byte.
  ///
  /// - Parameter fill: returns a negative number on failure; PCRE2 still ends a text that it had to
  ///   cut.
  private static func text(
    capacity: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Int32
  ) -> String {
    // SAFETY: `capacity` exceeds what the two configuration texts need (below 40 bytes in every
    // release), and the message function is told the capacity. The buffer is zeroed first, so the
    // search for the end stays inside.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      buffer.initialize(repeating: 0)
      _ = fill(buffer)
      let end = buffer.firstIndex(of: 0) ?? buffer.endIndex
      return String(decoding: buffer[..<end], as: UTF8.self)
    }
  }
}
