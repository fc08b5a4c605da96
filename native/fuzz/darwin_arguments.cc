#include <algorithm>
#include <cstring>

#include "fuzz/check.h"
#include "platform/darwin/decode/arguments.h"

namespace reeve::fuzz {
namespace {

using darwin_decode::parse_arguments;

std::string count_bytes(std::size_t count) {
  const auto number = static_cast<std::int32_t>(count);
  std::string bytes(sizeof number, '\0');
  std::memcpy(bytes.data(), &number, sizeof number);
  return bytes;
}

void check_block(std::string_view block) {
  const auto parsed = parse_arguments(block);
  if (!parsed) return;
  std::int32_t count = 0;
  std::memcpy(&count, block.data(), sizeof count);
  CHECK(parsed->arguments.size() <= static_cast<std::size_t>(count));
  std::string together;
  for (const std::string& argument : parsed->arguments) together.append(argument).push_back('\0');
  together += parsed->environment;
  // Where the block ends without one, an entry has no NUL.
  if (!parsed->environment.empty() || together.empty() || is_part_of(together, block)) {
    CHECK(is_part_of(together, block));
  } else {
    CHECK(block.ends_with(together.substr(0, together.size() - 1)));
  }
}

// The entries of the text, some as arguments and the rest as the environment, come back as what they were.
void check_entries(std::string_view text) {
  std::vector<std::string> arguments = split(text, '\0');
  arguments.insert(arguments.begin(), "argv0");
  std::string environment;
  while (arguments.size() > 3 && !arguments.back().empty()) {
    environment = arguments.back() + '\0' + environment;
    arguments.pop_back();
  }
  std::string block = count_bytes(arguments.size()) + "/path" + std::string(4, '\0');
  for (const std::string& argument : arguments) block.append(argument).push_back('\0');
  block.append(environment).append(1, '\0').append("executable_path=/path").push_back('\0');
  const auto parsed = parse_arguments(block);
  CHECK(parsed && parsed->arguments == arguments && parsed->environment == environment);
}

}  // namespace

FUZZ(text) {
  check_block(text);
  check_entries(text);
}

}  // namespace reeve::fuzz
