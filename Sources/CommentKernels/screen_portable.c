#include "screen_shared.h"

// Notes, for the letters of one block, the words that begin there, as positions among the letters.
static inline void note_starts(struct cs_screen *out, uint64_t begins, uint64_t read, uint32_t letters_before) {
  uint32_t count = out->word_start_count;
  while (begins != 0) {
    unsigned bit = (unsigned)__builtin_ctzll(begins);
    begins &= begins - 1;
    uint64_t below = bit == 0 ? 0 : read & (~UINT64_C(0) >> (64 - bit));
    out->word_starts[count++] = letters_before + (uint32_t)__builtin_popcountll(below);
  }
  out->word_start_count = count;
}

// Turns word starts from positions among letters into positions in the skeleton, each once, and notes where words end.
static inline void map_starts(struct cs_screen *out) {
  uint32_t kept = 0, last = UINT32_MAX, blocks = out->skeleton_count >> 6;
  for (uint32_t block = 0; block <= blocks + 1; block++) out->ends[block] = 0;
  for (uint32_t index = 0; index < out->word_start_count; index++) {
    uint32_t letter = out->word_starts[index], block = letter >> 6;
    uint64_t upto = out->runs[block] & (~UINT64_C(0) >> (63 - (letter & 63)));
    uint32_t position = out->runs_before[block] + (uint32_t)__builtin_popcountll(upto) - 1;
    out->word_starts[kept] = position;
    kept += position != last;
    last = position;
    // The letter before stands in the run before, unless the word goes on in its run.
    uint32_t end = position - (uint32_t)(out->runs[block] >> (letter & 63) & 1);
    if (letter > 0) out->ends[end >> 6] |= UINT64_C(1) << (end & 63);
  }
  if (out->skeleton_count > 0) {
    uint32_t end = out->skeleton_count - 1;
    out->ends[end >> 6] |= UINT64_C(1) << (end & 63);
  }
  out->word_start_count = kept;
}

bool cs_screen_portable(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                        const uint8_t *symbols) {
  clear(out);
  uint32_t letters = 0;
  uint8_t previous = ' ';
  for (size_t base = 0; base < count; base += 64) {
    size_t length = count - base < 64 ? count - base : 64;
    uint64_t read = 0, begins = 0;
    uint32_t before = letters;
    out->masks[base >> 6] = 0;
    for (size_t offset = 0; offset < length; offset++) {
      uint8_t byte = bytes[base + offset];
      uint64_t bit = UINT64_C(1) << offset;
      if (byte >= 0x80) return false;
      if (is_word(byte)) {
        read |= bit;
        if (!is_word(previous) || is_digit(byte) != is_digit(previous) || (is_upper(byte) && !is_upper(previous)))
          begins |= bit;
        out->digit_count += is_digit(byte);
        letters_of(out)[letters++] = classes[is_digit(byte) ? byte : byte | 0x20];
      } else if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
        switch (cs_judge_symbol(out, bytes, count, base + offset)) {
        case verdict_whole_fold: return false;
        case verdict_read:
          read |= bit;
          begins |= bit;
          letters_of(out)[letters++] = symbols[byte];
          break;
        case verdict_plain: break;
        }
      }
      previous = byte;
    }
    out->read[base >> 6] = read;
    out->read_before[(base >> 6) + 1] = letters;
    note_starts(out, begins, read, before);
  }
  out->letter_count = letters;
  uint32_t length = 0;
  for (uint32_t base = 0; base < letters; base += 64) {
    uint64_t runs = 0;
    for (uint32_t index = base; index < letters && index < base + 64; index++) {
      if (index > 0 && letters_of(out)[index] == letters_of(out)[index - 1]) continue;
      runs |= UINT64_C(1) << (index - base);
      out->skeleton[length++] = letters_of(out)[index];
    }
    out->runs[base >> 6] = runs;
    out->runs_before[(base >> 6) + 1] = length;
  }
  out->skeleton_count = length;
  map_starts(out);
  return true;
}
