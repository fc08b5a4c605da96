#include "platform/linux/decode/folder_name.h"

#include <charconv>

#include "core/base/take.h"

namespace reeve::linux_decode {
namespace {

constexpr std::string_view kFolderName = "reeve-";

}  // namespace

std::string folder_prefix(const FolderMaker& maker) {
  return std::string(kFolderName).append(std::to_string(maker.pid)).append("-").append(maker.pid_namespace).append("-");
}

std::optional<FolderMaker> parse_folder_name(std::string_view name) {
  if (!name.starts_with(kFolderName)) return std::nullopt;
  FolderMaker maker;
  const auto parsed = std::from_chars(name.data() + kFolderName.size(), name.data() + name.size(), maker.pid);
  std::string_view rest(parsed.ptr, static_cast<std::size_t>(name.data() + name.size() - parsed.ptr));
  if (parsed.ec != std::errc() || !is_pid(maker.pid) || !rest.starts_with("-")) return std::nullopt;
  rest.remove_prefix(1);
  if (rest.find('-') == std::string_view::npos) return std::nullopt;
  maker.pid_namespace = take_until(rest, '-');
  return maker;
}

}  // namespace reeve::linux_decode
