#include "core/identity/identity.h"

#include <array>
#include <cstddef>

#include "core/base/number.h"
#include "core/platform.h"

namespace reeve {
namespace {

constexpr char kSeparator = ':';

bool is_lower_hex(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Sameness compare(const Identity& recorded, const Identity& current) {
  if (recorded.boot != current.boot || recorded.pid != current.pid) return Sameness::different;
  if (recorded.unique != 0 && current.unique != 0) {
    return recorded.unique == current.unique ? Sameness::same : Sameness::different;
  }
  return recorded.start == current.start ? Sameness::same : Sameness::different;
}

std::string to_text(const Identity& identity) {
  constexpr std::size_t kMostNeed = 96;
  std::string text;
  text.reserve(kMostNeed);
  text.append(platform::name());
  text.append(1, kSeparator).append(identity.boot);
  text.append(1, kSeparator).append(std::to_string(identity.pid));
  text.append(1, kSeparator).append(std::to_string(identity.start));
  text.append(1, kSeparator).append(std::to_string(identity.unique));
  return text;
}

std::optional<Identity> parse_identity(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    const std::size_t end = text.find(kSeparator);
    const bool last = index + 1 == parts.size();
    if ((end == std::string_view::npos) != last) return std::nullopt;
    parts[index] = text.substr(0, end);
    text.remove_prefix(last ? text.size() : end + 1);
  }
  if (parts[0] != platform::name() || !is_lower_hex(parts[1])) return std::nullopt;
  const auto pid = to_number<Pid>(parts[2]);
  const auto start = to_number<std::uint64_t>(parts[3]);
  const auto unique = to_number<std::uint64_t>(parts[4]);
  if (!pid || !is_pid(*pid) || !start || !unique) return std::nullopt;
  return Identity{.boot = std::string(parts[1]), .pid = *pid, .start = *start, .unique = *unique};
}

}  // namespace reeve
