#include "platform/linux/decode/folder_name.h"

#include <algorithm>
#include <cstdint>

#include "core/base/number.h"
#include "core/base/take.h"
#include "platform/linux/decode/pids.h"

namespace reeve::linux_decode {
namespace {

constexpr std::string_view kFolderName = "reeve-";

}  // namespace

std::string folder_prefix(const FolderMaker& maker) {
  return std::string(kFolderName).append(std::to_string(maker.pid)).append("-").append(maker.pid_namespace).append("-");
}

std::optional<FolderMaker> parse_folder_name(std::string_view name) {
  if (!name.starts_with(kFolderName) || std::count(name.begin(), name.end(), '-') < 3) return std::nullopt;
  name.remove_prefix(kFolderName.size());
  const std::optional<Pid> pid = parse_pid(take_until(name, '-'));
  const std::string_view pid_namespace = take_until(name, '-');
  if (!pid || !to_number<std::uint64_t>(pid_namespace)) return std::nullopt;
  return FolderMaker{.pid = *pid, .pid_namespace = pid_namespace};
}

}  // namespace reeve::linux_decode
