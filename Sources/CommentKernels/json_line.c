#include "json_line.h"

#include <string.h>

#include "targets.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif CS_HAS_NEON_CODE
#include "neon.h"
#endif

// Bytes that a string does not hold as they are: quote, backslash, control characters, and what lies outside of ASCII.
static inline bool is_stop(uint8_t byte) { return byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\'; }

static inline bool is_space(uint8_t byte) {
  return byte <= ' ' && (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r');
}

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static inline bool is_hex(uint8_t byte) { return is_digit(byte) || (uint8_t)((byte | 0x20) - 'a') < 6; }

static inline const uint8_t *stop_bytewise(const uint8_t *at, const uint8_t *end) {
  while (at < end && !is_stop(*at)) at++;
  return at;
}

// The first stop at or behind `at`, or the end.
static inline const uint8_t *stop_portable(const uint8_t *at, const uint8_t *end) {
  const uint64_t ones = UINT64_C(0x0101010101010101);
  while (end - at >= 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    // A top bit is set for each stop, and perhaps for bytes behind the first one: which one is told bytewise.
    uint64_t stops = ((word ^ (ones * '"')) - ones) | ((word ^ (ones * '\\')) - ones) | (word - ones * 0x20) | word;
    if (stops & (ones * 0x80)) break;
    at += 8;
  }
  return stop_bytewise(at, end);
}

static inline const uint8_t *stop_vector(const uint8_t *at, const uint8_t *end) {
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), space = _mm_set1_epi8(0x20);
  while (end - at >= 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)at);
    // Signed, so that what lies outside of ASCII is below a space too.
    __m128i stops = _mm_or_si128(_mm_cmpgt_epi8(space, bytes),
                                 _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
    unsigned mask = (unsigned)_mm_movemask_epi8(stops);
    if (mask != 0) return at + __builtin_ctz(mask);
    at += 16;
  }
  return stop_portable(at, end);
#elif CS_HAS_NEON_CODE
  while (end - at >= 16) {
    uint8x16_t bytes = vld1q_u8(at);
    uint8x16_t stops = vorrq_u8(vcltq_s8(vreinterpretq_s8_u8(bytes), vdupq_n_s8(0x20)),
                                vorrq_u8(vceqq_u8(bytes, vdupq_n_u8('"')), vceqq_u8(bytes, vdupq_n_u8('\\'))));
    uint64_t mask = nibbles_of(stops);
    if (mask != 0) return at + (__builtin_ctzll(mask) >> 2);
    at += 16;
  }
  return stop_portable(at, end);
#else
  return stop_portable(at, end);
#endif
}

// Behind the UTF-8 sequence at `at`, or NULL if it is not well formed (Unicode, table 3-7). The first byte is no ASCII.
static inline const uint8_t *sequence_end(const uint8_t *at, const uint8_t *end) {
  uint8_t lead = at[0];
  if (lead < 0xE0) {
    if (lead < 0xC2 || end - at < 2 || (at[1] & 0xC0) != 0x80) return NULL;
    return at + 2;
  }
  if (lead < 0xF0) {
    if (end - at < 3 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80) return NULL;
    if ((lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F)) return NULL;
    return at + 3;
  }
  if (lead > 0xF4 || end - at < 4 || (at[1] & 0xC0) != 0x80 || (at[2] & 0xC0) != 0x80 || (at[3] & 0xC0) != 0x80) return NULL;
  if ((lead == 0xF0 && at[1] < 0x90) || (lead == 0xF4 && at[1] > 0x8F)) return NULL;
  return at + 4;
}

// Behind the escape at a backslash, or NULL.
static inline const uint8_t *escape_end(const uint8_t *at, const uint8_t *end) {
  if (end - at < 2) return NULL;
  switch (at[1]) {
  case '"': case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't':
    return at + 2;
  case 'u':
    if (end - at < 6 || !is_hex(at[2]) || !is_hex(at[3]) || !is_hex(at[4]) || !is_hex(at[5])) return NULL;
    return at + 6;
  default:
    return NULL;
  }
}

// Behind a run of digits, or NULL if there is none.
static inline const uint8_t *digits_end(const uint8_t *at, const uint8_t *end) {
  if (at == end || !is_digit(*at)) return NULL;
  do at++;
  while (at < end && is_digit(*at));
  return at;
}

// Behind a whole number of at most 15 digits that ends the value, or NULL where it is not sure. Without a loop, whose end would be guessed wrong for
// most numbers.
static inline const uint8_t *short_number_end(const uint8_t *at, const uint8_t *end) {
#if defined(__SSE2__) || CS_HAS_NEON_CODE
  if (end - at < 16 || *at == '0') return NULL;
#if defined(__SSE2__)
  __m128i bytes = _mm_loadu_si128((const __m128i *)at);
  // Digits become the smallest signed numbers.
  __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - '0')));
  unsigned others = (unsigned)_mm_movemask_epi8(_mm_cmpgt_epi8(moved, _mm_set1_epi8((char)(0x80 + 9))));
  unsigned length = others != 0 ? (unsigned)__builtin_ctz(others) : 16;
#else
  uint64_t others = nibbles_of(vcgtq_u8(vsubq_u8(vld1q_u8(at), vdupq_n_u8('0')), vdupq_n_u8(9)));
  unsigned length = others != 0 ? (unsigned)__builtin_ctzll(others) >> 2 : 16;
#endif
  if (length == 0 || length == 16) return NULL;
  uint8_t next = at[length];
  return next == ',' || next == '}' || next == ']' ? at + length : NULL;
#else
  (void)at, (void)end;
  return NULL;
#endif
}

// Behind a number, or NULL: -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
static const uint8_t *number_end(const uint8_t *at, const uint8_t *end) {
  if (*at == '-') at++;
  if (at < end && *at == '0') {
    at++;
  } else if ((at = digits_end(at, end)) == NULL) {
    return NULL;
  }
  if (at < end && *at == '.' && (at = digits_end(at + 1, end)) == NULL) return NULL;
  if (at < end && (*at | 0x20) == 'e') {
    at++;
    if (at < end && (*at == '+' || *at == '-')) at++;
    at = digits_end(at, end);
  }
  return at;
}

static inline const uint8_t *word_end(const uint8_t *at, const uint8_t *end, const char *word, size_t length) {
  return (size_t)(end - at) >= length && memcmp(at, word, length) == 0 ? at + length : NULL;
}

// What the value behind a key is to a path.
enum { interest_none, interest_descend, interest_value };

// A path of keys, and how far the enclosing keys agree with it.
struct follower {
  const uint8_t *keys[CS_JSON_MAXIMUM_KEYS];
  int length[CS_JSON_MAXIMUM_KEYS];
  int count;
  int matched;  // an object at this depth, from 0, is the one whose keys are of interest; no depth if there is no path
};

static inline bool begin(struct follower *follower, const struct cs_json_path *path) {
  if (path->count > CS_JSON_MAXIMUM_KEYS) return false;
  const uint8_t *at = path->keys;
  for (uint32_t index = 0; index < path->count; index++) {
    follower->length[index] = at[0] | at[1] << 8;
    follower->keys[index] = at + 2;
    at += 2 + follower->length[index];
  }
  follower->count = (int)path->count;
  follower->matched = path->count > 0 ? 0 : -1;
  return true;
}

static inline int interest_of(const struct follower *follower, const uint8_t *key, size_t length) {
  int index = follower->matched;
  if (length != (size_t)follower->length[index] || memcmp(key, follower->keys[index], length) != 0) return interest_none;
  return index + 1 == follower->count ? interest_value : interest_descend;
}

static inline void leave(struct follower *follower, int depth) {
  if (follower->matched >= depth) follower->matched = depth > 0 ? depth - 1 : 0;
}

#define WALK cs_json_line_portable
#define STOP stop_portable
#define SHORT_NUMBER(at, end) NULL
#include "json_walk.h"
#undef WALK
#undef STOP
#undef SHORT_NUMBER

#define WALK cs_json_line
#define STOP stop_vector
#define SHORT_NUMBER short_number_end
#include "json_walk.h"
