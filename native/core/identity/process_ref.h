#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/identity/identity.h"
#include "core/identity/pin.h"
#include "core/spawn/containment.h"

namespace reeve {

// What a caller names a process by: a pid, or any record that reeve gave out.
struct ProcessRef {
  Pid pid = kNoPid;
  std::optional<Identity> identity{};
  std::optional<std::int64_t> start_time_unix_ms{};  // weaker; looked at only where there is no identity
  std::optional<Containment> containment{};
};

enum class Verdict { same, reused, gone, unknown };
enum class Basis { identity, start_time, none };

std::string_view to_text(Verdict verdict);
std::string_view to_text(Basis basis);

struct Judgement {
  Verdict verdict = Verdict::unknown;
  Basis basis = Basis::none;
};

// Whether the process with this current identity is the one the ref names. A bare pid names whoever has it: `unknown`.
Judgement judge(const ProcessRef& ref, const Identity& current);

// A ref looked up and pinned. `pin` and `current` are there unless the verdict is `gone` and no process, not even a
// zombie, has the pid.
struct Resolved {
  Judgement judgement;
  bool zombie = false;
  std::optional<Pin> pin{};
  std::optional<Identity> current{};
};

// Pins first, then reads, then judges: what is done through the pin afterwards is done to the process judged.
Result<Resolved> resolve(const ProcessRef& ref);

Error reused_error(Pid pid);
Error gone_error(Pid pid);

}  // namespace reeve
