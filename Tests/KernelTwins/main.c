// Compares the kernels of Sources/CommentKernels with the portable one, bit for bit: Tests/kernel-twins builds and runs it.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "twins.h"

static uint64_t state;

uint64_t next_random(void) {
  state += UINT64_C(0x9E3779B97F4A7C15);
  uint64_t mixed = (state ^ state >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94D049BB133111EB);
  return mixed ^ mixed >> 31;
}

struct fenced make_fenced(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE), inner = (size + page - 1) / page * page;
  uint8_t *memory = mmap(NULL, inner + 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || mprotect(memory, page, PROT_NONE) != 0 ||
      mprotect(memory + page + inner, page, PROT_NONE) != 0) {
    perror("kernel-twins: memory");
    exit(2);
  }
  return (struct fenced){memory + page, memory + page + inner};
}

uint64_t flaw_count;
struct tally tally;

static const char *const names[cs_kernel_count] = {"portable", "avx2", "avx512", "neon"};

void note_flaw(enum cs_kernel kernel, const char *what, const uint8_t *text, size_t count) {
  if (flaw_count++ >= 20) return;
  printf("FLAW %s: %s; %zu bytes:", names[kernel], what, count);
  for (size_t index = 0; index < count && index < 300; index++) printf(" %02x", text[index]);
  putchar('\n');
}

size_t make_text(uint8_t *text) {
  static const char *const alphabets[] = {
      "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789      ", "etaoin shrdlu ETAOIN.,", "asASzZ5 .,!?'\"-", "aA1 *_-.#?&%!@$+|(<)\t\n",
      "ab ", "aaaaaaaaaaaaaa b"};
  enum { alphabet_count = sizeof alphabets / sizeof *alphabets };
  static const uint32_t lengths[] = {12, 70, 140, 301, 301, 700, longest_text};
  size_t length = below(lengths[below(one_in(8) ? 7 : 5)] + 1);
  uint32_t kind = below(alphabet_count + 2);
  for (size_t index = 0; index < length; index++) {
    if (kind < alphabet_count) {
      text[index] = (uint8_t)alphabets[kind][below((uint32_t)strlen(alphabets[kind]))];
    } else {
      text[index] = (uint8_t)below(kind == alphabet_count ? 256 : 128);
    }
  }
  // A byte that does not belong there: NUL, a control, a high one, a symbol.
  if (length > 0 && one_in(4)) text[below((uint32_t)length)] = (uint8_t)below(256);
  return length;
}

void compare_lowered(const uint8_t *text, size_t count) {
  static struct fenced copy;
  if (copy.start == NULL) copy = make_fenced(longest_text);
  uint8_t *to = copy.end - count;
  cs_lower(to, text, count);
  for (size_t index = 0; index < count; index++) {
    uint8_t byte = text[index], wanted = byte >= 'A' && byte <= 'Z' ? byte + 32 : byte;
    if (to[index] != wanted) {
      note_flaw(cs_best_kernel(), "cs_lower", text, count);
      break;
    }
  }
  tally.lowered++;
}

// Puts a text at the end of readable memory, and at its start, and compares all that is said of it.
static void compare(const uint8_t *text, size_t count, const struct cs_sieve *sieves, size_t sieve_count) {
  static struct fenced memory;
  if (memory.start == NULL) memory = make_fenced(longest_text);
  for (int place = 0; place < 2; place++) {
    uint8_t *there = place == 0 ? memory.end - count : memory.start;
    memcpy(there, text, count);
    compare_screens(there, count);
    if (place == 0) {
      compare_lowered(there, count);
      compare_json(there, count);
    }
  }
  compare_sieves(text, count, make_sieve(text, count));
  for (size_t index = 0; index < sieve_count; index++) compare_sieves(text, count, sieves + index);
}

static void compare_file(const char *path, const struct cs_sieve *sieves, size_t sieve_count) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  while ((length = getline(&line, &room, file)) >= 0) {
    if (length > 0 && line[length - 1] == '\n') length--;
    compare((const uint8_t *)line, length > longest_text ? longest_text : (size_t)length, sieves, sieve_count);
  }
  free(line);
  fclose(file);
}

static void expect(const char *what, uint64_t found, uint64_t least) {
  if (found >= least) return;
  printf("FLAW only %llu %s, wanted %llu: the test says nothing\n", (unsigned long long)found, what, (unsigned long long)least);
  flaw_count++;
}

int main(int count, char **arguments) {
  uint64_t seed = (uint64_t)time(NULL) * 1000 + (uint64_t)getpid() % 1000;
  uint32_t rounds = 3000;
  struct cs_sieve sieves[16];
  size_t sieve_count = 0;
  int index = 1;
  for (; index + 1 < count && arguments[index][0] == '-'; index += 2) {
    if (strcmp(arguments[index], "--seed") == 0)
      seed = strtoull(arguments[index + 1], NULL, 10);
    else if (strcmp(arguments[index], "--rounds") == 0)
      rounds = (uint32_t)strtoul(arguments[index + 1], NULL, 10);
    else if (strcmp(arguments[index], "--pack") == 0)
      sieve_count = read_sieves(arguments[index + 1], sieves, sizeof sieves / sizeof *sieves);
    else
      break;
  }
  if (index < count && arguments[index][0] == '-') {
    fprintf(stderr, "usage: kernel-twins native|aarch64 [--seed N] [--rounds N] [--pack FILE] [FILE…]\n");
    return 2;
  }
  state = seed;
  printf("kernel-twins: seed %llu, %u rounds, %zu sieves of a pack; portable against", (unsigned long long)seed, rounds, sieve_count);
  bool has_twin = false;
  for (int kernel = 1; kernel < cs_kernel_count; kernel++) {
    if (!cs_has_kernel((enum cs_kernel)kernel)) continue;
    printf(" %s", names[kernel]);
    has_twin = true;
  }
  puts(has_twin ? "" : " nothing: the processor has no other kernel");
  if (!has_twin) return 77;
  fflush(stdout);

  make_classes();
  compare_screens_at_all_lengths();
  uint8_t *text = malloc(longest_text);
  for (uint32_t round = 0; round < rounds; round++) {
    if (round % 32 == 0) make_classes();
    size_t length = make_text(text);
    compare(text, length, sieves, round % 8 == 0 ? sieve_count : 0);
  }
  for (; index < count; index++) compare_file(arguments[index], sieves, sieve_count);
  free(text);

  printf("kernel-twins: %llu texts screened, %llu of them plain, %llu with a symbol that is read, %llu places that hold letters; %llu places "
         "sieved in %llu scans, %llu suspicions; %llu lines walked, %llu well formed; %llu texts made small; %llu flaws\n",
         (unsigned long long)tally.screened, (unsigned long long)tally.plain, (unsigned long long)tally.read_symbols,
         (unsigned long long)tally.holding, (unsigned long long)tally.places, (unsigned long long)tally.scans,
         (unsigned long long)tally.suspicious, (unsigned long long)tally.lines, (unsigned long long)tally.good_lines,
         (unsigned long long)tally.lowered, (unsigned long long)flaw_count);
  expect("plain texts", tally.plain, rounds / 2);
  expect("texts with a symbol that is read", tally.read_symbols, rounds / 40);
  expect("places that hold letters", tally.holding, rounds);
  expect("suspicions", tally.suspicious, rounds);
  expect("well-formed lines", tally.good_lines, rounds / 8);
  return flaw_count == 0 ? 0 : 1;
}
