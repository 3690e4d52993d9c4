// The way back from the skeleton to the comment.

#include "screen_shared.h"

#if CS_HAS_NEON_CODE
#include "neon.h"
#endif

// The position of the set bit number `rank` of `word`.
typedef uint32_t select_bit(uint64_t word, uint32_t rank);

static inline uint32_t select_portable(uint64_t word, uint32_t rank) {
  for (; rank > 0; rank--) word &= word - 1;
  return (uint32_t)__builtin_ctzll(word);
}

CS_INLINED uint32_t find_letter(const struct cs_screen *screen, uint32_t position, select_bit *select) {
  uint32_t block = 0;
  while (screen->runs_before[block + 1] <= position) block++;
  return block * 64 + select(screen->runs[block], position - screen->runs_before[block]);
}

CS_INLINED uint32_t find_byte(const struct cs_screen *screen, uint32_t letter, select_bit *select) {
  uint32_t block = 0;
  while (screen->read_before[block + 1] <= letter) block++;
  return block * 64 + select(screen->read[block], letter - screen->read_before[block]);
}

CS_INLINED bool holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t length, uint32_t position,
                      const uint8_t *letters, uint32_t count, bool starts_word, bool ends_word, select_bit *select) {
  uint32_t first = find_letter(screen, position, select);
  uint32_t limit = position + 1 < screen->skeleton_count ? find_letter(screen, position + 1, select) : screen->letter_count;
  for (; first < limit && first + count <= screen->letter_count; first++) {
    uint32_t byte = find_byte(screen, first, select), block = byte >> 6, matched = 0, last = 0;
    uint32_t left = screen->letter_count - first;
    uint64_t rest = screen->read[block] & ~UINT64_C(0) << (byte & 63);
    uint8_t repeated = 0;
    if (starts_word && byte > 0 && is_word(bytes[byte - 1])) continue;
    for (; left > 0; left--) {
      while (rest == 0) rest = screen->read[++block];
      uint32_t here = block * 64 + (uint32_t)__builtin_ctzll(rest);
      uint8_t letter = bytes[here] | 0x20;
      if (letter != repeated || here != last + 1) {
        if (matched == count || letter != (letters[matched] & 0x7F)) break;
        repeated = letters[matched] & 0x80 ? letter : 0;
        matched++;
      }
      last = here;
      rest &= rest - 1;
      if (matched == count && !repeated) break;
    }
    if (matched == count && !(ends_word && last + 1 < length && is_word(bytes[last + 1]))) return true;
  }
  return false;
}

#if CS_HAS_X86_CODE
#define CS_FAST CS_AVX2
CS_FAST static inline uint32_t select_fast(uint64_t word, uint32_t rank) {
  return (uint32_t)_tzcnt_u64(_pdep_u64(UINT64_C(1) << rank, word));
}
#elif CS_HAS_NEON_CODE
#define CS_FAST
static inline uint32_t select_fast(uint64_t word, uint32_t rank) {
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
  uint64_t counts = running_counts(word);
  // The first byte up to which there are more than `rank` bits: its top bit is not borrowed.
  uint32_t shift = (uint32_t)__builtin_ctzll(((counts | tops) - (rank + 1) * ones) & tops) - 7;
  uint32_t inside = rank - (uint32_t)((counts << 8) >> shift & 0xFF);
  return shift + (uint32_t)(cs_bit_places[word >> shift & 0xFF] >> 8 * inside & 0xFF);
}
#endif

#ifdef CS_FAST
CS_FAST static uint32_t find_letter_fast(const struct cs_screen *screen, uint32_t position) {
  return find_letter(screen, position, select_fast);
}

CS_FAST static uint32_t find_byte_fast(const struct cs_screen *screen, uint32_t letter) {
  return find_byte(screen, letter, select_fast);
}

CS_FAST static uint32_t locate_fast(const struct cs_screen *screen, uint32_t position) {
  return find_byte(screen, find_letter(screen, position, select_fast), select_fast);
}

CS_FAST static bool holds_fast(const struct cs_screen *screen, const uint8_t *bytes, uint32_t length, uint32_t position,
                               const uint8_t *letters, uint32_t count, bool starts_word, bool ends_word) {
  return holds(screen, bytes, length, position, letters, count, starts_word, ends_word, select_fast);
}
#endif

uint32_t cs_screen_letter(const struct cs_screen *screen, uint32_t position) {
#ifdef CS_FAST
  if (screen->kernel != cs_kernel_portable) return find_letter_fast(screen, position);
#endif
  return find_letter(screen, position, select_portable);
}

uint32_t cs_screen_byte(const struct cs_screen *screen, uint32_t letter) {
#ifdef CS_FAST
  if (screen->kernel != cs_kernel_portable) return find_byte_fast(screen, letter);
#endif
  return find_byte(screen, letter, select_portable);
}

uint32_t cs_screen_locate(const struct cs_screen *screen, uint32_t position) {
#ifdef CS_FAST
  if (screen->kernel != cs_kernel_portable) return locate_fast(screen, position);
#endif
  return find_byte(screen, find_letter(screen, position, select_portable), select_portable);
}

bool cs_screen_holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t length, uint32_t position,
                     const uint8_t *letters, uint32_t count, bool starts_word, bool ends_word) {
#ifdef CS_FAST
  if (screen->kernel != cs_kernel_portable) {
    return holds_fast(screen, bytes, length, position, letters, count, starts_word, ends_word);
  }
#endif
  return holds(screen, bytes, length, position, letters, count, starts_word, ends_word, select_portable);
}
