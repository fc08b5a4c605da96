#include "core/base/json_value.h"

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

std::string quoted(const std::string& text) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20 || byte == '"' || byte == '\\') {
      out.append("\\u00").append({kHex[code >> 4], kHex[code & 15]});
    } else {
      out.push_back(byte);
    }
  }
  return out + "\"";
}

std::string printed(const JsonValue& value) {
  using Kind = JsonValue::Kind;
  if (value.kind == Kind::null) return "null";
  if (value.kind == Kind::boolean) return value.flag ? "true" : "false";
  if (value.kind == Kind::number) return value.text;
  if (value.kind == Kind::text) return quoted(value.text);
  const bool object = value.kind == Kind::object;
  CHECK(value.names.size() == (object ? value.items.size() : 0));
  std::string out = object ? "{" : "[";
  for (std::size_t index = 0; index < value.items.size(); ++index) {
    if (index > 0) out += ",";
    if (object) out += quoted(value.names[index]) + ":";
    out += printed(value.items[index]);
  }
  return out + (object ? "}" : "]");
}

}  // namespace

// What was read and is written again is read as the same.
FUZZ(text) {
  const Result<JsonValue> value = parse_json(text);
  if (!value.ok()) {
    CHECK(value.error().code == code::kInvalidArgument && !value.error().detail.empty());
    return;
  }
  const std::string once = printed(value.value());
  const Result<JsonValue> again = parse_json(once);
  CHECK(again.ok() && printed(again.value()) == once);
  if (value.value().whole()) CHECK(says(value.value().text, *value.value().whole()));
  for (const std::string& name : value.value().names) CHECK(value.value().at(name) != nullptr);
}

}  // namespace reeve::fuzz
