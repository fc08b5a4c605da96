#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace reeve {

// The number whose text this is, as std::to_string writes it. nullopt for anything else: nothing may stand before or
// behind it, no zero leads it, and it fits.
template <class Number>
std::optional<Number> to_number(std::string_view text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.starts_with('0') && text.size() > 1) return std::nullopt;
  return number;
}

}  // namespace reeve
