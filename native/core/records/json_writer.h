#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/base/json_text.h"

namespace reeve {

// An array whose items were written already, one by one, with commas between them.
struct JsonItems {
  std::string text{};
};

// Makes JSON text of any record that has a describe() (core/records/header.h): the visitor it is given. The text is
// ASCII: whatever is not is escaped.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    put_name(name);
    put(value);
  }

  template <class Record>
  static std::string text_of(const Record& record) {
    std::string text;
    write(text, record);
    return text;
  }
  // Appends the record's text.
  template <class Record>
  static void write(std::string& out, const Record& record) {
    JsonWriter writer(out);
    describe(record, writer);
    out += writer.first_ ? "{}" : "}";
  }

 private:
  // One of ours: nothing to escape. In one go, as names are most of a record's text.
  void put_name(std::string_view name) {
    constexpr std::string_view kEnd = "\":";
    const std::size_t begin = out_.size();
    out_.resize(begin + 2 + name.size() + kEnd.size());
    char* to = out_.data() + begin;
    *to++ = first_ ? '{' : ',';
    *to++ = '"';
    to = std::copy(name.begin(), name.end(), to);
    std::copy(kEnd.begin(), kEnd.end(), to);
    first_ = false;
  }

  template <class T>
  void put(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      out_ += value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
      put_number(value);
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
      append_json_text(out_, std::string_view(value));
    } else if constexpr (std::is_same_v<T, JsonItems>) {
      out_.append("[").append(value.text).append("]");
    } else {
      write(out_, value);
    }
  }

  template <class T>
  void put_number(T value) {
    if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(value)) {
        out_ += "null";
        return;
      }
    }
    std::array<char, 32> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
  }

  template <class T>
  void put(const std::optional<T>& value) {
    if (value) {
      put(*value);
    } else {
      out_ += "null";
    }
  }

  template <class T>
  void put(const std::vector<T>& values) {
    out_ += '[';
    const char* comma = "";
    for (const T& value : values) {
      out_ += comma;
      put(value);
      comma = ",";
    }
    out_ += ']';
  }

  template <class T>
  void put(const std::map<std::string, T>& values) {
    out_ += '{';
    const char* comma = "";
    for (const auto& [name, value] : values) {
      out_ += comma;
      append_json_text(out_, name);
      out_ += ':';
      put(value);
      comma = ",";
    }
    out_ += '}';
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace reeve
