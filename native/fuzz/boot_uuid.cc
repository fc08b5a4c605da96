#include "platform/posix/boot_uuid.h"

#include <algorithm>
#include <cctype>

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  std::string wanted;
  for (const char letter : text) {
    if (letter != '-') wanted.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(letter))));
  }
  const bool digits = std::all_of(wanted.begin(), wanted.end(), [](unsigned char each) { return std::isxdigit(each); });
  CHECK(posix::to_boot_id(text) == (digits && wanted.size() == 32 ? wanted : ""));
}

}  // namespace reeve::fuzz
