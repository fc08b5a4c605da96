#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace reeve {

// One value of a JSON text, and what is inside of it.
struct JsonValue {
  enum class Kind { null, boolean, number, text, array, object };

  Kind kind = Kind::null;
  bool flag = false;
  std::string text{};                // a text, in UTF-8; of a number, how it was written
  std::vector<std::string> names{};  // an object's, in the order of its items; none stands there twice
  std::vector<JsonValue> items{};    // an array's or an object's

  // nullptr: this is no object, or has no such name.
  [[nodiscard]] const JsonValue* at(std::string_view name) const;
  // nullopt: this is no whole number, is written as a fraction or with an exponent, or does not fit.
  [[nodiscard]] std::optional<std::int64_t> whole() const;
};

// How deep values may stand inside of each other: the parser goes as deep into its stack.
inline constexpr int kJsonDeepest = 64;

// Reads a text that reeve or somebody else wrote, as RFC 8259 has it and no more liberally: one value, in UTF-8, with
// nothing but blanks around it. ERR_INVALID_ARG, with the place, for everything else, and for a name that stands twice in
// an object, of which readers take one or the other.
Result<JsonValue> parse_json(std::string_view text);

}  // namespace reeve
