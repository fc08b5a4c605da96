#include "platform/darwin/kernel/stay_loaded.h"

#include <dlfcn.h>

namespace reeve::darwin_kernel {
namespace {

void* hold_own_image() {
  Dl_info own{};
  if (dladdr(reinterpret_cast<const void*>(&stay_loaded), &own) == 0) return nullptr;
  return dlopen(own.dli_fname, RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
}

}  // namespace

void stay_loaded() {
  static const void* const held = hold_own_image();  // never given back
  static_cast<void>(held);
}

}  // namespace reeve::darwin_kernel
