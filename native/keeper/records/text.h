#pragma once

#include <cstdint>

namespace reeve::keeper {

// Writes text into a buffer of fixed size; what doesn't fit is cut off and `whole` says so.
class Text {
 public:
  Text(char* buffer, std::uint32_t size) : buffer_(buffer), size_(size) {}

  Text& operator<<(const char* text) {
    while (*text != '\0') put(*text++);
    return *this;
  }
  Text& operator<<(std::int64_t number) {
    if (number < 0) put('-');
    // Not by negation, which the least number has none of.
    return *this << (number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number));
  }
  Text& operator<<(std::uint64_t number) {
    char digits[20];
    int count = 0;
    do {
      digits[count++] = static_cast<char>('0' + number % 10);
      number /= 10;
    } while (number != 0);
    while (count > 0) put(digits[--count]);
    return *this;
  }
  Text& add(const char* text, std::uint32_t length) {
    for (std::uint32_t index = 0; index < length; ++index) put(text[index]);
    return *this;
  }

  [[nodiscard]] std::uint32_t length() const { return length_; }
  [[nodiscard]] bool whole() const { return length_ < size_; }
  // With a NUL at its end.
  const char* c_str() {
    buffer_[length_ < size_ ? length_ : size_ - 1] = '\0';
    return buffer_;
  }

 private:
  void put(char byte) {
    if (length_ < size_) buffer_[length_++] = byte;
  }

  char* buffer_;
  std::uint32_t size_;
  std::uint32_t length_ = 0;
};

}  // namespace reeve::keeper
