#pragma once

#include <napi.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace reeve::binding {

// Makes a JavaScript object of any record that has a describe() (core/records/header.h): the visitor it is given.
class RecordWriter {
 public:
  explicit RecordWriter(Napi::Env env) : env_(env), object_(Napi::Object::New(env)) {}

  template <class T>
  void operator()(const char* name, const T& value) {
    object_.Set(name, to_value(value));
  }

  template <class Record>
  static Napi::Object write(Napi::Env env, const Record& record) {
    RecordWriter writer(env);
    describe(record, writer);
    return writer.object_;
  }

 private:
  template <class T>
  Napi::Value to_value(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      return Napi::Boolean::New(env_, value);
    } else if constexpr (std::is_arithmetic_v<T>) {
      // Counts, sizes in KB and times in ms stay far below 2^53; what may not is text in the schema.
      return Napi::Number::New(env_, static_cast<double>(value));
    } else if constexpr (std::is_convertible_v<T, std::string_view>) {
      const std::string_view text(value);
      return Napi::String::New(env_, text.data(), text.size());
    } else {
      return RecordWriter::write(env_, value);
    }
  }

  template <class T>
  Napi::Value to_value(const std::optional<T>& value) {
    return value ? to_value(*value) : env_.Null();
  }

  template <class T>
  Napi::Value to_value(const std::vector<T>& values) {
    Napi::Array array = Napi::Array::New(env_, values.size());
    std::uint32_t index = 0;
    for (const T& value : values) array.Set(index++, to_value(value));
    return array;
  }

  template <class T>
  Napi::Value to_value(const std::map<std::string, T>& values) {
    Napi::Object object = Napi::Object::New(env_);
    for (const auto& [name, value] : values) object.Set(name, to_value(value));
    return object;
  }

  Napi::Env env_;
  Napi::Object object_;
};

}  // namespace reeve::binding
