#pragma once

#include <optional>
#include <string>

#include "core/base/error.h"

namespace reeve {

struct ErrorRecord {
  const Error& error;
};

template <class Visit>
void describe(const ErrorRecord& record, Visit& visit) {
  const Error& error = record.error;
  visit("code", error.code);
  // Negative, as Node reports system errors.
  visit("errno", error.os != 0 ? std::optional<int>(-error.os) : std::nullopt);
  visit("syscall", error.op.empty() ? std::nullopt : std::optional(std::string(error.op)));
  visit("pid", error.pid != kNoPid ? std::optional<Pid>(error.pid) : std::nullopt);
  visit("message", message_of(error));
}

}  // namespace reeve
