#include "core/records/capabilities.h"

#include "binding/functions.h"
#include "binding/to_object.h"

namespace reeve::binding {

Napi::Value capabilities(const Napi::CallbackInfo& info) {
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(info.Env(), runtime.error());
  return to_object(info.Env(), runtime.value()->capabilities());
}

}  // namespace reeve::binding
