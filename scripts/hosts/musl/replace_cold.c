/* std::string::_M_replace_cold(char *at, size_t old_size, const char *from, size_t size, size_t rest) const, which newer
   headers call out of line and libstdc++ before 13 does not have: replaces `old_size` bytes at `at`, which `rest` bytes
   follow, by `size` bytes that may lie anywhere in the same string. */
#include <stdlib.h>
#include <string.h>

void replace_cold(void* self, char* at, size_t old_size, const char* from, size_t size, size_t rest) __asm__(
    "_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE15_M_replace_coldEPcmPKcmm");

void replace_cold(void* self, char* at, size_t old_size, const char* from, size_t size, size_t rest) {
  (void)self;
  char* kept = malloc(size + 1);
  if (kept == NULL) abort();
  memcpy(kept, from, size);
  memmove(at + size, at + old_size, rest);
  memcpy(at, kept, size);
  free(kept);
}
