#include <string.h>

#include "twins.h"

uint8_t classes[128], symbols[128];

void make_classes(void) {
  // Few classes make long runs, one for each letter nearly none.
  uint32_t different = one_in(3) ? 1 + below(4) : 127;
  memset(classes, 0, sizeof classes);
  for (int byte = '0'; byte <= '9'; byte++) classes[byte] = (uint8_t)(1 + below(different));
  for (int byte = 'a'; byte <= 'z'; byte++) {
    classes[byte] = (uint8_t)(different == 127 ? byte : 1 + (int)below(different));
    classes[byte - 0x20] = classes[byte];
  }
  for (int byte = 0; byte < 128; byte++) symbols[byte] = (uint8_t)(different == 127 ? 1 + below(127) : 1 + below(different));
}

static bool same(const void *left, const void *right, size_t count) { return memcmp(left, right, count) == 0; }

// What a screen says otherwise than the portable one, or NULL.
static const char *difference(const struct cs_screen *screen, const struct cs_screen *portable, size_t count) {
#define SAME(field, elements) \
  if (!same(screen->field, portable->field, (elements) * sizeof *screen->field)) return #field
#define EQUAL(field) \
  if (screen->field != portable->field) return #field
  EQUAL(skeleton_count);
  EQUAL(letter_count);
  EQUAL(digit_count);
  EQUAL(word_start_count);
  EQUAL(may_mask);
  size_t blocks = (count + 63) / 64, letter_blocks = (portable->letter_count + 63) / 64;
  SAME(skeleton, portable->skeleton_count + 32);
  SAME(word_starts, portable->word_start_count);
  SAME(read, blocks);
  SAME(read_before, blocks + 1);
  SAME(masks, blocks);
  SAME(runs, letter_blocks);
  SAME(runs_before, letter_blocks + 1);
  SAME(ends, portable->skeleton_count / 64 + 2);
  SAME(present, 2);
#undef SAME
#undef EQUAL
  return NULL;
}

// The same for the way back to the comment.
static const char *difference_of_places(const struct cs_screen *screen, const struct cs_screen *portable, const uint8_t *text,
                                        size_t length) {
  for (uint32_t position = 0; position < portable->skeleton_count; position++) {
    if (cs_screen_letter(screen, position) != cs_screen_letter(portable, position)) return "cs_screen_letter";
    if (cs_screen_locate(screen, position) != cs_screen_locate(portable, position)) return "cs_screen_locate";
  }
  for (uint32_t letter = 0; letter < portable->letter_count; letter++) {
    if (cs_screen_byte(screen, letter) != cs_screen_byte(portable, letter)) return "cs_screen_byte";
  }
  for (int try = 0; try < 8 && portable->skeleton_count > 0; try++) {
    uint32_t position = below(portable->skeleton_count), letter = cs_screen_letter(portable, position);
    uint8_t wanted[4];
    uint32_t count = 1 + below(4);
    for (uint32_t index = 0; index < count; index++) {
      uint32_t there = letter + index < portable->letter_count ? letter + index : letter;
      wanted[index] = text[cs_screen_byte(portable, there)] | 0x20;
    }
    if (one_in(4)) wanted[below(count)] = 'e';
    for (uint32_t index = 0; index < count; index++) {
      bool goes_on = index + 1 < count && wanted[index + 1] == wanted[index];
      if (!goes_on && one_in(4)) wanted[index] |= 0x80;
    }
    bool starts_word = one_in(2), ends_word = one_in(2);
    bool holds = cs_screen_holds(portable, text, (uint32_t)length, position, wanted, count, starts_word, ends_word);
    if (cs_screen_holds(screen, text, (uint32_t)length, position, wanted, count, starts_word, ends_word) != holds) {
      return "cs_screen_holds";
    }
    tally.holding += holds;
  }
  return NULL;
}

static void compare_once(const uint8_t *text, size_t count, bool asks_places) {
  static struct cs_screen portable, screen;
  memset(&portable, 0x55, sizeof portable);
  bool is_plain = cs_screen_run(&portable, text, count, classes, symbols, cs_kernel_portable);
  tally.screened++;
  tally.plain += is_plain;
  if (is_plain) {
    for (size_t index = 0; index < count; index++) {
      bool is_read = portable.read[index / 64] >> index % 64 & 1;
      uint8_t small = text[index] | 0x20;
      if (!is_read || (small >= 'a' && small <= 'z') || (text[index] >= '0' && text[index] <= '9')) continue;
      tally.read_symbols++;
      break;
    }
  }
  for (int number = 1; number < cs_kernel_count; number++) {
    enum cs_kernel kernel = (enum cs_kernel)number;
    if (!cs_has_kernel(kernel)) continue;
    // What was there before must not matter.
    memset(&screen, 0xAA, sizeof screen);
    const char *flaw = NULL;
    if (cs_screen_run(&screen, text, count, classes, symbols, kernel) != is_plain)
      flaw = "whether the comment is plain";
    else if (is_plain) {
      flaw = difference(&screen, &portable, count);
      if (flaw == NULL && asks_places) flaw = difference_of_places(&screen, &portable, text, count);
    }
    if (flaw != NULL) note_flaw(kernel, flaw, text, count);
  }
}

void compare_screens(const uint8_t *text, size_t count) { compare_once(text, count, true); }

void compare_screens_at_all_lengths(void) {
  static struct fenced memory;
  if (memory.start == NULL) memory = make_fenced(longest_text);
  static const char *const texts[] = {"a", "aA", "ab ", "a b1 ", "Aa*b.c", "$a !b ", "\t", " "};
  for (size_t which = 0; which < sizeof texts / sizeof *texts; which++) {
    size_t period = strlen(texts[which]);
    for (size_t count = 0; count <= 4097; count += count < 300 || count > 4000 ? 1 : 61) {
      uint8_t *text = memory.end - count;
      for (size_t index = 0; index < count; index++) text[index] = (uint8_t)texts[which][index % period];
      compare_once(text, count, count < 300);
    }
  }
  // Every byte at every place, between letters and between spaces, the last one included.
  for (size_t place = 0; place < 130; place++) {
    for (int byte = 0; byte < 256; byte++) {
      size_t count = one_in(2) ? 130 : place + 1;
      uint8_t *text = memory.end - count;
      for (size_t index = 0; index < count; index++) text[index] = (uint8_t)(place & 1 ? "ab Z1 "[index % 6] : "bcd"[index % 3]);
      text[place] = (uint8_t)byte;
      compare_once(text, count, false);
    }
  }
  // Every symbol between all kinds of neighbours, also where a block of 64 bytes ends.
  static const char beside[] = "aZ5 *)$@!-\t#";
  enum { kinds = sizeof beside - 1 };
  for (size_t place = 2; place < 67; place += place == 2 ? 58 : 1) {
    for (int byte = 0x21; byte < 0x7F; byte++) {
      for (uint32_t around = 0; around < kinds * kinds * kinds * kinds; around += 1 + below(120)) {
        size_t count = place + 3 + (place & 1);
        uint8_t *text = memory.end - count;
        for (size_t index = 0; index < count; index++) text[index] = index % 3 == 0 ? ' ' : 'k';
        uint32_t rest = around;
        for (size_t index = place - 2; index < place + 3; index++) {
          if (index == place) continue;
          text[index] = (uint8_t)beside[rest % kinds];
          rest /= kinds;
        }
        text[place] = (uint8_t)byte;
        compare_once(text, count, false);
      }
    }
  }
}
