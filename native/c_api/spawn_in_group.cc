#include "core/spawn/spawn_in_group.h"

#include "c_api/configs.h"
#include "c_api/results.h"
#include "c_api/runtime.h"

using namespace reeve;

reeve_error* reeve_spawn_in_group(reeve_runtime* runtime, const reeve_spawn_config* config, reeve_job** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<SpawnConfig> read = c_api::read_config(config);
  if (!read.ok()) return c_api::to_c(read.error());
  return c_api::answer(runtime->core->spawn(read.value()), result);
}
