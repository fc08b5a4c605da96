#pragma once

#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace reeve::c_api {

// Where in a result a text is pointed to, and the text; none: a NULL.
template <class T>
struct TextField {
  const char* T::*member;
  std::optional<std::string> text;
};

// Where in a result a list of texts is pointed to, with a NULL behind the last; none: a NULL.
template <class T>
struct ListField {
  const char* const* T::*member;
  std::optional<std::vector<std::string>> texts;
};

inline char* put_text(char*& next, const std::string& text) {
  char* const place = next;
  std::memcpy(place, text.c_str(), text.size() + 1);
  next += text.size() + 1;
  return place;
}

// A copy of `fields` in memory of its own, followed by its lists and its texts: one block, which one free() frees.
template <class T>
T* make_block(const T& fields, const std::vector<TextField<T>>& texts, const std::vector<ListField<T>>& lists = {}) {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) == alignof(const char*));
  std::size_t pointers = 0;
  std::size_t letters = 0;
  for (const TextField<T>& field : texts) letters += field.text ? field.text->size() + 1 : 0;
  for (const ListField<T>& field : lists) {
    if (!field.texts) continue;
    pointers += field.texts->size() + 1;
    for (const std::string& text : *field.texts) letters += text.size() + 1;
  }
  char* const memory = static_cast<char*>(std::malloc(sizeof(T) + pointers * sizeof(const char*) + letters));
  if (memory == nullptr) std::abort();
  T* const block = new (memory) T(fields);
  const char** cell = reinterpret_cast<const char**>(memory + sizeof(T));
  char* next = memory + sizeof(T) + pointers * sizeof(const char*);
  for (const TextField<T>& field : texts) {
    block->*field.member = field.text ? put_text(next, *field.text) : nullptr;
  }
  for (const ListField<T>& field : lists) {
    block->*field.member = field.texts ? cell : nullptr;
    if (!field.texts) continue;
    for (const std::string& text : *field.texts) *cell++ = put_text(next, text);
    *cell++ = nullptr;
  }
  return block;
}

}  // namespace reeve::c_api
