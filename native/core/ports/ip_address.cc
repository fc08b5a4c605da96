#include "core/ports/ip_address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace reeve {
namespace {

constexpr std::size_t kGroups = 8;
constexpr std::size_t kIpv4Bytes = 4;
constexpr std::size_t kMappedPrefix = 12;
constexpr int kHexadecimal = 16;

using Groups = std::array<std::uint16_t, kGroups>;

Groups groups_of(const IpAddress& address) {
  Groups groups{};
  for (std::size_t at = 0; at < kGroups; ++at) {
    groups[at] = static_cast<std::uint16_t>(address.bytes[2 * at] << 8U | address.bytes[2 * at + 1]);
  }
  return groups;
}

std::string dotted(const std::uint8_t* bytes) {
  std::string text;
  for (std::size_t at = 0; at < kIpv4Bytes; ++at) text.append(at == 0 ? "" : ".").append(std::to_string(bytes[at]));
  return text;
}

struct Run {
  std::size_t first = kGroups;
  std::size_t count = 0;
};

// The first of the longest runs of zeros; a single zero is no run.
Run longest_zeros(const Groups& groups) {
  Run longest;
  Run run;
  for (std::size_t at = 0; at < kGroups; ++at) {
    run = groups[at] != 0 ? Run{} : run.count == 0 ? Run{.first = at, .count = 1} : Run{run.first, run.count + 1};
    if (run.count > longest.count) longest = run;
  }
  return longest.count > 1 ? longest : Run{};
}

void append_hex(std::string& text, std::uint16_t group) {
  std::array<char, 4> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), group, kHexadecimal).ptr;
  text.append(digits.data(), end);
}

bool parse_dotted(std::string_view text, std::uint8_t* bytes) {
  for (std::size_t at = 0; at < kIpv4Bytes; ++at) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (at + 1 == kIpv4Bytes)) return false;
    const std::string_view part = text.substr(0, dot);
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), bytes[at]);
    if (error != std::errc() || stop != part.data() + part.size()) return false;
    if (part.size() > 1 && part.front() == '0') return false;  // octal to some, decimal to others
    text.remove_prefix(dot == std::string_view::npos ? text.size() : dot + 1);
  }
  return true;
}

// Colon-separated groups, the last of which may be a dotted address. The number of groups; nullopt for anything else.
std::optional<std::size_t> parse_groups(std::string_view text, std::uint8_t* bytes) {
  if (text.empty()) return 0;
  std::size_t count = 0;
  for (;;) {
    const std::size_t colon = text.find(':');
    const std::string_view part = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && part.find('.') != std::string_view::npos) {
      if (count > kGroups - 2 || !parse_dotted(part, bytes + 2 * count)) return std::nullopt;
      return count + 2;
    }
    std::uint16_t group = 0;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), group, kHexadecimal);
    if (error != std::errc() || stop != part.data() + part.size() || part.size() > 4 || count == kGroups) {
      return std::nullopt;
    }
    bytes[2 * count] = static_cast<std::uint8_t>(group >> 8U);
    bytes[2 * count + 1] = static_cast<std::uint8_t>(group & 0xFFU);
    ++count;
    if (last) return count;
    text.remove_prefix(colon + 1);
  }
}

std::optional<IpAddress> parse_ipv6(std::string_view text) {
  IpAddress address{.family = IpFamily::ipv6};
  const std::size_t gap = text.find("::");
  if (gap == std::string_view::npos) {
    const auto count = parse_groups(text, address.bytes.data());
    return count == kGroups ? std::optional(address) : std::nullopt;
  }
  std::array<std::uint8_t, 16> tail{};
  const std::string_view before = text.substr(0, gap);
  if (before.find('.') != std::string_view::npos) return std::nullopt;
  const auto front = parse_groups(before, address.bytes.data());
  const auto back = parse_groups(text.substr(gap + 2), tail.data());
  if (!front || !back || *front + *back >= kGroups) return std::nullopt;
  std::copy_n(tail.begin(), 2 * *back, address.bytes.end() - static_cast<std::ptrdiff_t>(2 * *back));
  return address;
}

}  // namespace

std::string to_text(const IpAddress& address) {
  if (address.family == IpFamily::ipv4) return dotted(address.bytes.data());
  if (mapped_ipv4(address)) return "::ffff:" + dotted(address.bytes.data() + kMappedPrefix);
  const Groups groups = groups_of(address);
  const Run zeros = longest_zeros(groups);
  std::string text;
  for (std::size_t at = 0; at < kGroups; ++at) {
    if (at == zeros.first) {
      text += "::";
      at += zeros.count - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    append_hex(text, groups[at]);
  }
  return text;
}

std::optional<IpAddress> parse_ip_address(std::string_view text) {
  if (text.find(':') != std::string_view::npos) return parse_ipv6(text);
  IpAddress address{.family = IpFamily::ipv4};
  return parse_dotted(text, address.bytes.data()) ? std::optional(address) : std::nullopt;
}

bool is_wildcard(const IpAddress& address) {
  return std::all_of(address.bytes.begin(), address.bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

std::optional<IpAddress> mapped_ipv4(const IpAddress& address) {
  if (address.family != IpFamily::ipv6) return std::nullopt;
  const auto& bytes = address.bytes;
  const bool zeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t byte) { return byte == 0; });
  if (!zeros || bytes[10] != 0xFF || bytes[11] != 0xFF) return std::nullopt;
  IpAddress inner{.family = IpFamily::ipv4};
  std::copy_n(bytes.begin() + kMappedPrefix, kIpv4Bytes, inner.bytes.begin());
  return inner;
}

}  // namespace reeve
