#include "c_api/runtime.h"

#include <cstdlib>

#include "c_api/results.h"

using namespace reeve;

uint32_t reeve_abi_version() { return REEVE_ABI_VERSION; }

const char* reeve_version() { return REEVE_VERSION; }

void reeve_free(void* block) { std::free(block); }

reeve_error* reeve_open(reeve_runtime** runtime) {
  if (runtime == nullptr) return c_api::missing_argument();
  Result<std::unique_ptr<Runtime>> core = Runtime::create();
  if (!core.ok()) return c_api::to_c(core.error());
  auto opened = std::make_unique<reeve_runtime>();
  opened->core = std::move(core.value());
  *runtime = opened.release();
  return nullptr;
}

void reeve_close(reeve_runtime* runtime) { delete runtime; }

reeve_error* reeve_capabilities(reeve_runtime* runtime, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  *result = c_api::to_text_block(runtime->core->capabilities());
  return nullptr;
}
