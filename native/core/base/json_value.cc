#include "core/base/json_value.h"

#include <algorithm>
#include <charconv>

#include "core/base/number.h"
#include "core/base/utf8.h"

namespace reeve {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

void append_utf8(std::string& out, std::uint32_t point) {
  const auto add = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xc0 | point >> 6);
    add(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    add(0xe0 | point >> 12);
    add(0x80 | (point >> 6 & 0x3f));
    add(0x80 | (point & 0x3f));
  } else {
    add(0xf0 | point >> 18);
    add(0x80 | (point >> 12 & 0x3f));
    add(0x80 | (point >> 6 & 0x3f));
    add(0x80 | (point & 0x3f));
  }
}

// Reads from the front to the back; the first fault ends it, and is kept.
class JsonParser {
 public:
  explicit JsonParser(std::string_view text) : text_(text) {}

  Result<JsonValue> parse() {
    JsonValue value;
    if (to_utf8(text_).replaced) return invalid_argument("the record is no JSON: it has bytes that are no UTF-8");
    skip_blanks();
    bool good = read_value(value, 0);
    skip_blanks();
    if (good && at_ < text_.size()) good = fail("something stands behind its end");
    if (good) return value;
    return invalid_argument("the record is no JSON at byte " + std::to_string(at_) + ": " + fault_);
  }

 private:
  bool fail(const char* fault) {
    if (fault_.empty()) fault_ = fault;
    return false;
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char letter) {
    if (at_ >= text_.size() || text_[at_] != letter) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
  }

  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return fail("no value begins like this");
    at_ += word.size();
    return true;
  }

  bool read_value(JsonValue& value, int depth) {
    if (depth > kJsonDeepest) return fail("it goes too deep");
    switch (peek()) {
      case '{':
        return read_object(value, depth);
      case '[':
        return read_array(value, depth);
      case '"':
        value.kind = JsonValue::Kind::text;
        return read_text(value.text);
      case 't':
      case 'f':
        value.kind = JsonValue::Kind::boolean;
        value.flag = peek() == 't';
        return take_word(value.flag ? "true" : "false");
      case 'n':
        return take_word("null");
      default:
        return read_number(value);
    }
  }

  bool read_digits() {
    if (!is_digit(peek())) return fail("a digit is missing");
    while (is_digit(peek())) ++at_;
    return true;
  }

  bool read_number(JsonValue& value) {
    const std::size_t begin = at_;
    take('-');
    if (!is_digit(peek())) return fail(at_ < text_.size() ? "no value begins like this" : "it ends too early");
    if (!take('0') && !read_digits()) return false;
    if (take('.') && !read_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!read_digits()) return false;
    }
    value.kind = JsonValue::Kind::number;
    value.text = text_.substr(begin, at_ - begin);
    return true;
  }

  bool read_unit(std::uint32_t& unit) {
    constexpr std::size_t kDigits = 4;
    const std::string_view digits = text_.substr(at_, kDigits);
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < kDigits || error != std::errc() || stop != digits.data() + kDigits) {
      return fail("an escape has no four hexadecimal digits");
    }
    at_ += kDigits;
    return true;
  }

  bool read_escaped_point(std::string& out) {
    std::uint32_t point = 0;
    if (!read_unit(point)) return false;
    if (point >= 0xd800 && point <= 0xdfff) {
      std::uint32_t low = 0;
      if (point > 0xdbff || !take('\\') || !take('u')) return fail("half of a letter is missing");
      if (!read_unit(low)) return false;
      if (low < 0xdc00 || low > 0xdfff) return fail("half of a letter is missing");
      point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(out, point);
    return true;
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kLetters = "\"\\/\b\f\n\r\t";
    const char letter = peek();
    ++at_;
    if (letter == 'u') return read_escaped_point(out);
    const std::size_t found = letter == '\0' ? std::string_view::npos : kNames.find(letter);
    if (found == std::string_view::npos) return fail("there is no such escape");
    out.push_back(kLetters[found]);
    return true;
  }

  bool read_text(std::string& out) {
    ++at_;
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (letter == '"') return take('"');
      if (static_cast<unsigned char>(letter) < 0x20) return fail("a control character is to be escaped");
      if (letter == '\\') {
        ++at_;
        if (!read_escape(out)) return false;
      } else {
        out.push_back(letter);
        ++at_;
      }
    }
    return fail("it ends too early");
  }

  bool read_array(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::array;
    ++at_;
    skip_blanks();
    if (take(']')) return true;
    do {
      skip_blanks();
      if (!read_value(value.items.emplace_back(), depth + 1)) return false;
      skip_blanks();
    } while (take(','));
    return take(']') || fail("a comma or the array's end is missing");
  }

  bool read_object(JsonValue& value, int depth) {
    value.kind = JsonValue::Kind::object;
    ++at_;
    skip_blanks();
    if (take('}')) return true;
    do {
      skip_blanks();
      if (peek() != '"') return fail("a name is missing");
      if (!read_text(value.names.emplace_back())) return false;
      skip_blanks();
      if (!take(':')) return fail("a colon is missing");
      skip_blanks();
      if (!read_value(value.items.emplace_back(), depth + 1)) return false;
      skip_blanks();
    } while (take(','));
    if (!take('}')) return fail("a comma or the object's end is missing");
    std::vector<std::string_view> sorted(value.names.begin(), value.names.end());
    std::sort(sorted.begin(), sorted.end());
    const bool twice = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
    return !twice || fail("a name stands twice in one object");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string fault_;
};

}  // namespace

const JsonValue* JsonValue::at(std::string_view name) const {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? nullptr : &items[static_cast<std::size_t>(found - names.begin())];
}

std::optional<std::int64_t> JsonValue::whole() const {
  return kind == Kind::number ? to_number<std::int64_t>(text) : std::nullopt;
}

Result<JsonValue> parse_json(std::string_view text) { return JsonParser(text).parse(); }

}  // namespace reeve
