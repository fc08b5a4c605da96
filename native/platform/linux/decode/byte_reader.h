#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace reeve::linux_decode {

// A number of the machine's own byte order at this place; nullopt beyond the end.
template <class Number>
std::optional<Number> number_at(std::string_view bytes, std::size_t place) {
  Number number = 0;
  if (place > bytes.size() || bytes.size() - place < sizeof number) return std::nullopt;
  std::memcpy(&number, bytes.data() + place, sizeof number);
  return number;
}

// A port as it goes over the network: the higher byte first.
inline std::optional<std::uint16_t> port_at(std::string_view bytes, std::size_t place) {
  if (place > bytes.size() || bytes.size() - place < 2) return std::nullopt;
  const auto high = static_cast<std::uint8_t>(bytes[place]);
  const auto low = static_cast<std::uint8_t>(bytes[place + 1]);
  return static_cast<std::uint16_t>(high << 8U | low);
}

}  // namespace reeve::linux_decode
