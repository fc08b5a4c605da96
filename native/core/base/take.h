#pragma once

#include <algorithm>
#include <string_view>

namespace reeve {

// Takes the text up to the next `end` off the front of `rest`, and the `end` itself. Where there is none it takes all.
inline std::string_view take_until(std::string_view& rest, char end) {
  const std::string_view taken = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), taken.size() + 1));
  return taken;
}

}  // namespace reeve
