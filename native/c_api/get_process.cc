#include "core/identity/get_process.h"

#include "c_api/configs.h"
#include "c_api/results.h"

using namespace reeve;

reeve_error* reeve_get_process(reeve_runtime* runtime, reeve_ref ref, uint32_t wanted, reeve_process** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  constexpr uint32_t kKnown = REEVE_WITH_ENV | REEVE_WITH_CWD | REEVE_WITHOUT_CMDLINE | REEVE_WITHOUT_JSON;
  if ((wanted & ~kKnown) != 0) {
    return c_api::to_c(invalid_argument("wanted has a bit that this version of the library does not know"));
  }
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const FactsWanted facts{.cmdline = (wanted & REEVE_WITHOUT_CMDLINE) == 0,
                          .env = (wanted & REEVE_WITH_ENV) != 0,
                          .cwd = (wanted & REEVE_WITH_CWD) != 0};
  const Result<ProcessInfo> info = get_process(read.value(), facts);
  if (!info.ok()) return c_api::to_c(info.error());
  *result = c_api::to_c(info.value(), (wanted & REEVE_WITHOUT_JSON) == 0);
  return nullptr;
}

reeve_error* reeve_check_identity(reeve_runtime* runtime, reeve_ref ref, reeve_identity_check** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  return c_api::answer(check_identity(read.value()), result);
}
