#include "CPeers.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The few declarations of hs.h that are used, as its documentation gives them: the header need not be installed.
typedef int hs_error_t;
typedef struct hs_database hs_database_t;
typedef struct hs_scratch hs_scratch_t;
typedef struct {
  char *message;
  int expression;
} hs_compile_error_t;
typedef int (*match_event_handler)(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context);
enum { HS_SUCCESS = 0, HS_SCAN_TERMINATED = -3, HS_FLAG_CASELESS = 1, HS_FLAG_SINGLEMATCH = 8, HS_MODE_BLOCK = 1 };

// The same of pcre2.h.
typedef struct pcre2_code pcre2_code;
typedef struct pcre2_match_data pcre2_match_data;
enum { PCRE2_CASELESS = 0x8, PCRE2_JIT_COMPLETE = 1, PCRE2_ERROR_NOMATCH = -1 };

struct cs_peer {
  void *library;
  // Vectorscan
  hs_database_t *database;
  hs_scratch_t *scratch;
  hs_error_t (*hs_scan)(const hs_database_t *, const char *, unsigned, unsigned, hs_scratch_t *, match_event_handler, void *);
  hs_error_t (*hs_free_scratch)(hs_scratch_t *);
  hs_error_t (*hs_free_database)(hs_database_t *);
  // PCRE2
  pcre2_code **codes;
  pcre2_match_data *match;
  size_t patterns;
  int (*pcre2_match_call)(const pcre2_code *, const unsigned char *, size_t, size_t, uint32_t, pcre2_match_data *, void *);
  void (*pcre2_code_free)(pcre2_code *);
  void (*pcre2_match_data_free)(pcre2_match_data *);
};

static void *open_any(const char *const *names) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (library) return library;
  }
  return NULL;
}

static cs_peer *fail(cs_peer *peer, char *message, size_t capacity, const char *text) {
  snprintf(message, capacity, "%s", text);
  cs_peer_free(peer);
  return NULL;
}

cs_peer *cs_vectorscan_create(const char *const *terms, const size_t *lengths, size_t count, char *message, size_t capacity) {
  static const char *const names[] = {"libhs.so.5", "libhs.so", "libhs.5.dylib", "libhs.dylib",
                                      "/opt/homebrew/lib/libhs.dylib", NULL};
  cs_peer *peer = calloc(1, sizeof *peer);
  if (!peer) return NULL;
  peer->library = open_any(names);
  if (!peer->library) return fail(peer, message, capacity, "libhs is not installed (Debian: libvectorscan5)");
  hs_error_t (*compile)(const char *const *, const unsigned *, const unsigned *, const size_t *, unsigned, unsigned, const void *,
                        hs_database_t **, hs_compile_error_t **) = dlsym(peer->library, "hs_compile_lit_multi");
  hs_error_t (*alloc)(const hs_database_t *, hs_scratch_t **) = dlsym(peer->library, "hs_alloc_scratch");
  hs_error_t (*free_error)(hs_compile_error_t *) = dlsym(peer->library, "hs_free_compile_error");
  peer->hs_scan = dlsym(peer->library, "hs_scan");
  peer->hs_free_scratch = dlsym(peer->library, "hs_free_scratch");
  peer->hs_free_database = dlsym(peer->library, "hs_free_database");
  if (!compile || !alloc || !free_error || !peer->hs_scan || !peer->hs_free_scratch || !peer->hs_free_database)
    return fail(peer, message, capacity, "libhs lacks a function that is needed");
  unsigned *flags = malloc(count * sizeof *flags);
  unsigned *ids = malloc(count * sizeof *ids);
  if (!flags || !ids) {
    free(flags);
    free(ids);
    return fail(peer, message, capacity, "no memory");
  }
  for (size_t i = 0; i < count; i++) {
    flags[i] = HS_FLAG_CASELESS;
    ids[i] = (unsigned)i;
  }
  hs_compile_error_t *error = NULL;
  hs_error_t result = compile(terms, flags, ids, lengths, (unsigned)count, HS_MODE_BLOCK, NULL, &peer->database, &error);
  free(flags);
  free(ids);
  if (result != HS_SUCCESS) {
    snprintf(message, capacity, "Vectorscan refuses the terms: %s", error && error->message ? error->message : "no reason given");
    if (error) free_error(error);
    cs_peer_free(peer);
    return NULL;
  }
  if (alloc(peer->database, &peer->scratch) != HS_SUCCESS) return fail(peer, message, capacity, "Vectorscan has no memory");
  peer->patterns = count;
  return peer;
}

/// Matches one alternation: non-ASCII bytes and letters as they are, everything else escaped.
static size_t append_escaped(char *out, const char *term, size_t length) {
  size_t end = 0;
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)term[i];
    int plain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!plain) out[end++] = '\\';
    out[end++] = (char)c;
  }
  return end;
}

cs_peer *cs_pcre2_create(const char *const *terms, const size_t *lengths, size_t count, char *message, size_t capacity) {
  static const char *const names[] = {"libpcre2-8.so.0", "libpcre2-8.so", "libpcre2-8.0.dylib",
                                      "/opt/homebrew/lib/libpcre2-8.dylib", NULL};
  cs_peer *peer = calloc(1, sizeof *peer);
  if (!peer) return NULL;
  peer->library = open_any(names);
  if (!peer->library) return fail(peer, message, capacity, "libpcre2-8 is not installed");
  pcre2_code *(*compile)(const unsigned char *, size_t, uint32_t, int *, size_t *, void *) =
      dlsym(peer->library, "pcre2_compile_8");
  int (*jit)(pcre2_code *, uint32_t) = dlsym(peer->library, "pcre2_jit_compile_8");
  pcre2_match_data *(*create_match)(uint32_t, void *) = dlsym(peer->library, "pcre2_match_data_create_8");
  peer->pcre2_match_call = dlsym(peer->library, "pcre2_match_8");
  peer->pcre2_code_free = dlsym(peer->library, "pcre2_code_free_8");
  peer->pcre2_match_data_free = dlsym(peer->library, "pcre2_match_data_free_8");
  if (!compile || !jit || !create_match || !peer->pcre2_match_call || !peer->pcre2_code_free || !peer->pcre2_match_data_free)
    return fail(peer, message, capacity, "libpcre2-8 lacks a function that is needed");
  peer->match = create_match(1, NULL);
  peer->codes = calloc(count, sizeof *peer->codes);
  // With links of two bytes, as distributions build it, a compiled pattern has room for 64 KiB.
  const size_t limit = 24000;
  char *pattern = malloc(limit + 4096);
  if (!peer->match || !peer->codes || !pattern) {
    free(pattern);
    return fail(peer, message, capacity, "no memory");
  }
  size_t next = 0;
  while (next < count) {
    size_t end = 0;
    while (next < count && end < limit && lengths[next] < 1024) {
      if (end) pattern[end++] = '|';
      end += append_escaped(pattern + end, terms[next], lengths[next]);
      next++;
    }
    if (!end) {
      free(pattern);
      return fail(peer, message, capacity, "a term is too long");
    }
    int code = 0;
    size_t offset = 0;
    pcre2_code *compiled = compile((const unsigned char *)pattern, end, PCRE2_CASELESS, &code, &offset, NULL);
    if (!compiled) {
      free(pattern);
      snprintf(message, capacity, "PCRE2 refuses the alternation: error %d at %zu", code, offset);
      cs_peer_free(peer);
      return NULL;
    }
    peer->codes[peer->patterns++] = compiled;
    if (jit(compiled, PCRE2_JIT_COMPLETE) != 0) {
      free(pattern);
      return fail(peer, message, capacity, "PCRE2 cannot compile the alternation to machine code");
    }
  }
  free(pattern);
  return peer;
}

static int stop(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)id, (void)from, (void)to, (void)flags;
  *(int *)context = 1;
  return 1;
}

/// Counts the lines in which matches of a block end; matches come in the order of their ends.
struct block {
  const intptr_t *ends;
  size_t line, lines, counted;
  long long start;
  size_t flagged;
};

static int note(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
  (void)id, (void)from, (void)flags;
  struct block *block = context;
  long long end = block->start + (long long)to;
  while (block->line < block->lines && block->ends[block->line] < end) block->line++;
  if (block->counted != block->line + 1) {
    block->counted = block->line + 1;
    block->flagged++;
  }
  return 0;
}

size_t cs_peer_run(cs_peer *peer, cs_lines lines) {
  size_t flagged = 0;
  intptr_t start = 0;
  for (size_t i = 0; i < lines.lines; i++) {
    size_t length = (size_t)(lines.ends[i] - start);
    const char *line = lines.bytes + start;
    start = lines.ends[i] + 1;
    if (peer->database) {
      int found = 0;
      hs_error_t result = peer->hs_scan(peer->database, line, (unsigned)length, 0, peer->scratch, stop, &found);
      if (result != HS_SUCCESS && result != HS_SCAN_TERMINATED) return SIZE_MAX;
      flagged += (size_t)found;
    } else {
      for (size_t p = 0; p < peer->patterns; p++) {
        int result = peer->pcre2_match_call(peer->codes[p], (const unsigned char *)line, length, 0, 0, peer->match, NULL);
        if (result == PCRE2_ERROR_NOMATCH) continue;
        if (result < 0) return SIZE_MAX;
        flagged++;
        break;
      }
    }
  }
  return flagged;
}

size_t cs_peer_run_blocks(cs_peer *peer, cs_lines lines) {
  if (!peer->database) return SIZE_MAX;
  struct block block = {lines.ends, 0, lines.lines, 0, 0, 0};
  size_t line = 0;
  intptr_t start = 0;
  while (line < lines.lines) {
    while (line < lines.lines && lines.ends[line] - start < 1 << 20) line++;
    intptr_t end = line < lines.lines ? lines.ends[line++] : lines.ends[lines.lines - 1];
    block.start = start;
    if (peer->hs_scan(peer->database, lines.bytes + start, (unsigned)(end - start), 0, peer->scratch, note, &block) != HS_SUCCESS)
      return SIZE_MAX;
    start = end + 1;
  }
  return block.flagged;
}

size_t cs_peer_patterns(const cs_peer *peer) { return peer->patterns; }

void cs_peer_free(cs_peer *peer) {
  if (!peer) return;
  if (peer->scratch) peer->hs_free_scratch(peer->scratch);
  if (peer->database) peer->hs_free_database(peer->database);
  for (size_t i = 0; peer->codes && i < peer->patterns; i++) peer->pcre2_code_free(peer->codes[i]);
  if (peer->match) peer->pcre2_match_data_free(peer->match);
  free(peer->codes);
  // The library stays loaded: closing it would gain nothing.
  free(peer);
}

size_t cs_count_lines(const char *bytes, size_t count) {
  const char *position = bytes, *end = bytes + count;
  size_t lines = 0;
  while (position < end && (position = memchr(position, '\n', (size_t)(end - position)))) {
    lines++;
    position++;
  }
  return lines;
}
