#include "platform/posix/boot_uuid.h"

#include <cstddef>

namespace reeve::posix {
namespace {

constexpr std::size_t kDigits = 32;

}  // namespace

std::string to_boot_id(std::string_view uuid) {
  std::string id;
  for (const char letter : uuid) {
    if (letter == '-') continue;
    const bool upper = letter >= 'A' && letter <= 'F';
    const bool lower = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    if (!upper && !lower) return {};
    id.push_back(upper ? static_cast<char>(letter - 'A' + 'a') : letter);
  }
  return id.size() == kDigits ? id : std::string();
}

}  // namespace reeve::posix
