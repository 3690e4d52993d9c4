// Which kernel the processor has, and the choice between them.

#include "screen_shared.h"
#include "sieve_shared.h"

bool cs_has_kernel(enum cs_kernel kernel) {
#if CS_HAS_X86_CODE
  __builtin_cpu_init();
  bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
                  __builtin_cpu_supports("popcnt");
  if (kernel == cs_kernel_avx2) return has_avx2;
  if (kernel == cs_kernel_avx512)
    return has_avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
#endif
#if CS_HAS_NEON_CODE
  if (kernel == cs_kernel_neon) return true;
#endif
  return kernel == cs_kernel_portable;
}

enum cs_kernel cs_best_kernel(void) {
  int kernel = cs_kernel_count - 1;
  while (!cs_has_kernel((enum cs_kernel)kernel)) kernel--;
  return (enum cs_kernel)kernel;
}

static inline bool screen(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                          const uint8_t *symbols, enum cs_kernel kernel) {
#if CS_HAS_X86_CODE
  if (kernel == cs_kernel_avx512) return cs_screen_avx512(out, bytes, count, classes, symbols);
  if (kernel == cs_kernel_avx2) return cs_screen_avx2(out, bytes, count, classes, symbols);
#endif
#if CS_HAS_NEON_CODE
  if (kernel == cs_kernel_neon) return cs_screen_neon(out, bytes, count, classes, symbols);
#endif
  return cs_screen_portable(out, bytes, count, classes, symbols);
}

bool cs_screen_run(struct cs_screen *out, const uint8_t *bytes, size_t count, const uint8_t *classes,
                   const uint8_t *symbols, enum cs_kernel kernel) {
  if (count > cs_screen_limit) return false;
  out->kernel = kernel;
  if (!screen(out, bytes, count, classes, symbols, kernel)) return false;
  // What sieves read past the skeleton's end.
  memset(out->skeleton + out->skeleton_count, 0, 32);
  return true;
}

size_t cs_sieve_scan(const struct cs_sieve *sieve, const uint8_t *skeleton, const uint64_t *ends,
                     const uint32_t *positions, size_t first, size_t count, struct cs_suspicion *found,
                     enum cs_kernel kernel) {
#if CS_HAS_X86_CODE
  if (kernel == cs_kernel_avx512) return cs_sieve_avx512(sieve, skeleton, ends, positions, first, count, found);
  if (kernel == cs_kernel_avx2) return cs_sieve_avx2(sieve, skeleton, ends, positions, first, count, found);
#endif
#if CS_HAS_NEON_CODE
  if (kernel == cs_kernel_neon) return cs_sieve_neon(sieve, skeleton, ends, positions, first, count, found);
#endif
  return cs_sieve_portable(sieve, skeleton, ends, positions, first, count, found);
}
