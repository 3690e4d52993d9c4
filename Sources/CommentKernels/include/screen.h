// Screening of plain ASCII comments: the skeleton without the units.
//
// Most comments are plain ASCII in which no symbol stands for a letter. For these the skeleton that the matcher reads can be had
// at a few bytes per nanosecond; the units, sixteen bytes for each code point, are made only for the few comments in which
// something was found. The Swift fold (`Normalizer`) defines what comes out; a test holds every kernel to it.

#ifndef COMMENT_KERNELS_SCREEN_H
#define COMMENT_KERNELS_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Longest comment that is screened, in bytes; longer ones are folded.
enum { cs_screen_limit = 4096, cs_screen_blocks = cs_screen_limit / 64 };

// The ways to screen. What the processor lacks falls back on the portable one.
//
// avx2 needs BMI2 too; avx512 needs VBMI and VBMI2, as AMD's processors have from Zen 4 on and Intel's from Ice Lake on.
enum cs_kernel { cs_kernel_portable = 0, cs_kernel_avx2 = 1, cs_kernel_avx512 = 2, cs_kernel_count = 3 };

// What is found in a comment. One for each worker, used again for each comment.
struct cs_screen {
  // Class bytes of the letters, runs of one class collapsed; 32 readable bytes follow the last.
  uint8_t skeleton[cs_screen_limit + 96];
  // Positions in the skeleton of the runs in which a word may begin, in order, each once.
  uint32_t word_starts[cs_screen_limit + 64];
  // For every 64 bytes of the comment: which are read as letters, and how many were before.
  uint64_t read[cs_screen_blocks + 1];
  uint32_t read_before[cs_screen_blocks + 2];
  // For every 64 positions of the skeleton: runs in which a word may end, that is before a word start or at the comment's end.
  uint64_t ends[cs_screen_blocks + 3];
  // For every 64 letters: which begin a run, and how many did before.
  uint64_t runs[cs_screen_blocks + 2];
  uint32_t runs_before[cs_screen_blocks + 3];
  // A byte that is no letter's, then the class bytes of the letters, before runs are collapsed.
  uint8_t padded_letters[1 + cs_screen_limit + 96];
  // For every 64 letters: with which a word may begin.
  uint64_t starts[cs_screen_blocks + 2];
  // The one that made this.
  enum cs_kernel kernel;
  uint32_t skeleton_count;
  uint32_t word_start_count;
  uint32_t letter_count;
  uint32_t digit_count;
  // ASCII punctuation in the comment: bit n for byte n.
  uint64_t present[2];
  // For every 64 bytes of the comment: symbols that touch a word in a way that may hide letters; and whether there are any.
  uint64_t masks[cs_screen_blocks];
  bool may_mask;
};

// The fastest kernel that this processor has; and whether it has one: what it has not must not be asked for.
enum cs_kernel cs_best_kernel(void);
bool cs_has_kernel(enum cs_kernel kernel);

// Screens a comment; false if it needs the whole fold (anything but ASCII, control characters, escapes, symbols between letters that
// may be letters, too long). Reads exactly `count` bytes. Linear in `count`.
//
// `classes`: the class byte of each letter and digit, 128 entries, 0 for all others. `symbols`: the class byte of symbols.
bool cs_screen_run(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                   const uint8_t *symbols, enum cs_kernel kernel);

static inline const uint64_t *cs_screen_ends(const struct cs_screen *screen) { return screen->ends; }

static inline uint64_t cs_screen_masks(const struct cs_screen *screen, uint32_t block) { return screen->masks[block]; }

static inline const uint8_t *cs_screen_skeleton(const struct cs_screen *screen) { return screen->skeleton; }
static inline const uint32_t *cs_screen_word_starts(const struct cs_screen *screen) { return screen->word_starts; }

// The number of the letter with which the run at a skeleton position begins, and the byte of the comment at which a letter stands.
uint32_t cs_screen_letter(const struct cs_screen *screen, uint32_t position);
uint32_t cs_screen_byte(const struct cs_screen *screen, uint32_t letter);

// Whether the comment holds these letters (small letters and digits; capitals in the comment are the same) one after the other, with
// anything between them that is not read as a letter, from some letter of the run at a skeleton position on; with `starts_word`, from one
// with no letter and no digit before it.
bool cs_screen_holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t position, const uint8_t *letters,
                     uint32_t count, bool starts_word);

// Copies a comment of ASCII and of marks that the table has: U+0080 to U+00BF and U+2000 to U+203F, for each the byte that is written in its place
// and how often, at most as often as the mark has bytes; 0 for none. Returns the length of the copy, which is no longer than the comment; 0 if the comment holds anything else.
// Writes up to eight bytes behind the copy. Linear in `count`.
enum { cs_plain_marks = 128 };
size_t cs_plain_copy(uint8_t *to, const uint8_t *from, size_t count, const uint8_t *marks);

// Copies ASCII with its capitals made small.
static inline void cs_lower(uint8_t *to, const uint8_t *from, size_t count) {
  for (size_t index = 0; index < count; index++) to[index] = from[index] | (uint8_t)((uint8_t)(from[index] - 'A') < 26) << 5;
}

// Where a byte first stands among others; `count` if it does not.
static inline size_t cs_find_byte(const uint8_t *bytes, size_t count, uint8_t byte) {
  const uint8_t *found = (const uint8_t *)memchr(bytes, byte, count);
  return found == NULL ? count : (size_t)(found - bytes);
}

// Whether a comment holds the `count` bytes of `literal`, 1 to 8, the first one lowest: small letters, which capitals in the comment are the
// same as, digits and punctuation, with any white space between them. Linear in the comment's length.
bool cs_screen_has_literal(const uint8_t *bytes, size_t length, uint64_t literal, uint32_t count);

// The byte of the comment at which the run at a skeleton position begins.
uint32_t cs_screen_locate(const struct cs_screen *screen, uint32_t position);

#endif
