// The walk of json_line.c, included once for each way to do it. WALK is its name, STOP finds the next byte of a string that needs a look,
// SHORT_NUMBER the end of a number, or NULL.

#define SKIP_SPACE() \
  while (at < end && is_space(*at)) at++

// From behind the opening quote to the closing one; leaves on anything that is wrong.
#define STRING(has_escapes)                                              \
  for (;;) {                                                             \
    at = STOP(at, end);                                                  \
    if (at == end) return false;                                         \
    if (*at == '"') break;                                               \
    if (*at == '\\') {                                                   \
      (has_escapes) = true;                                              \
      if ((at = escape_end(at, end)) == NULL) return false;              \
    } else if (*at < 0x20) {                                             \
      return false;                                                      \
    } else {                                                             \
      do {                                                               \
        if ((at = sequence_end(at, end)) == NULL) return false;          \
      } while (at < end && *at >= 0x80);                                 \
    }                                                                    \
  }

bool WALK(const uint8_t *line, size_t count, const struct cs_json_path *text_path, const struct cs_json_path *tenant_path,
          struct cs_json_line *out) {
  const uint8_t *at = line, *const end = line + count;
  struct follower text, tenant;
  if (!begin(&text, text_path) || !begin(&tenant, tenant_path)) return false;
  out->value_count = 0;
  out->has_tenant = out->tenant_is_null = out->is_empty_object = false;

  int depth = 0;
  uint64_t braces = 0;  // bit d: the bracket at depth d + 1 is a brace
  int text_interest = interest_none, tenant_interest = interest_none;

  SKIP_SPACE();
  if (at == end || *at != '{') return false;
  goto brace;

value:
  SKIP_SPACE();
  if (at == end) return false;
  switch (*at) {
  case '"': {
    struct cs_json_value found = {.start = (uint32_t)(at + 1 - line), .has_escapes = false};
    at++;
    STRING(found.has_escapes);
    found.end = (uint32_t)(at - line);
    at++;
    if (text_interest == interest_value) {
      if (out->value_count == CS_JSON_MAXIMUM_VALUES) return false;
      out->values[out->value_count++] = found;
    }
    if (tenant_interest == interest_value) {
      if (out->has_tenant || out->tenant_is_null) return false;
      out->has_tenant = true;
      out->tenant = found;
    }
    break;
  }
  case '{':
    if (text_interest == interest_value || tenant_interest == interest_value) return false;
    if (text_interest == interest_descend) text.matched = depth;
    if (tenant_interest == interest_descend) tenant.matched = depth;
    goto brace;
  case '[':
    if (text_interest == interest_value || tenant_interest == interest_value) return false;
    text_interest = tenant_interest = interest_none;
    if (depth == 64) return false;
    braces &= ~(UINT64_C(1) << depth++);
    at++;
    SKIP_SPACE();
    if (at < end && *at == ']') goto close;
    goto value;
  default: {
    if (text_interest == interest_value) return false;
    const uint8_t *start = at;
    bool is_number = *at == '-' || is_digit(*at), is_null = *at == 'n';
    if (is_number) {
      const uint8_t *behind = SHORT_NUMBER(at, end);
      at = behind != NULL ? behind : number_end(at, end);
    }
    else if (is_null) at = word_end(at, end, "null", 4);
    else if (*at == 't') at = word_end(at, end, "true", 4);
    else if (*at == 'f') at = word_end(at, end, "false", 5);
    else return false;
    if (at == NULL) return false;
    if (tenant_interest == interest_value) {
      if (out->has_tenant || out->tenant_is_null || !(is_number || is_null)) return false;
      out->has_tenant = is_number;
      out->tenant_is_null = is_null;
      out->tenant = (struct cs_json_value){.start = (uint32_t)(start - line), .end = (uint32_t)(at - line)};
    }
  }
  }
  text_interest = tenant_interest = interest_none;

after:
  if (depth == 0) goto done;
  SKIP_SPACE();
  if (at == end) return false;
  if (braces >> (depth - 1) & 1) {
    if (*at == '}') goto close;
    if (*at != ',') return false;
    at++;
    SKIP_SPACE();
    goto key;
  }
  if (*at == ']') goto close;
  if (*at != ',') return false;
  at++;
  goto value;

brace:
  text_interest = tenant_interest = interest_none;
  if (depth == 64) return false;
  braces |= UINT64_C(1) << depth++;
  at++;
  SKIP_SPACE();
  if (at < end && *at == '}') {
    if (depth == 1) out->is_empty_object = true;
    goto close;
  }

key:
  if (at == end || *at != '"') return false;
  {
    const uint8_t *start = ++at;
    bool has_escapes = false;
    STRING(has_escapes);
    size_t length = (size_t)(at - start);
    at++;
    SKIP_SPACE();
    if (at == end || *at != ':') return false;
    at++;
    if (text.matched == depth - 1) {
      if (has_escapes) return false;
      text_interest = interest_of(&text, start, length);
    }
    if (tenant.matched == depth - 1) {
      if (has_escapes) return false;
      tenant_interest = interest_of(&tenant, start, length);
    }
  }
  goto value;

close:
  depth--;
  leave(&text, depth);
  leave(&tenant, depth);
  if (depth == 0) out->closing_brace = (uint32_t)(at - line);
  at++;
  goto after;

done:
  SKIP_SPACE();
  return at == end && out->value_count > 0;
}

#undef SKIP_SPACE
#undef STRING
