// Kernels against the portable one: what the files of this folder share.

#ifndef KERNEL_TWINS_H
#define KERNEL_TWINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CommentKernels.h"

// The longest text that is made here: a little longer than what is screened.
enum { longest_text = cs_screen_limit + 8 };

// Random numbers (SplitMix64), the same for the same seed on every machine.
uint64_t next_random(void);
static inline uint32_t below(uint32_t limit) { return (uint32_t)(next_random() >> 32) % limit; }
static inline bool one_in(uint32_t count) { return below(count) == 0; }

// Memory between two pages that cannot be read or written: what is read past it ends the program.
struct fenced {
  uint8_t *start, *end;
};
struct fenced make_fenced(size_t size);

// A random text, plain or nasty. Returns its length, at most `longest_text`.
size_t make_text(uint8_t *text);

// Notes that a kernel gives something else than the portable one. `text` is what it read.
void note_flaw(enum cs_kernel kernel, const char *what, const uint8_t *text, size_t count);
extern uint64_t flaw_count;

// How much was compared; main.c checks that it was enough.
struct tally {
  uint64_t screened, plain, read_symbols, holding, places, suspicious, scans, lines, good_lines, lowered;
};
extern struct tally tally;

// Each compares every kernel that the processor has with the portable one.
void compare_screens(const uint8_t *text, size_t count);
void compare_screens_at_all_lengths(void);
void compare_sieves(const uint8_t *text, size_t count, const struct cs_sieve *sieve);
void compare_json(const uint8_t *text, size_t count);
void compare_lowered(const uint8_t *text, size_t count);

// What the classes of letters are, like or unlike those of the filter; made anew now and then.
extern uint8_t classes[128], symbols[128];
void make_classes(void);

// A sieve for some of the sequences of a text's skeleton; valid until the next one is made.
const struct cs_sieve *make_sieve(const uint8_t *text, size_t count);

// The sieves of a compiled pack. Returns how many there are; the program ends if the file is none.
size_t read_sieves(const char *path, struct cs_sieve *sieves, size_t most);

#endif
