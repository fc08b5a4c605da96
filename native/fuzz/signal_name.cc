#include <csignal>

#include "core/platform.h"
#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const std::optional<int> number = platform::signal_number(text);
  if (!number) return;
  CHECK(*number >= 1 && *number <= SIGRTMAX);
  // A signal has one name, of which SIG may be left out; only SIGRTMIN+0 is a second one.
  const std::string name = platform::signal_name(*number);
  const std::string said = (text.starts_with("SIG") ? "" : "SIG") + std::string(text);
  CHECK(name == said || said == name + "+0");
  CHECK(platform::signal_number(name) == number);
}

}  // namespace reeve::fuzz
