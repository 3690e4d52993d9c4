// Counts what a thread allocates, by standing in for malloc; and marks what callgrind counts.

#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

/// Calls of malloc, calloc, realloc and their kin by this thread since it began, or -1 where they cannot be counted.
int64_t cs_allocations(void);

/// Whether callgrind can be told when to count: its header was there when this was built.
int cs_can_count_instructions(void);

/// From here on callgrind counts instructions.
void cs_callgrind_start(void);

/// From here on it does not.
void cs_callgrind_stop(void);

#endif
