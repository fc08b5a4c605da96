#include "core/base/utf8.h"

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The table of well-formed sequences, RFC 3629 section 4: what the first byte may be, and the second after it.
struct Sequence {
  unsigned char first_least, first_most, second_least, second_most;
  std::size_t length;
};

constexpr Sequence kSequences[] = {
    {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
    {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
    {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4}};

std::size_t length_at(std::string_view text, std::size_t at) {
  const auto within = [&](std::size_t index, unsigned char least, unsigned char most) {
    const auto byte = static_cast<unsigned char>(text[at + index]);
    return byte >= least && byte <= most;
  };
  for (const Sequence& sequence : kSequences) {
    if (at + sequence.length > text.size() || !within(0, sequence.first_least, sequence.first_most)) continue;
    bool formed = sequence.length == 1 || within(1, sequence.second_least, sequence.second_most);
    for (std::size_t index = 2; index < sequence.length; ++index) formed = formed && within(index, 0x80, 0xBF);
    if (formed) return sequence.length;
  }
  return 0;
}

}  // namespace

FUZZ(text) {
  std::string wanted;
  bool replaced = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = length_at(text, at);
    wanted += length == 0 ? kReplacement : text.substr(at, length);
    replaced |= length == 0;
    at += length == 0 ? 1 : length;
  }
  const Utf8Text result = to_utf8(text);
  CHECK(result.text == wanted && result.replaced == replaced);
  const Utf8Text again = to_utf8(result.text);
  CHECK(again.text == result.text && !again.replaced);
  std::string in_place(text);
  CHECK(replace_non_utf8(in_place) == replaced && in_place == wanted);
}

}  // namespace reeve::fuzz
