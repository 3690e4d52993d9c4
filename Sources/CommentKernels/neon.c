#include "targets.h"

#if CS_HAS_NEON_CODE
#include "neon.h"

// `bit` in its byte, behind the places of the lower bits of `value` that are set.
#define PLACE(value, bit) \
  ((value) >> (bit) & 1 ? UINT64_C(bit) << 8 * __builtin_popcount((value) & ((1u << (bit)) - 1)) : 0)
#define ROW(value)                                                                                    \
  PLACE(value, 0) | PLACE(value, 1) | PLACE(value, 2) | PLACE(value, 3) | PLACE(value, 4) | PLACE(value, 5) | \
      PLACE(value, 6) | PLACE(value, 7)
#define ROWS_4(value) ROW(value), ROW((value) + 1), ROW((value) + 2), ROW((value) + 3)
#define ROWS_16(value) ROWS_4(value), ROWS_4((value) + 4), ROWS_4((value) + 8), ROWS_4((value) + 12)
#define ROWS_64(value) ROWS_16(value), ROWS_16((value) + 16), ROWS_16((value) + 32), ROWS_16((value) + 48)

const uint64_t cs_bit_places[256] = {ROWS_64(0), ROWS_64(64), ROWS_64(128), ROWS_64(192)};
#endif
