#include "platform/darwin/decode/arguments.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "core/base/take.h"

namespace reeve::darwin_decode {
namespace {

std::string_view environment_of(std::string_view rest) {
  const std::string_view all = rest;
  while (!rest.empty() && rest.front() != '\0') take_until(rest, '\0');
  return all.substr(0, all.size() - rest.size());
}

}  // namespace

std::optional<ProcessArguments> parse_arguments(std::string_view block) {
  std::int32_t count = 0;
  if (block.size() <= sizeof count) return std::nullopt;
  std::memcpy(&count, block.data(), sizeof count);
  block.remove_prefix(sizeof count);
  if (count < 0 || block.find('\0') == std::string_view::npos) return std::nullopt;
  take_until(block, '\0');  // the program's path
  block.remove_prefix(std::min(block.size(), block.find_first_not_of('\0')));
  ProcessArguments parsed;
  for (std::int32_t index = 0; index < count && !block.empty(); ++index) {
    parsed.arguments.emplace_back(take_until(block, '\0'));
  }
  parsed.environment = environment_of(block);
  return parsed;
}

}  // namespace reeve::darwin_decode
