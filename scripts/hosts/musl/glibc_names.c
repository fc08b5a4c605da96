/* What Debian's libstdc++ and libgcc, made for glibc, ask of a C library and musl does not have. With these they load
   into programs on musl. Only for running tests: their locale code still takes the library below for glibc. */
#define _GNU_SOURCE
#include <link.h>
#include <locale.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <time.h>

char __libc_single_threaded = 0;

uint32_t arc4random(void) {
  uint32_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number) abort();
  return number;
}

size_t __strftime_l(char* text, size_t size, const char* format, const struct tm* time, locale_t locale) {
  return strftime_l(text, size, format, time, locale);
}

unsigned long __getauxval(unsigned long type) { return getauxval(type); }

/* Destructors of thread-local objects, last one first (Itanium C++ ABI). */
struct destructor {
  void (*run)(void*);
  void* object;
  struct destructor* next;
};
static pthread_key_t destructors;
static pthread_once_t destructors_made = PTHREAD_ONCE_INIT;

static void run_destructors(void* first) {
  for (struct destructor* each = first; each != NULL; each = pthread_getspecific(destructors)) {
    pthread_setspecific(destructors, each->next);
    each->run(each->object);
    free(each);
  }
}

static void make_destructors(void) { pthread_key_create(&destructors, run_destructors); }

int __cxa_thread_atexit_impl(void (*run)(void*), void* object, void* library) {
  (void)library;
  pthread_once(&destructors_made, make_destructors);
  struct destructor* added = malloc(sizeof *added);
  if (added == NULL) return -1;
  *added = (struct destructor){run, object, pthread_getspecific(destructors)};
  return pthread_setspecific(destructors, added);
}

/* dlfcn.h of glibc 2.35: where the unwinder finds the frames of the code at an address. */
struct dl_find_object {
  unsigned long long flags;
  void* begin;
  void* end;
  struct link_map* map;
  void* frames;
  unsigned long long reserved[7];
};
struct question {
  uintptr_t address;
  struct dl_find_object* answer;
};

static int look_into(struct dl_phdr_info* library, size_t size, void* argument) {
  (void)size;
  const struct question* question = argument;
  uintptr_t begin = UINTPTR_MAX, end = 0, frames = 0;
  for (int index = 0; index < library->dlpi_phnum; ++index) {
    const ElfW(Phdr)* part = &library->dlpi_phdr[index];
    const uintptr_t at = library->dlpi_addr + part->p_vaddr;
    if (part->p_type == PT_GNU_EH_FRAME) frames = at;
    if (part->p_type != PT_LOAD) continue;
    if (at < begin) begin = at;
    if (at + part->p_memsz > end) end = at + part->p_memsz;
  }
  if (frames == 0 || question->address < begin || question->address >= end) return 0;
  *question->answer = (struct dl_find_object){.begin = (void*)begin, .end = (void*)end, .frames = (void*)frames};
  return 1;
}

int _dl_find_object(void* address, struct dl_find_object* answer) {
  struct question question = {(uintptr_t)address, answer};
  return dl_iterate_phdr(look_into, &question) == 1 ? 0 : -1;
}

/* libgcc has these under a version that musl's loader does not see. Nothing is known of the processor. */
unsigned processor[4] __asm__("__cpu_model");
int find_processor(void) __asm__("__cpu_indicator_init");
int find_processor(void) { return 0; }
