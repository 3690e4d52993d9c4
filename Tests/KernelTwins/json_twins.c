#include <stdio.h>
#include <string.h>

#include "twins.h"

static const struct cs_json_path text_path = {(const uint8_t *)"\x04\x00" "text", 1};
static const struct cs_json_path tenant_path = {(const uint8_t *)"\x02\x00" "id", 1};

// A line of JSON, with the text in a field, numbers of all lengths beside it, and now and then a wrong byte.
static size_t make_line(uint8_t *line, const uint8_t *text, size_t count) {
  size_t at = 0;
#define PUT(...) at += (size_t)snprintf((char *)line + at, 64, __VA_ARGS__)
  PUT("{");
  for (uint32_t field = below(3); field > 0; field--) {
    PUT("\"f%u\":", below(10));
    if (one_in(3)) PUT("[-");
    else PUT("[");
    for (uint32_t digit = 1 + below(18); digit > 0; digit--) PUT("%u", 1 + below(9));
    if (one_in(3)) PUT(".5e%u", below(30));
    // The bytes beside the digits in ASCII.
    if (one_in(16)) PUT(one_in(2) ? ":" : "/");
    PUT(one_in(2) ? "]," : "] ,\t");
  }
  if (one_in(2)) PUT("\"id\":%u%s", below(one_in(2) ? 10 : 1000000000), one_in(2) ? "," : " , ");
  PUT("\"text\" : \"");
  bool is_raw = one_in(8);
  for (size_t index = 0; index < count; index++) {
    uint8_t byte = text[index];
    if (!is_raw && (byte == '"' || byte == '\\')) line[at++] = '\\';
    if (!is_raw && byte < 0x20) byte = ' ';
    if (!is_raw && byte >= 0x80) {
      line[at++] = (uint8_t)(0xC2 + (byte >> 6 & 1));
      byte = (byte & 0x3F) | 0x80;
    }
    line[at++] = byte;
  }
  PUT("\"");
  if (one_in(2)) {
    // Long numbers at the line's end, where sixteen bytes cannot be read.
    PUT(",\"n\":");
    for (uint32_t digit = 1 + below(18); digit > 0; digit--) PUT("%u", 1 + below(9));
  }
  PUT("}");
#undef PUT
  if (one_in(4)) line[below((uint32_t)at)] = (uint8_t)below(256);
  return at;
}

static bool is_same(const struct cs_json_value *left, const struct cs_json_value *right) {
  return left->start == right->start && left->end == right->end && left->has_escapes == right->has_escapes;
}

static bool is_same_line(const struct cs_json_line *left, const struct cs_json_line *right) {
  if (left->value_count != right->value_count || left->has_tenant != right->has_tenant ||
      left->tenant_is_null != right->tenant_is_null || left->closing_brace != right->closing_brace ||
      left->is_empty_object != right->is_empty_object)
    return false;
  for (uint32_t index = 0; index < left->value_count; index++) {
    if (!is_same(left->values + index, right->values + index)) return false;
  }
  return !left->has_tenant || is_same(&left->tenant, &right->tenant);
}

void compare_json(const uint8_t *text, size_t count) {
  static struct fenced memory;
  static uint8_t line[2 * longest_text + 512];
  if (memory.start == NULL) memory = make_fenced(sizeof line);
  size_t length = make_line(line, text, count);
  uint8_t *there = memory.end - length;
  memcpy(there, line, length);
  struct cs_json_line portable, vector;
  bool is_good = cs_json_line_portable(there, length, &text_path, &tenant_path, &portable);
  bool is_sure = cs_json_line(there, length, &text_path, &tenant_path, &vector);
  tally.lines++;
  tally.good_lines += is_good;
  if (is_sure != is_good || (is_good && !is_same_line(&vector, &portable)))
    note_flaw(cs_best_kernel(), "cs_json_line", there, length);
}
