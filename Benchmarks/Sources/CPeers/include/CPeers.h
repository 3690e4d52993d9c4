// Other engines in C, found at run time: the package builds and runs without them.

#ifndef CPEERS_H
#define CPEERS_H

#include <stddef.h>
#include <stdint.h>

/// Lines of text: all bytes, and where each line ends before its line feed.
typedef struct {
  const char *_Nonnull bytes;
  size_t count;
  const intptr_t *_Nonnull ends;
  size_t lines;
} cs_lines;

/// A compiled engine.
typedef struct cs_peer cs_peer;

/// Vectorscan or Hyperscan with plain literals, ASCII letters of both cases alike.
/// Returns null and a message if the library is missing or refuses a term.
cs_peer *_Nullable cs_vectorscan_create(const char *_Nonnull const *_Nonnull terms,
                                        const size_t *_Nonnull lengths, size_t count,
                                        char *_Nonnull message, size_t capacity);

/// PCRE2 with JIT: alternations of the terms, as few as the library's limit on a pattern's size allows.
cs_peer *_Nullable cs_pcre2_create(const char *_Nonnull const *_Nonnull terms,
                                   const size_t *_Nonnull lengths, size_t count,
                                   char *_Nonnull message, size_t capacity);

/// One call for each line. Returns the number of lines with a match, or SIZE_MAX if the engine failed.
size_t cs_peer_run(cs_peer *_Nonnull peer, cs_lines lines);

/// One call for each megabyte or so of whole lines. Returns the number of lines in which a match ends.
size_t cs_peer_run_blocks(cs_peer *_Nonnull peer, cs_lines lines);

/// Patterns that the engine was compiled to.
size_t cs_peer_patterns(const cs_peer *_Nonnull peer);

void cs_peer_free(cs_peer *_Nullable peer);

/// Line feeds, found one after the other by memchr.
size_t cs_count_lines(const char *_Nonnull bytes, size_t count);

#endif
