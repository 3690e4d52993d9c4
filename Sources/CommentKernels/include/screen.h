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

#include "kernel.h"

// Longest comment that is screened, in bytes; longer ones are folded.
enum { cs_screen_limit = 4096, cs_screen_blocks = cs_screen_limit / 64 };

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
  // For the kernels' own use: a byte that is no letter's, then the class bytes of the letters, before runs are collapsed; and, with BMI2, for
  // every 64 letters with which a word may begin.
  uint8_t padded_letters[1 + cs_screen_limit + 96];
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

// Screens a comment; false if it needs the whole fold (anything but ASCII, control characters, escapes, symbols between letters that
// may be letters, too long). Reads exactly `count` bytes. Linear in `count`.
//
// `classes`: the class byte of each letter and digit, 128 entries, 0 for all others. `symbols`: the class byte of symbols. Class bytes of
// what is read are ASCII, and not 0.
bool cs_screen_run(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                   const uint8_t *symbols, enum cs_kernel kernel);

static inline const uint64_t *cs_screen_ends(const struct cs_screen *screen) { return screen->ends; }

static inline uint64_t cs_screen_masks(const struct cs_screen *screen, uint32_t block) { return screen->masks[block]; }

static inline const uint8_t *cs_screen_skeleton(const struct cs_screen *screen) { return screen->skeleton; }
static inline const uint32_t *cs_screen_word_starts(const struct cs_screen *screen) { return screen->word_starts; }

// The number of the letter with which the run at a skeleton position begins, and the byte of the comment at which a letter stands.
uint32_t cs_screen_letter(const struct cs_screen *screen, uint32_t position);
uint32_t cs_screen_byte(const struct cs_screen *screen, uint32_t letter);

// The byte of the comment at which the run at a skeleton position begins.
uint32_t cs_screen_locate(const struct cs_screen *screen, uint32_t position);

// Whether the comment, of `length` bytes, holds these letters (small letters and digits; capitals in the comment are the same) one after the
// other, with anything between them that is not read as a letter, from some letter of the run at a skeleton position on; with
// `starts_word`, from one with no letter, digit or underscore before it; with `ends_word`, up to one with none behind it. A letter whose top
// bit is set may stand there several times in a row; the one behind it must be another.
bool cs_screen_holds(const struct cs_screen *screen, const uint8_t *bytes, uint32_t length, uint32_t position,
                     const uint8_t *letters, uint32_t count, bool starts_word, bool ends_word);

#endif
