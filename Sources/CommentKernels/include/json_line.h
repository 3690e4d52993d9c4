// The common case of finding a field in a line of NDJSON: one pass that checks the whole line against RFC 8259, and its strings for
// UTF-8, and finds the string values at the end of a path of keys.
//
// It says yes only to what it is sure of: a well-formed line with the field. Everything else, malformed lines above all, it leaves to the
// caller, whose own walk (`JSONWalk` in Swift) is the definition and tells reasons and places.

#ifndef CS_JSON_LINE_H
#define CS_JSON_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  CS_JSON_MAXIMUM_VALUES = 4,
  CS_JSON_MAXIMUM_KEYS = 8,
};

// Keys that lead to a member, one behind the other: two bytes with the length, the lower first, and the key's bytes.
struct cs_json_path {
  const uint8_t *keys;
  uint32_t count;  // at most CS_JSON_MAXIMUM_KEYS
};

// The bytes of a string between its quotes, or of a number.
struct cs_json_value {
  uint32_t start, end;
  bool has_escapes;
};

struct cs_json_line {
  uint32_t value_count;  // at least 1
  struct cs_json_value values[CS_JSON_MAXIMUM_VALUES];
  bool has_tenant, tenant_is_null;
  struct cs_json_value tenant;
  uint32_t closing_brace;
  bool is_empty_object;
};

// Whether the line is well formed and all of it stands in `out`. False also where that is merely not sure: for a key with escapes at a
// place of interest, more than CS_JSON_MAXIMUM_VALUES values, a second tenant, more than 64 open brackets, or a byte order mark.
//
// `count` is below 2^32. A `tenant` path without keys looks for none. Reads nothing outside of the line.
bool cs_json_line(const uint8_t *line, size_t count, const struct cs_json_path *text, const struct cs_json_path *tenant,
                  struct cs_json_line *out);

// The same without vector instructions.
bool cs_json_line_portable(const uint8_t *line, size_t count, const struct cs_json_path *text, const struct cs_json_path *tenant,
                           struct cs_json_line *out);

#endif
