#pragma once

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "c_api/exported.h"
#include "core/base/result.h"

namespace reeve::c_api {

// A caller may have been compiled with an older or a newer header. What an older one lacks is not given, and what we
// don't know of a newer one must be nought: it asks for nothing then. So a field that is added begins behind the size of
// the last version, never in the padding at its end, which says nothing.
template <class Config>
Result<Config> copy_known(const Config* given, const Config& defaults) {
  constexpr std::size_t kLargest = 65536;
  if (given == nullptr) return invalid_argument("an argument is NULL that must not be");
  const std::size_t size = given->size;
  if (size < sizeof given->size || size > kLargest) {
    return invalid_argument("a config does not say its size: begin with the function that makes its defaults");
  }
  const char* const bytes = reinterpret_cast<const char*>(given);
  const char* const end = bytes + size;
  const char* const unknown = bytes + std::min(size, sizeof(Config));
  if (std::any_of(unknown, end, [](char byte) { return byte != 0; })) {
    return unsupported("a config has fields that this version of the library does not know");
  }
  Config known = defaults;
  std::memcpy(&known, given, std::min(size, sizeof(Config)));
  return known;
}

// The same of a struct for which NULL means the defaults.
template <class Config>
Result<Config> copy_known_or(const Config* given, const Config& defaults) {
  return copy_known(given == nullptr ? &defaults : given, defaults);
}

inline std::optional<std::string> text_of(const char* text) {
  return text ? std::optional<std::string>(text) : std::nullopt;
}

inline std::vector<std::string> texts_of(const char* const* list) {
  std::vector<std::string> texts;
  for (; list != nullptr && *list != nullptr; ++list) texts.emplace_back(*list);
  return texts;
}

template <class Number>
Status read_number(const char* name, std::int64_t given, std::optional<Number>& number) {
  if (given == REEVE_NOT_GIVEN) return Done{};
  if (!std::in_range<Number>(given)) {
    return invalid_argument(std::string(name) + " is out of range: " + std::to_string(given));
  }
  number = static_cast<Number>(given);
  return Done{};
}

}  // namespace reeve::c_api
