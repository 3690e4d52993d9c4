internal import Foundation

/// Time that passes whatever the clock on the wall does, in nanoseconds.
@inline(__always)
func nanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
}

/// Seconds that a call takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  let start = nanoseconds()
  try body()
  return Double(nanoseconds() - start) / 1e9
}

/// What the process has used.
struct Usage {
  var userSeconds: Double
  var systemSeconds: Double
  /// The most memory that was resident at one time, in bytes.
  var peakMemory: Int

  static var now: Usage {
    var usage = rusage()
    #if os(Linux)
      getrusage(RUSAGE_SELF.rawValue, &usage)
    #else
      getrusage(RUSAGE_SELF, &usage)
    #endif
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    #if os(Linux)
      let peak = Int(usage.ru_maxrss) * 1024
    #else
      let peak = Int(usage.ru_maxrss)
    #endif
    return Usage(
      userSeconds: seconds(usage.ru_utime), systemSeconds: seconds(usage.ru_stime), peakMemory: peak)
  }
}
