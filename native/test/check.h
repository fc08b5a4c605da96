#pragma once

#include <atomic>
#include <cstdio>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

// The tests' own frame: TEST(name) { CHECK(...); CHECK_EQ(seen, wanted); REQUIRE(...); }. REQUIRE leaves the test. The
// program takes a part of a test's name as its argument and then runs only those.
namespace reeve::test {

struct Case {
  const char* name;
  void (*body)();
};

inline std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

inline std::atomic<int>& faults() {
  static std::atomic<int> count = 0;
  return count;
}

inline bool add_case(const char* name, void (*body)()) { return cases().push_back({name, body}), true; }

inline void fault(const char* file, int line, const std::string& text) {
  ++faults();
  std::fprintf(stderr, "%s:%d: %s\n", file, line, text.c_str());
}

template <class T>
std::string show(const T& value) {
  std::ostringstream out;
  if constexpr (std::is_enum_v<T>) {
    out << static_cast<long long>(value);
  } else if constexpr (requires { value.has_value(); }) {
    out << (value.has_value() ? show(*value) : "nothing");
  } else if constexpr (requires { out << value; }) {
    out << std::boolalpha << value;
  } else {
    for (const auto& item : value) out << (out.str().empty() ? "[" : ", ") << show(item);
    out << (out.str().empty() ? "[]" : "]");
  }
  return out.str();
}

template <class Seen, class Wanted>
bool check_equal(const char* file, int line, const char* text, const Seen& seen, const Wanted& wanted) {
  if (seen == wanted) return true;
  fault(file, line, std::string(text) + ": is " + show(seen) + ", not " + show(wanted));
  return false;
}

inline int run(std::string_view part) {
  int failed = 0;
  int passed = 0;
  for (const Case& one : cases()) {
    if (std::string_view(one.name).find(part) == std::string_view::npos) continue;
    const int before = faults();
    one.body();
    const bool good = faults() == before;
    ++(good ? passed : failed);
    std::printf("%s %s\n", good ? "ok  " : "FAIL", one.name);
    std::fflush(stdout);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace reeve::test

#define TEST(name)                                                       \
  static void name();                                                    \
  static const bool name##_added = ::reeve::test::add_case(#name, name); \
  static void name()
#define CHECK(condition) ((condition) ? true : (::reeve::test::fault(__FILE__, __LINE__, #condition), false))
#define CHECK_EQ(seen, wanted) ::reeve::test::check_equal(__FILE__, __LINE__, #seen, (seen), (wanted))
#define REQUIRE(condition) \
  if (!CHECK(condition)) return
