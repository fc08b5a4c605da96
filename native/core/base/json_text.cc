#include "core/base/json_text.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace reeve {
namespace {

constexpr unsigned char kFirstPrintable = 0x20;
constexpr unsigned char kFirstBeyondAscii = 0x7F;

// Whether a byte stands in JSON text as it is.
constexpr auto kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = kFirstPrintable; byte < kFirstBeyondAscii; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

constexpr std::uint32_t kReplacement = 0xFFFD;
constexpr std::uint32_t kFirstPair = 0x10000;

void append_unit(std::string& out, std::uint32_t unit) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> static_cast<unsigned>(shift)) & 0xFU];
}

void append_point(std::string& out, std::uint32_t point) {
  if (point < kFirstPair) return append_unit(out, point);
  append_unit(out, 0xD800U + ((point - kFirstPair) >> 10U));
  append_unit(out, 0xDC00U + ((point - kFirstPair) & 0x3FFU));
}

// The code point at the front, which is taken away; one byte for what is no UTF-8.
std::uint32_t take_point(std::string_view& text) {
  struct Form {
    unsigned char mask, lead;
    std::size_t length;
    std::uint32_t lowest;
  };
  constexpr std::array<Form, 3> kForms{{{0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}}};
  const auto byte_at = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  for (const Form& form : kForms) {
    if ((byte_at(0) & form.mask) != form.lead || text.size() < form.length) continue;
    std::uint32_t point = byte_at(0) & static_cast<unsigned char>(~form.mask);
    bool whole = true;
    for (std::size_t index = 1; index < form.length; ++index) {
      whole = whole && (byte_at(index) & 0xC0) == 0x80;
      point = (point << 6U) | (byte_at(index) & 0x3FU);
    }
    if (!whole || point < form.lowest || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) break;
    text.remove_prefix(form.length);
    return point;
  }
  text.remove_prefix(1);
  return kReplacement;
}

}  // namespace

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && kPlain[static_cast<unsigned char>(text[plain])]) ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text.front();
      text.remove_prefix(1);
    } else if (byte <= kFirstBeyondAscii) {
      append_unit(out, byte);
      text.remove_prefix(1);
    } else {
      append_point(out, take_point(text));
    }
  }
  out += '"';
}

}  // namespace reeve
