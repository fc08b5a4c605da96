#include "core/wait/wait_pid.h"

#include "c_api/configs.h"
#include "c_api/results.h"
#include "c_api/runtime.h"

using namespace reeve;

reeve_error* reeve_wait_pid(reeve_runtime* runtime, reeve_ref ref, int64_t timeout_ms, reeve_exit** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  return c_api::answer(runtime->core->wait_here(read.value(), c_api::read_timeout(timeout_ms)), result);
}

reeve_error* reeve_start_wait(reeve_runtime* runtime, reeve_ref ref, int64_t timeout_ms, reeve_on_exit on_exit,
                              void* data, uint64_t* wait, reeve_exit** known) {
  if (runtime == nullptr || on_exit == nullptr || wait == nullptr || known == nullptr) {
    return c_api::missing_argument();
  }
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  // Before the core knows of it, as the end may come at once.
  const uint64_t id = runtime->waits->add();
  const auto settle = [waits = runtime->waits, id, on_exit, data](const WaitPidResult& result) {
    if (waits->take(id)) on_exit(data, c_api::to_c(result));
  };
  const Result<WaitAnswer> answer = runtime->core->wait(read.value(), c_api::read_timeout(timeout_ms), settle);
  const auto* ticket = answer.ok() ? std::get_if<ExitWatcher::Ticket>(&answer.value()) : nullptr;
  if (ticket != nullptr) {
    runtime->waits->know(id, [core = runtime->core.get(), known_as = *ticket] { core->cancel(known_as); });
    *known = nullptr;
    *wait = id;
    return nullptr;
  }
  static_cast<void>(runtime->waits->take(id));  // the core has not kept it
  if (!answer.ok()) return c_api::to_c(answer.error());
  *known = c_api::to_c(*std::get_if<WaitPidResult>(&answer.value()));
  *wait = 0;
  return nullptr;
}

bool reeve_cancel_wait(reeve_runtime* runtime, uint64_t wait) {
  if (runtime == nullptr) return false;
  const std::optional<c_api::Waits::Cancel> cancel = runtime->waits->take(wait);
  if (!cancel) return false;
  if (*cancel) (*cancel)();
  return true;
}
