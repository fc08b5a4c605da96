#pragma once

#include <cstdlib>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace reeve::c_api {

// Where in a result a text is pointed to, and the text; none: a NULL.
template <class T>
struct TextField {
  const char* T::*member;
  std::optional<std::string> text;
};

// A copy of `fields` in memory of its own, followed by its texts: one block, which one free() frees.
template <class T>
T* make_block(const T& fields, std::initializer_list<TextField<T>> texts) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::size_t size = sizeof(T);
  for (const TextField<T>& field : texts) size += field.text ? field.text->size() + 1 : 0;
  char* const memory = static_cast<char*>(std::malloc(size));
  if (memory == nullptr) std::abort();
  T* const block = new (memory) T(fields);
  char* next = memory + sizeof(T);
  for (const TextField<T>& field : texts) {
    block->*field.member = field.text ? next : nullptr;
    if (!field.text) continue;
    std::memcpy(next, field.text->c_str(), field.text->size() + 1);
    next += field.text->size() + 1;
  }
  return block;
}

}  // namespace reeve::c_api
