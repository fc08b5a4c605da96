#include "core/tree/terminate_tree.h"

#include "c_api/configs.h"
#include "c_api/results.h"
#include "c_api/runtime.h"

using namespace reeve;

reeve_error* reeve_terminate_tree(reeve_runtime* runtime, reeve_ref ref, const reeve_terminate_config* config,
                                  reeve_ending** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<TerminateOptions> options = c_api::read_options(config);
  if (!options.ok()) return c_api::to_c(options.error());
  return c_api::answer(runtime->core->terminate_here(read.value(), options.value()), result);
}

reeve_error* reeve_start_terminate_tree(reeve_runtime* runtime, reeve_ref ref, const reeve_terminate_config* config,
                                        reeve_on_ending on_ending, void* data) {
  if (runtime == nullptr || on_ending == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<TerminateOptions> options = c_api::read_options(config);
  if (!options.ok()) return c_api::to_c(options.error());
  const auto deliver = [on_ending, data](const Result<TerminateTreeResult>& result) {
    reeve_ending* ending = nullptr;
    reeve_error* const error = c_api::answer(result, &ending);
    on_ending(data, error, ending);
  };
  const Status started = runtime->core->terminate(read.value(), options.value(), deliver);
  return started.ok() ? nullptr : c_api::to_c(started.error());
}
