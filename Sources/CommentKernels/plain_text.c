#include "plain_text.h"

#include <string.h>

#include "screen_shared.h"

static inline uint8_t lowered(uint8_t byte) { return is_upper(byte) ? byte | 0x20 : byte; }

typedef uint8_t sixteen_bytes __attribute__((vector_size(16)));

static inline sixteen_bytes load_sixteen(const uint8_t *bytes) {
  sixteen_bytes loaded;
  memcpy(&loaded, bytes, sizeof loaded);
  return loaded;
}

bool cs_holds_run(const uint8_t *bytes, size_t length, const uint8_t *run, size_t count) {
  if (count > length) return false;
  // Bytes that tell most: of UTF-8 in one script every second or third byte is the same everywhere.
  size_t near = count > 1 ? 1 : 0, last = count - 1, middle = count > 3 ? count - 3 : 0;
  sixteen_bytes zero = {0}, at_near = zero + run[near], at_middle = zero + run[middle], at_last = zero + run[last];
  size_t starts = length - count + 1;
  for (size_t block = 0; block < starts; block += 16) {
    sixteen_bytes same = (sixteen_bytes)(load_sixteen(bytes + block + near) == at_near) &
                         (sixteen_bytes)(load_sixteen(bytes + block + middle) == at_middle) &
                         (sixteen_bytes)(load_sixteen(bytes + block + last) == at_last);
    uint64_t halves[2];
    memcpy(halves, &same, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    size_t end = starts - block < 16 ? starts - block : 16;
    for (size_t index = 0; index < end; index++) {
      if (same[index] != 0 && memcmp(bytes + block + index, run, count) == 0) return true;
    }
  }
  return false;
}

bool cs_has_literal(const uint8_t *bytes, size_t length, uint64_t literal, uint32_t count) {
  uint8_t first = (uint8_t)literal;
  for (size_t start = 0; start + count <= length; start++) {
    if (!is_letter(first)) {
      const uint8_t *next = memchr(bytes + start, first, length - start);
      if (next == NULL) return false;
      start = (size_t)(next - bytes);
    } else if (lowered(bytes[start]) != first) {
      continue;
    }
    uint32_t matched = 1;
    for (size_t at = start + 1; matched < count && at < length; at++) {
      uint8_t byte = lowered(bytes[at]);
      if (byte == (uint8_t)(literal >> (8 * matched))) {
        matched++;
      } else if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
        break;
      }
    }
    if (matched == count) return true;
  }
  return false;
}

size_t cs_plain_copy(uint8_t *to, const uint8_t *from, size_t count, const uint8_t *marks) {
  size_t length = 0, at = 0;
  while (at < count) {
    if (count - at >= 8) {
      uint64_t word;
      memcpy(&word, from + at, 8);
      if ((word & UINT64_C(0x8080808080808080)) == 0) {
        memcpy(to + length, &word, 8);
        at += 8;
        length += 8;
        continue;
      }
    }
    uint8_t byte = from[at];
    if (byte < 0x80) {
      to[length++] = byte;
      at++;
      continue;
    }
    size_t index, bytes;
    if (byte == 0xC2 && count - at >= 2 && (from[at + 1] & 0xC0) == 0x80) {
      index = from[at + 1] & 0x3F;
      bytes = 2;
    } else if (byte == 0xE2 && count - at >= 3 && from[at + 1] == 0x80 && (from[at + 2] & 0xC0) == 0x80) {
      index = 64 + (from[at + 2] & 0x3F);
      bytes = 3;
    } else {
      return 0;
    }
    if (marks[2 * index + 1] == 0) return 0;
    memset(to + length, marks[2 * index], 3);
    length += marks[2 * index + 1];
    at += bytes;
  }
  return length;
}
