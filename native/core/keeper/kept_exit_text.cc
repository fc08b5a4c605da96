#include "core/keeper/kept_exit_text.h"

#include <string>

#include "core/base/number.h"
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

// A keeper has no C library, whose affair it is from where real-time signals count: SIG and the number for those.
std::optional<int> kept_signal(std::string_view name) {
  constexpr std::string_view kPrefix = "SIG";
  if (const std::optional<int> known = platform::signal_number(name)) return known;
  if (!name.starts_with(kPrefix)) return std::nullopt;
  const std::optional<int> number = to_number<int>(name.substr(kPrefix.size()));
  return number && *number > 0 ? number : std::nullopt;
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
    exit.code = to_number<std::int64_t>(*code);
    return exit.code ? std::optional(exit) : std::nullopt;
  }
  exit.signal = kept_signal(unquoted(*signal));
  if (!exit.signal) return std::nullopt;
  return exit;
}

}  // namespace reeve
