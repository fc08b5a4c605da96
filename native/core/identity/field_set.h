#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace reeve {

// What can be told of a process beside its pid, in the order records show it.
enum class Field : std::uint8_t {
  ppid,
  pgid,
  sid,
  name,
  exe_path,
  cmdline,
  user,
  uid,
  state,
  start_time_unix_ms,
  identity,
  memory_kb,
  cpu_percent,
  elapsed_seconds,
  thread_count,
  env,
  cwd,
  threads,
};

inline constexpr auto kFieldNames = std::to_array<std::string_view>(
    {"ppid", "pgid", "sid", "name", "exe_path", "cmdline", "user", "uid", "state", "start_time_unix_ms", "identity",
     "memory_kb", "cpu_percent", "elapsed_seconds", "thread_count", "env", "cwd", "threads"});

class FieldSet {
 public:
  constexpr FieldSet() = default;
  constexpr FieldSet(std::initializer_list<Field> fields) {
    for (const Field field : fields) add(field);
  }

  // Everything but what is read on request only: env, cwd, threads.
  static constexpr FieldSet usual() {
    FieldSet set;
    set.bits_ = (1U << static_cast<unsigned>(Field::env)) - 1U;
    return set;
  }

  constexpr void add(Field field) { bits_ |= 1U << static_cast<unsigned>(field); }
  [[nodiscard]] constexpr bool has(Field field) const { return (bits_ & (1U << static_cast<unsigned>(field))) != 0; }
  [[nodiscard]] constexpr bool has_any(FieldSet others) const { return (bits_ & others.bits_) != 0; }

 private:
  std::uint32_t bits_ = 0;
};

// nullopt: there is no field of this name.
constexpr std::optional<Field> field_named(std::string_view name) {
  for (std::size_t index = 0; index < kFieldNames.size(); ++index) {
    if (kFieldNames[index] == name) return static_cast<Field>(index);
  }
  return std::nullopt;
}

}  // namespace reeve
