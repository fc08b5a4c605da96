#include "core/base/utf8.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace reeve {
namespace {

struct Form {
  unsigned char mask;
  unsigned char lead;
  std::size_t length;
  std::uint32_t lowest;  // a smaller code point in this length is an overlong form
};

constexpr std::array<Form, 4> kForms{
    {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}}};

// Length of the well-formed sequence that starts `bytes`, 0 when there is none (RFC 3629, section 4).
std::size_t sequence_length(std::string_view bytes) {
  const auto byte_at = [&](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
  for (const Form& form : kForms) {
    if ((byte_at(0) & form.mask) != form.lead) continue;
    if (bytes.size() < form.length) return 0;
    std::uint32_t point = byte_at(0) & static_cast<unsigned char>(~form.mask);
    for (std::size_t index = 1; index < form.length; ++index) {
      if ((byte_at(index) & 0xC0) != 0x80) return 0;
      point = (point << 6) | (byte_at(index) & 0x3FU);
    }
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < form.lowest || point > 0x10FFFF || surrogate ? 0 : form.length;
  }
  return 0;
}

// How many bytes at the front are well formed. ASCII, which most are, goes by eights.
std::size_t well_formed_length(std::string_view bytes) {
  constexpr std::uint64_t kBeyondAscii = 0x8080808080808080;
  std::uint64_t eight = 0;
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (bytes.size() - at >= sizeof eight) {
      std::memcpy(&eight, bytes.data() + at, sizeof eight);
      if ((eight & kBeyondAscii) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0) break;
    at += length;
  }
  return at;
}

}  // namespace

Utf8Text to_utf8(std::string_view bytes) {
  Utf8Text result;
  result.text.reserve(bytes.size());
  for (;;) {
    const std::size_t length = well_formed_length(bytes);
    result.text.append(bytes.substr(0, length));
    if (length == bytes.size()) return result;
    result.text.append("\xEF\xBF\xBD");
    result.replaced = true;
    bytes.remove_prefix(length + 1);
  }
}

bool replace_non_utf8(std::string& bytes) {
  if (well_formed_length(bytes) == bytes.size()) return false;
  bytes = to_utf8(bytes).text;
  return true;
}

}  // namespace reeve
