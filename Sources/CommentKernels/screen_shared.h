// What the ways to screen share. Each of them is a file: screen_portable.c, and one for each instruction set.

#ifndef CS_SCREEN_SHARED_H
#define CS_SCREEN_SHARED_H

#include <string.h>

#include "screen.h"
#include "targets.h"

// One way to screen; `cs_screen_run` in screen.h says what it does.
typedef bool cs_screen_kernel(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                              const uint8_t *symbols);

cs_screen_kernel cs_screen_portable;
#if CS_HAS_X86_CODE
cs_screen_kernel cs_screen_avx2, cs_screen_avx512;
#endif
#if CS_HAS_NEON_CODE
cs_screen_kernel cs_screen_neon;
#endif

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }
static inline bool is_upper(uint8_t byte) { return (uint8_t)(byte - 'A') < 26; }
static inline bool is_word(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 26; }
static inline bool is_letter(uint8_t byte) { return (uint8_t)((byte | 0x20) - 'a') < 26; }

static inline uint8_t *letters_of(struct cs_screen *screen) { return screen->padded_letters + 1; }

enum verdict { verdict_plain, verdict_read, verdict_whole_fold };

// What a byte that is neither word nor white space does here. `FoldCursor.foldASCII` in Swift is the definition.
enum verdict cs_judge_symbol(struct cs_screen *out, const uint8_t *bytes, size_t count, size_t index);

// What a byte of ASCII may be, beside a letter or a digit.
enum {
  kind_white = 1,
  // A symbol that hides letters: as a star does, between letters, in front of anything that shows.
  kind_star = 2, kind_joiner = 4, kind_hider = 8,
  // `cs_judge_symbol` must be asked.
  kind_asked = 16,
};
extern const uint8_t cs_symbol_kinds[128];

// The symbols of a block that hide letters, of those kinds, where words stand right before and right behind, and where something that shows
// stands right behind.
static inline uint64_t masks_of(uint64_t star, uint64_t joiner, uint64_t hider, uint64_t after, uint64_t before, uint64_t hides) {
  return (star & (after | before)) | (joiner & after & before) | (hider & after & hides);
}

static inline void clear(struct cs_screen *out) {
  out->skeleton_count = out->word_start_count = out->letter_count = out->digit_count = 0;
  out->present[0] = out->present[1] = 0;
  out->may_mask = false;
  out->read_before[0] = 0;
  out->runs_before[0] = 0;
  out->padded_letters[0] = 0;
  out->starts[0] = out->ends[0] = 0;
}

// What the last byte of the block before is, as bit 0.
struct last_byte {
  uint64_t word, digit, upper;
};

// Where words begin in a block of which it is known which bytes are of words, digits and capitals.
static inline uint64_t word_begins(struct last_byte *last, uint64_t word, uint64_t digit, uint64_t upper) {
  uint64_t before_word = word << 1 | last->word, before_digit = digit << 1 | last->digit;
  uint64_t before_upper = upper << 1 | last->upper;
  *last = (struct last_byte){word >> 63, digit >> 63, upper >> 63};
  return word & (~before_word | (digit ^ before_digit) | (upper & ~before_upper));
}

#endif
