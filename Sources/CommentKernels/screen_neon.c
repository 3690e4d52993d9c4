// There is no instruction here that picks bits of a word, so what is known of a letter travels in the top bit of its class byte, which is
// ASCII, through the steps that pick bytes.

#include "screen_shared.h"

#if CS_HAS_NEON_CODE
#include "neon.h"

// A word may begin here.
enum { tag = 0x80 };

// The bytes of a comment from `at` on that do not fill a register, and zeros. Nothing else is read, since memory may be tagged by sixteen bytes.
static inline uint8x16_t load_rest(const uint8_t *bytes, size_t count, size_t at) {
  static const uint8_t slide[32] = {0,    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14,   15,
                                    0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
  size_t rest = count - at;
  if (count >= 16) return vqtbl1q_u8(vld1q_u8(bytes + count - 16), vld1q_u8(slide + 16 - rest));
  uint8_t padded[16] = {0};
  memcpy(padded, bytes + at, rest);
  return vld1q_u8(padded);
}

// 64 bytes of a comment from `base` on; zeros behind its end.
static inline uint8x16x4_t load_block(const uint8_t *bytes, size_t count, size_t base) {
  uint8x16x4_t block;
  for (int part = 0; part < 4; part++) {
    size_t at = base + 16 * (size_t)part;
    if (at + 16 <= count)
      block.val[part] = vld1q_u8(bytes + at);
    else
      block.val[part] = at < count ? load_rest(bytes, count, at) : vdupq_n_u8(0);
  }
  return block;
}

static inline uint8x16x4_t load_64(const uint8_t *bytes) {
  return (uint8x16x4_t){{vld1q_u8(bytes), vld1q_u8(bytes + 16), vld1q_u8(bytes + 32), vld1q_u8(bytes + 48)}};
}

static inline void store_64(uint8_t *to, uint8x16x4_t bytes) {
  for (int part = 0; part < 4; part++) vst1q_u8(to + 16 * part, bytes.val[part]);
}

// The bytes that have some of the bits of `wanted`, as bits.
static inline uint64_t bits_with(uint8x16x4_t bytes, uint8_t wanted) {
  uint8x16_t bits = vdupq_n_u8(wanted);
  for (int part = 0; part < 4; part++) bytes.val[part] = vtstq_u8(bytes.val[part], bits);
  return bits_of(bytes);
}

static inline uint64_t bits_in_range(uint8x16x4_t bytes, uint8_t first, uint8_t length) {
  for (int part = 0; part < 4; part++)
    bytes.val[part] = vcltq_u8(vsubq_u8(bytes.val[part], vdupq_n_u8(first)), vdupq_n_u8(length));
  return bits_of(bytes);
}

static inline uint64_t bits_above(uint8x16x4_t bytes, uint8_t limit) {
  for (int part = 0; part < 4; part++) bytes.val[part] = vcgtq_u8(bytes.val[part], vdupq_n_u8(limit));
  return bits_of(bytes);
}

static inline uint64_t bits_of_white(uint8x16x4_t bytes) {
  static const uint8_t low[16] = {['\t'] = 0xFF, ['\n'] = 0xFF, ['\r'] = 0xFF};
  const uint8x16_t row = vld1q_u8(low);
  for (int part = 0; part < 4; part++)
    bytes.val[part] = vorrq_u8(vqtbl1q_u8(row, bytes.val[part]), vceqq_u8(bytes.val[part], vdupq_n_u8(' ')));
  return bits_of(bytes);
}

// Class bytes of 64 bytes of ASCII; of another row the table look-ups give 0.
static inline uint8x16x4_t classes_of(const uint8_t *classes, uint8x16x4_t bytes) {
  const uint8x16_t digits = vld1q_u8(&classes['0']);
  const uint8x16x2_t letters = {{vld1q_u8(&classes[0x60]), vld1q_u8(&classes[0x70])}};
  for (int part = 0; part < 4; part++) {
    uint8x16_t value = bytes.val[part], lower = vorrq_u8(value, vdupq_n_u8(0x20));
    bytes.val[part] = vorrq_u8(vqtbl2q_u8(letters, vsubq_u8(lower, vdupq_n_u8(0x60))),
                               vqtbl1q_u8(digits, vsubq_u8(value, vdupq_n_u8('0'))));
  }
  return bytes;
}

static inline uint8x16x4_t kinds_of(uint8x16x4_t bytes) {
  const uint8x16x4_t low = load_64(cs_symbol_kinds), high = load_64(cs_symbol_kinds + 64);
  for (int part = 0; part < 4; part++) {
    uint8x16_t value = bytes.val[part];
    bytes.val[part] = vorrq_u8(vqtbl4q_u8(low, value), vqtbl4q_u8(high, vsubq_u8(value, vdupq_n_u8(64))));
  }
  return bytes;
}

// Takes the tags off 64 bytes, and returns them as bits.
static inline uint64_t take_tags(uint8_t *bytes) {
  uint8x16x4_t tagged = load_64(bytes), plain;
  for (int part = 0; part < 4; part++) plain.val[part] = vandq_u8(tagged.val[part], vdupq_n_u8(tag - 1));
  store_64(bytes, plain);
  return bits_with(tagged, tag);
}

// Writes `base` plus the place of each bit, and up to eight numbers more. Returns how many bits there are.
static inline uint32_t list_bits(uint32_t *to, uint64_t bits, uint32_t base) {
  uint64_t counts = running_counts(bits), before = counts << 8;
  for (int part = 0; part < 8; part++) {
    uint16x8_t places = vmovl_u8(vcreate_u8(cs_bit_places[bits >> 8 * part & 0xFF]));
    uint32x4_t first = vdupq_n_u32(base + 8 * (uint32_t)part);
    uint32_t *here = to + (before >> 8 * part & 0xFF);
    vst1q_u32(here, vaddw_u16(first, vget_low_u16(places)));
    vst1q_u32(here + 4, vaddw_u16(first, vget_high_u16(places)));
  }
  return (uint32_t)(counts >> 56);
}

// Judges the symbols of a block; false if the comment needs the whole fold. `read` gets those that are read as letters.
static bool judge_symbols(struct cs_screen *out, const uint8_t *bytes, size_t count, size_t base, uint8x16x4_t block,
                          uint64_t special, uint64_t after, uint64_t word, uint64_t *read) {
  uint64_t low = 0, high = 0;
  for (uint64_t rest = special; rest != 0; rest &= rest - 1) {
    uint8_t byte = bytes[base + (unsigned)__builtin_ctzll(rest)];
    uint64_t bit = UINT64_C(1) << (byte & 63);
    low |= byte < 64 ? bit : 0;
    high |= byte < 64 ? 0 : bit;
  }
  out->present[0] |= low;
  out->present[1] |= high;
  uint8x16x4_t kinds = kinds_of(block);
  uint8_t next = base + 64 < count ? bytes[base + 64] : ' ';
  uint64_t before = word >> 1 | (uint64_t)is_word(next) << 63;
  uint64_t hides = bits_above(block, ' ') >> 1 | (uint64_t)(next > ' ') << 63;
  uint64_t masks = masks_of(bits_with(kinds, kind_star), bits_with(kinds, kind_joiner), bits_with(kinds, kind_hider), after,
                            before, hides);
  out->masks[base >> 6] = masks;
  out->may_mask |= masks != 0;
  for (uint64_t asked = bits_with(kinds, kind_asked) & special; asked != 0; asked &= asked - 1) {
    unsigned bit = (unsigned)__builtin_ctzll(asked);
    enum verdict verdict = cs_judge_symbol(out, bytes, count, base + bit);
    if (verdict == verdict_whole_fold) return false;
    if (verdict == verdict_read) *read |= UINT64_C(1) << bit;
  }
  return true;
}

// Makes the skeleton of the letters, with tags, and says in which of its runs a word begins that does not begin the run. Returns its length.
static inline uint32_t collapse(struct cs_screen *out, uint64_t *inner) {
  uint32_t letters = out->letter_count, skeleton = 0;
  uint8x16_t last = vdupq_n_u8(0);
  for (uint32_t base = 0; base < letters; base += 64) {
    uint32_t block = base >> 6, rest = letters - base;
    uint64_t valid = rest < 64 ? ~(~UINT64_C(0) << rest) : ~UINT64_C(0);
    uint8x16x4_t tagged = load_64(letters_of(out) + base), same;
    for (int part = 0; part < 4; part++) {
      uint8x16_t plain = vandq_u8(tagged.val[part], vdupq_n_u8(tag - 1));
      same.val[part] = vceqq_u8(plain, vextq_u8(last, plain, 15));
      last = plain;
    }
    uint64_t runs = ~bits_of(same) & valid;
    inner[block] = 0;
    for (uint64_t starts = bits_with(tagged, tag) & valid & ~runs; starts != 0; starts &= starts - 1) {
      // The run that goes on is the last one before.
      uint64_t before = runs & ((starts & -starts) - 1);
      uint32_t position = skeleton + (uint32_t)__builtin_popcountll(before) - 1;
      inner[position >> 6] |= UINT64_C(1) << (position & 63);
    }
    skeleton += compress(out->skeleton + skeleton, tagged, runs);
    out->runs[block] = runs;
    out->runs_before[block + 1] = skeleton;
  }
  return skeleton;
}

bool cs_screen_neon(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                    const uint8_t *symbols) {
  clear(out);
  uint32_t letters = 0;
  struct last_byte last = {0, 0, 0};
  for (size_t base = 0; base < count; base += 64) {
    size_t length = count - base < 64 ? count - base : 64;
    uint64_t valid = ~UINT64_C(0) >> (64 - length);
    uint8x16x4_t block = load_block(bytes, count, base);
    uint8x16_t all = vorrq_u8(vorrq_u8(block.val[0], block.val[1]), vorrq_u8(block.val[2], block.val[3]));
    if (vmaxvq_u8(all) >= 0x80) return false;
    // The zeros behind the end are neither letters nor digits nor symbols that hide something.
    uint8x16x4_t class_bytes = classes_of(classes, block);
    uint64_t word = bits_with(class_bytes, 0xFF), digit = bits_in_range(block, '0', 10);
    uint64_t after = word << 1 | last.word, begins = word_begins(&last, word, digit, bits_in_range(block, 'A', 26));

    uint64_t read = word, special = ~(word | bits_of_white(block)) & valid;
    out->masks[base >> 6] = 0;
    if (special != 0) {
      if (!judge_symbols(out, bytes, count, base, block, special, after, word, &read)) return false;
      uint64_t as_letters = read & ~word;
      begins |= as_letters;
      if (as_letters != 0) {
        uint8_t patched[64];
        store_64(patched, class_bytes);
        for (; as_letters != 0; as_letters &= as_letters - 1) {
          unsigned bit = (unsigned)__builtin_ctzll(as_letters);
          patched[bit] = symbols[bytes[base + bit]];
        }
        class_bytes = load_64(patched);
      }
    }
    out->digit_count += (uint32_t)__builtin_popcountll(digit);
    for (int part = 0; part < 4; part++)
      class_bytes.val[part] = vsliq_n_u8(class_bytes.val[part], bytes_of(begins, part), 7);
    letters += compress(letters_of(out) + letters, class_bytes, read);
    out->read[base >> 6] = read;
    out->read_before[(base >> 6) + 1] = letters;
  }
  out->letter_count = letters;

  uint64_t inner[cs_screen_blocks];
  uint32_t skeleton = collapse(out, inner), start_count = 0;
  out->skeleton_count = skeleton;
  out->ends[skeleton >> 6] = out->ends[(skeleton >> 6) + 1] = 0;
  uint64_t starts = take_tags(out->skeleton);
  for (uint32_t block = 0; block * 64 < skeleton; block++) {
    uint32_t rest = skeleton - block * 64;
    if (rest < 64) starts &= ~(~UINT64_C(0) << rest);
    uint64_t next = rest > 64 ? take_tags(out->skeleton + 64 * (block + 1)) : 0;
    // A word ends in the run before the next one's, or in the same run.
    out->ends[block] = starts >> 1 | next << 63 | inner[block];
    start_count += list_bits(out->word_starts + start_count, starts | inner[block], block * 64);
    starts = next;
  }
  out->word_start_count = start_count;
  if (skeleton > 0) out->ends[(skeleton - 1) >> 6] |= UINT64_C(1) << ((skeleton - 1) & 63);
  return true;
}
#endif
