#include "CAllocations.h"

#include <stddef.h>
#include <stdlib.h>

#if defined(__linux__) && defined(__GLIBC__)
#include <errno.h>

// glibc's own functions, under the names that it keeps for programs that replace malloc. An executable's malloc takes the place of
// the library's everywhere, the Swift runtime included.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static __thread int64_t count;

void *malloc(size_t size) {
  count++;
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  count++;
  return __libc_calloc(number, size);
}

void *realloc(void *old, size_t size) {
  count++;
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  count++;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  count++;
  void *memory = __libc_memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

int64_t cs_allocations(void) { return count; }
#else
int64_t cs_allocations(void) { return -1; }
#endif

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>

int cs_can_count_instructions(void) { return 1; }

void cs_callgrind_start(void) {
  CALLGRIND_START_INSTRUMENTATION;
  CALLGRIND_ZERO_STATS;
}

void cs_callgrind_stop(void) {
  CALLGRIND_STOP_INSTRUMENTATION;
}
#else
int cs_can_count_instructions(void) { return 0; }
void cs_callgrind_start(void) {}
void cs_callgrind_stop(void) {}
#endif
