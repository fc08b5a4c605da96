#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace reeve::posix {

// A job's token from that many bytes that nobody can guess.
inline constexpr std::size_t kTokenBytes = 12;

inline std::string to_token(const std::array<unsigned char, kTokenBytes>& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string token;
  for (const unsigned char byte : bytes) token.append({kDigits[byte >> 4], kDigits[byte & 0xF]});
  return token;
}

}  // namespace reeve::posix
