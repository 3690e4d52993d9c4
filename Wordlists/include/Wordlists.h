/// The default pack's files, embedded into the program as they are.
///
/// `embedded.c` is written by the script `embed` in this folder.

#ifndef COMMENT_SAFETY_WORDLISTS_H
#define COMMENT_SAFETY_WORDLISTS_H

#include <stddef.h>

/// One embedded file.
struct cs_embedded_file {
  /// The path below `Wordlists`, such as `terms/en/profanity.txt`.
  const char *name;
  /// The file's bytes. A NUL that is not counted follows them.
  const unsigned char *bytes;
  /// Bytes of the file.
  size_t length;
};

/// Every embedded file, in the order of the names' bytes.
extern const struct cs_embedded_file cs_wordlists[];
extern const size_t cs_wordlists_count;

/// The file at an index below `cs_wordlists_count`. Swift does not import arrays of unknown length.
static inline const struct cs_embedded_file *cs_wordlist_at(size_t index) {
  return &cs_wordlists[index];
}

#endif
