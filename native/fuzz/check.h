#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/take.h"

// The fuzzers' frame: FUZZ(text) { CHECK(...); } is called with one text after another. A check that does not hold ends
// the program, and libFuzzer keeps the text.
namespace reeve::fuzz {

// The text's lines, of which the last one keeps all that is left: for parsers that take more than one thing.
template <std::size_t count>
std::array<std::string_view, count> parts_of(std::string_view text) {
  std::array<std::string_view, count> parts;
  for (std::size_t index = 0; index + 1 < count; ++index) parts[index] = take_until(text, '\n');
  parts.back() = text;
  return parts;
}

// Everything between one `end` and the next, said once more and as simply as can be.
inline std::vector<std::string> split(std::string_view text, char end) {
  std::vector<std::string> all(1);
  for (const char letter : text) {
    if (letter == end) {
      all.emplace_back();
    } else {
      all.back().push_back(letter);
    }
  }
  return all;
}

// Whether the text is this number in decimal digits.
template <class Number>
bool says(std::string_view text, Number number) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
  return (negative && text != "0" ? "-" : "") + std::string(text) == std::to_string(number);
}

inline bool is_part_of(std::string_view part, std::string_view text) {
  return text.find(part) != std::string_view::npos;
}

inline void check(bool condition, const char* file, int line, const char* text) {
  if (condition) return;
  std::fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, text);
  std::abort();
}

}  // namespace reeve::fuzz

#define CHECK(condition) ::reeve::fuzz::check((condition), __FILE__, __LINE__, #condition)
#define FUZZ(text)                                                                     \
  static void try_text(std::string_view text);                                         \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) { \
    try_text({reinterpret_cast<const char*>(bytes), size});                            \
    return 0;                                                                          \
  }                                                                                    \
  static void try_text(std::string_view text)
