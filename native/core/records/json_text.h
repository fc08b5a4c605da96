#pragma once

#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace reeve {

// Makes JSON text of any record that has a describe() (core/records/header.h): the visitor it is given. Texts are UTF-8
// already.
class JsonText {
 public:
  template <class Record>
  static std::string write(const Record& record) {
    JsonText writer;
    writer.append_record(record);
    return std::move(writer.text_);
  }

  template <class T>
  void operator()(const char* name, const T& value) {
    if (text_.back() != '{') text_.push_back(',');
    append_text(name);
    text_.push_back(':');
    append(value);
  }

 private:
  template <class T>
  void append(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      text_.append(value ? "true" : "false");
    } else if constexpr (std::is_arithmetic_v<T>) {
      char digits[32];
      const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
      text_.append(digits, end);
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
      append_text(value);
    } else {
      append_record(value);
    }
  }

  template <class T>
  void append(const std::optional<T>& value) {
    if (value) {
      append(*value);
    } else {
      text_.append("null");
    }
  }

  template <class T>
  void append(const std::vector<T>& values) {
    text_.push_back('[');
    for (const T& value : values) {
      if (text_.back() != '[') text_.push_back(',');
      append(value);
    }
    text_.push_back(']');
  }

  template <class T>
  void append(const std::map<std::string, T>& values) {
    text_.push_back('{');
    for (const auto& [name, value] : values) (*this)(name.c_str(), value);
    text_.push_back('}');
  }

  template <class Record>
  void append_record(const Record& record) {
    text_.push_back('{');
    describe(record, *this);
    text_.push_back('}');
  }

  void append_text(std::string_view text);

  std::string text_;
};

}  // namespace reeve
