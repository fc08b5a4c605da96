#include "core/keeper/kept_exit.h"

#include <charconv>
#include <string>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr std::string_view kStart = R"({"schema_id":"urn:reeve:schema:v1:kept-exit",)";

// The text of one field, as the keeper writes it: no blanks, no nesting, and no comma in any value.
std::optional<std::string_view> value_of(std::string_view record, std::string_view name) {
  const std::string key = "\"" + std::string(name) + "\":";
  const std::size_t at = record.find(key);
  if (at == std::string_view::npos) return std::nullopt;
  record.remove_prefix(at + key.size());
  const std::size_t end = record.find_first_of(",}");
  if (end == std::string_view::npos) return std::nullopt;
  return record.substr(0, end);
}

std::string_view unquoted(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return quoted ? text.substr(1, text.size() - 2) : std::string_view();
}

}  // namespace

std::optional<ExitStatus> parse_kept_exit(std::string_view text, const Identity& job) {
  const auto identity = value_of(text, "identity");
  const auto code = value_of(text, "exit_code");
  const auto signal = value_of(text, "signal");
  if (!text.starts_with(kStart) || !identity || !code || !signal) return std::nullopt;
  const std::optional<Identity> ended = parse_identity(unquoted(*identity));
  if (!ended || compare(*ended, job) != Sameness::same) return std::nullopt;
  ExitStatus exit;
  exit.source = ExitSource::keeper;
  if (*code != "null") {
    std::int64_t number = 0;
    const auto [stop, error] = std::from_chars(code->data(), code->data() + code->size(), number);
    if (error != std::errc() || stop != code->data() + code->size()) return std::nullopt;
    exit.code = number;
    return exit;
  }
  exit.signal = platform::signal_number(unquoted(*signal));
  if (!exit.signal) return std::nullopt;
  return exit;
}

std::optional<ExitStatus> read_kept_exit(const Containment& recorded, const Identity& job) {
  if (!recorded.keeper || recorded.keeper->state_dir.empty()) return std::nullopt;
  const Result<std::string> text = platform::read_kept_exit(recorded.keeper->state_dir);
  return text.ok() ? parse_kept_exit(text.value(), job) : std::nullopt;
}

}  // namespace reeve
