#include "core/records/capabilities.h"

#include "binding/functions.h"
#include "binding/record_writer.h"

namespace reeve::binding {

Napi::Value capabilities(const Napi::CallbackInfo& info) {
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(info.Env(), runtime.error());
  return RecordWriter::write(info.Env(), runtime.value()->capabilities());
}

}  // namespace reeve::binding
