#include "screen_shared.h"

const uint8_t cs_symbol_kinds[128] = {
    [0 ... 8] = kind_asked, ['\t'] = kind_white, ['\n'] = kind_white, [11 ... 12] = kind_asked, ['\r'] = kind_white,
    [14 ... 31] = kind_asked, [' '] = kind_white, ['*'] = kind_star, ['-'] = kind_joiner, ['_'] = kind_joiner,
    ['.'] = kind_joiner, ['#'] = kind_hider, ['?'] = kind_hider, ['&'] = kind_asked, ['%'] = kind_asked,
    ['!'] = kind_asked, ['@'] = kind_asked, ['$'] = kind_asked, ['+'] = kind_asked, ['|'] = kind_asked,
    ['('] = kind_asked, ['<'] = kind_asked, [127] = kind_asked,
};

// Whether a symbol stands beside a single letter, parted from it by one byte.
static inline bool is_among(const uint8_t *bytes, size_t count, size_t index) {
  bool left = index >= 2 && is_word(bytes[index - 2]) && !(index >= 3 && is_word(bytes[index - 3]));
  bool right = index + 2 < count && is_word(bytes[index + 2]) && !(index + 3 < count && is_word(bytes[index + 3]));
  return left || right;
}

static inline void note_mask(struct cs_screen *out, size_t index) {
  out->may_mask = true;
  out->masks[index >> 6] |= UINT64_C(1) << (index & 63);
}

enum verdict cs_judge_symbol(struct cs_screen *out, const uint8_t *bytes, size_t count, size_t index) {
  uint8_t byte = bytes[index];
  if (byte < 0x20 || byte >= 0x7F) return verdict_whole_fold;
  out->present[byte >> 6] |= UINT64_C(1) << (byte & 63);
  uint8_t previous = index > 0 ? bytes[index - 1] : ' ';
  uint8_t next = index + 1 < count ? bytes[index + 1] : ' ';
  if (previous >= 0x80 || next >= 0x80) return verdict_whole_fold;
  bool after = is_word(previous), before = is_word(next), hides = after && next > 0x20;
  switch (byte) {
  case '*':
    if (after || before) note_mask(out, index);
    return verdict_plain;
  case '-': case '_': case '.':
    if (after && before) note_mask(out, index);
    return verdict_plain;
  case '#': case '?':
    if (hides) note_mask(out, index);
    return verdict_plain;
  case '&': case '%':
    // May begin an escape.
    if (before || next == '#') return verdict_whole_fold;
    if (hides) note_mask(out, index);
    return verdict_plain;
  case '!': case '@': case '$': case '+': case '|': case '(': case '<': {
    // Among single letters (`s h ! t`) both must be tried; `()` between letters is one.
    if (!after && !before && is_among(bytes, count, index)) return verdict_whole_fold;
    if (byte == '(' && next == ')' && after && index + 2 < count && is_word(bytes[index + 2])) return verdict_whole_fold;
    bool ends = after && index > 2 && is_letter(previous) && is_letter(bytes[index - 2]);
    bool reads;
    if (byte == '!') {
      reads = before;
    } else if (byte == '@') {
      reads = before || ends || next == '$';
    } else if (byte == '$') {
      reads = after || (before && !is_digit(next)) || previous == '$' || previous == '@' || next == '$';
    } else if (byte == '+') {
      reads = after && (before || ends);
    } else {
      reads = after && before;
    }
    // Letter or separator: both must be tried.
    if (reads && after && before) return verdict_whole_fold;
    if (hides) note_mask(out, index);
    return reads ? verdict_read : verdict_plain;
  }
  default:
    return verdict_plain;
  }
}
