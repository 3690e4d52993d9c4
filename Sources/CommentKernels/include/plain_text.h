// Bytes of comments, before or without a fold.

#ifndef COMMENT_KERNELS_PLAIN_TEXT_H
#define COMMENT_KERNELS_PLAIN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

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

// Whether `bytes` hold a run of `count` bytes, at least 1. 16 bytes behind their end must be readable. Linear in `length` for most runs, at worst
// in `length` times `count`.
bool cs_holds_run(const uint8_t *bytes, size_t length, const uint8_t *run, size_t count);

// Whether a comment holds the `count` bytes of `literal`, 1 to 8, the first one lowest: small letters, which capitals in the comment are the
// same as, digits and punctuation, with any white space between them. Linear in the comment's length.
bool cs_has_literal(const uint8_t *bytes, size_t length, uint64_t literal, uint32_t count);

#endif
