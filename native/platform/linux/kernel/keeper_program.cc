#include "platform/linux/kernel/keeper_program.h"

#include <dlfcn.h>
#include <unistd.h>

#include "platform/linux/kernel/memory_file.h"

// keeper_image.S
extern "C" const char reeve_keeper_image[];
extern "C" const char reeve_keeper_image_end[];

namespace reeve::linux_kernel {
namespace {

constexpr char kName[] = "reeve-keeper";

}  // namespace

std::string keeper_file() {
  Dl_info found{};
  if (dladdr(reeve_keeper_image, &found) == 0 || found.dli_fname == nullptr) return {};
  const std::string own(found.dli_fname);
  const std::size_t slash = own.rfind('/');
  if (slash == std::string::npos) return {};
  std::string file = own.substr(0, slash + 1) + kName;
  return access(file.c_str(), X_OK) == 0 ? file : std::string();
}

Result<UniqueHandle> keeper_in_memory() {
  return make_memory_program(
      kName, {reeve_keeper_image, static_cast<std::size_t>(reeve_keeper_image_end - reeve_keeper_image)});
}

}  // namespace reeve::linux_kernel
