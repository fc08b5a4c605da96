#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/records/header.h"

namespace reeve {

// One signal that was sent.
struct SignalResult {
  Header header{};
  bool to_group = false;
  Pid pid = kNoPid;  // of a group: its number
  std::optional<std::string> identity{};
  int signal = 0;
};

struct SignalledProcess {
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
};

struct UnsignalledProcess {
  Pid pid = kNoPid;
  std::optional<std::string> identity{};
  std::string code{};
  std::string message{};
};

// What became of each target of one signal to many.
struct SignalOutcomes {
  std::vector<SignalledProcess> succeeded{};
  std::vector<UnsignalledProcess> failed{};
  std::vector<UnsignalledProcess> skipped_safety{};

  void note(Pid pid, const std::optional<std::string>& identity, const Error& error) {
    auto& list = error.code == code::kProtectedProcess ? skipped_safety : failed;
    list.push_back({.pid = pid, .identity = identity, .code = std::string(error.code), .message = message_of(error)});
  }
};

struct SignalManyResult {
  Header header{};
  int signal = 0;
  SignalOutcomes outcomes{};
};

struct KillDescendantsResult {
  Header header{};
  Pid pid = kNoPid;  // of the process whose descendants were meant
  std::optional<std::string> identity{};
  int signal = 0;
  SignalOutcomes outcomes{};
  std::uint64_t found = 0;
  std::uint64_t matched = 0;
  std::vector<std::string> warnings{};
};

template <class Visit>
void describe(const SignalResult& result, Visit& visit) {
  describe_header(result.header, "signal-result", visit);
  visit("target", result.to_group ? "group" : "process");
  visit("pid", result.pid);
  visit("identity", result.identity);
  visit("signal_sent", platform::signal_name(result.signal));
}

template <class Visit>
void describe(const SignalledProcess& process, Visit& visit) {
  visit("pid", process.pid);
  visit("identity", process.identity);
}

template <class Visit>
void describe(const UnsignalledProcess& process, Visit& visit) {
  visit("pid", process.pid);
  visit("identity", process.identity);
  visit("code", process.code);
  visit("message", process.message);
}

template <class Visit>
void describe_outcomes(const SignalOutcomes& outcomes, Visit& visit) {
  visit("succeeded", outcomes.succeeded);
  visit("failed", outcomes.failed);
  visit("skipped_safety", outcomes.skipped_safety);
}

template <class Visit>
void describe(const SignalManyResult& result, Visit& visit) {
  describe_header(result.header, "signal-many-result", visit);
  visit("signal_sent", platform::signal_name(result.signal));
  describe_outcomes(result.outcomes, visit);
}

template <class Visit>
void describe(const KillDescendantsResult& result, Visit& visit) {
  describe_header(result.header, "kill-descendants-result", visit);
  visit("pid", result.pid);
  visit("identity", result.identity);
  visit("signal_sent", platform::signal_name(result.signal));
  describe_outcomes(result.outcomes, visit);
  visit("total_found", result.found);
  visit("matched_by_filter", result.matched);
  visit("warnings", result.warnings);
}

}  // namespace reeve
