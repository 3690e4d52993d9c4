/// The first of `count` places for which `isBefore` is false, where it is true for all places before some one and false from there on; `count` if it
/// is true for all.
/// - Complexity: O(log count).
@inline(__always)
func partitionPoint(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}
