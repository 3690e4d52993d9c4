// The ways to screen and to sieve: one for each instruction set that has a use here. All give the same, bit for bit.

#ifndef COMMENT_KERNELS_KERNEL_H
#define COMMENT_KERNELS_KERNEL_H

#include <stdbool.h>

// avx2 needs BMI2 too; avx512 needs VBMI and VBMI2, as AMD's processors have from Zen 4 on and Intel's from Ice Lake on. Every AArch64 processor
// has neon.
enum cs_kernel {
  cs_kernel_portable = 0,
  cs_kernel_avx2 = 1,
  cs_kernel_avx512 = 2,
  cs_kernel_neon = 3,
  cs_kernel_count = 4
};

// The fastest kernel that this processor has; and whether it has one: what it has not must not be asked for.
enum cs_kernel cs_best_kernel(void);
bool cs_has_kernel(enum cs_kernel kernel);

#endif
