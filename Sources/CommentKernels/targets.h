// Which instruction sets the compiler can be asked for here. Whether the processor has them is told at run time: see dispatch.c.

#ifndef CS_TARGETS_H
#define CS_TARGETS_H

#if defined(__x86_64__)
#include <immintrin.h>
#define CS_HAS_X86_CODE 1
#define CS_AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))
#define CS_AVX512 \
  __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,popcnt")))
#else
#define CS_HAS_X86_CODE 0
#endif

// Little-endian, as all systems are that Swift runs on: the kernels take bytes of a register for bits of a word.
#if defined(__aarch64__) && defined(__ARM_NEON) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#include <arm_neon.h>
#define CS_HAS_NEON_CODE 1
#else
#define CS_HAS_NEON_CODE 0
#endif

#define CS_INLINED __attribute__((always_inline)) static inline

#endif
