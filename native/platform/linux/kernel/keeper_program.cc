#include "platform/linux/kernel/keeper_program.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "core/platform.h"
#include "platform/linux/kernel/clone.h"
#include "platform/linux/kernel/keeper_channel.h"
#include "platform/linux/kernel/memory_file.h"

// keeper_image.S
extern "C" const char reeve_keeper_image[];
extern "C" const char reeve_keeper_image_end[];

namespace reeve::linux_kernel {
namespace {

constexpr char kName[] = "reeve-keeper";

// The file `reeve-keeper` beside the addon or library that this code is part of; empty when there is none that may be
// executed.
std::string keeper_file() {
  Dl_info found{};
  if (dladdr(reeve_keeper_image, &found) == 0 || found.dli_fname == nullptr) return {};
  const std::string own(found.dli_fname);
  const std::size_t slash = own.rfind('/');
  if (slash == std::string::npos) return {};
  std::string file = own.substr(0, slash + 1) + kName;
  return access(file.c_str(), X_OK) == 0 ? file : std::string();
}

// The same program from the copy that every build carries in itself, as a file in memory: for folders whose file system
// forbids execution, archives that lose the permission, and programs that link this code.
Result<UniqueHandle> keeper_in_memory() {
  return make_memory_program(
      kName, {reeve_keeper_image, static_cast<std::size_t>(reeve_keeper_image_end - reeve_keeper_image)});
}

// By what execve says of the file; what stops any child, as a limit on processes does, would stop the other way too.
bool is_files_fault(const ChildOrders& orders) {
  return orders.error != 0 && std::string_view(orders.step) == "execve";
}

Result<Pin> try_start(ChildOrders& orders) {
  Result<Pin> child = clone_child(orders, -1);
  if (!child.ok() || (orders.error == 0 && orders.stage == ChildStage::executing)) return child;
  await_end(child.value());
  const int number = orders.error != 0 ? orders.error : ECANCELED;
  return keeper_error(number, "cannot start the keeper: " + platform::error_text(number));
}

}  // namespace

Result<Pin> start_keeper(const std::string& token, const ChildOrders& passed) {
  std::string name = kName;
  std::string argument = token;
  const std::array<char*, 3> arguments{name.data(), argument.data(), nullptr};
  const std::array<char*, 1> environment{nullptr};
  const auto orders_for = [&](const char* const* candidates, int program) {
    ChildOrders orders = passed;
    orders.arguments = arguments.data();
    orders.environment = environment.data();
    orders.candidates = candidates;
    orders.program = program;
    return orders;
  };
  const std::string file = keeper_file();
  if (!file.empty()) {
    const std::array<const char*, 2> candidates{file.c_str(), nullptr};
    ChildOrders orders = orders_for(candidates.data(), -1);
    Result<Pin> started = try_start(orders);
    if (started.ok() || !is_files_fault(orders)) return started;
  }
  const Result<UniqueHandle> memory = keeper_in_memory();
  if (!memory.ok()) return memory.error();
  ChildOrders orders = orders_for(nullptr, memory.value().get());
  return try_start(orders);
}

}  // namespace reeve::linux_kernel
