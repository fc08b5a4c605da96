#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>

#include "core/platform.h"

namespace reeve::platform {
namespace {

struct Name {
  int number;
  std::string_view name;
};

constexpr auto kNames = std::to_array<Name>({
    {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},     {SIGQUIT, "SIGQUIT"}, {SIGILL, "SIGILL"},   {SIGTRAP, "SIGTRAP"},
    {SIGABRT, "SIGABRT"}, {SIGBUS, "SIGBUS"},     {SIGFPE, "SIGFPE"},   {SIGKILL, "SIGKILL"}, {SIGUSR1, "SIGUSR1"},
    {SIGSEGV, "SIGSEGV"}, {SIGUSR2, "SIGUSR2"},   {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"}, {SIGTERM, "SIGTERM"},
    {SIGCHLD, "SIGCHLD"}, {SIGCONT, "SIGCONT"},   {SIGSTOP, "SIGSTOP"}, {SIGTSTP, "SIGTSTP"}, {SIGTTIN, "SIGTTIN"},
    {SIGTTOU, "SIGTTOU"}, {SIGURG, "SIGURG"},     {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"}, {SIGVTALRM, "SIGVTALRM"},
    {SIGPROF, "SIGPROF"}, {SIGWINCH, "SIGWINCH"}, {SIGIO, "SIGIO"},     {SIGSYS, "SIGSYS"},
});

constexpr std::string_view kFirstRealTime = "SIGRTMIN";

}  // namespace

int default_stop_signal() { return SIGTERM; }
int default_kill_signal() { return SIGKILL; }
int freeze_signal() { return SIGSTOP; }
int continue_signal() { return SIGCONT; }

std::optional<int> signal_number(std::string_view name) {
  std::string full = name.starts_with("SIG") ? std::string(name) : "SIG" + std::string(name);
  for (const Name& known : kNames) {
    if (known.name == full) return known.number;
  }
  if (!full.starts_with(kFirstRealTime)) return std::nullopt;
  std::string_view offset = std::string_view(full).substr(kFirstRealTime.size());
  if (offset.empty()) return SIGRTMIN;
  if (offset.front() != '+') return std::nullopt;
  offset.remove_prefix(1);
  int number = 0;
  const auto [stop, error] = std::from_chars(offset.data(), offset.data() + offset.size(), number);
  if (error != std::errc() || stop != offset.data() + offset.size()) return std::nullopt;
  if (number < 0 || number > SIGRTMAX - SIGRTMIN) return std::nullopt;
  return SIGRTMIN + number;
}

std::string signal_name(int number) {
  for (const Name& known : kNames) {
    if (known.number == number) return std::string(known.name);
  }
  if (number == SIGRTMIN) return std::string(kFirstRealTime);
  if (number > SIGRTMIN && number <= SIGRTMAX) return "SIGRTMIN+" + std::to_string(number - SIGRTMIN);
  return "SIG" + std::to_string(number);
}

}  // namespace reeve::platform
