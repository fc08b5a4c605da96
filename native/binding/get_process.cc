#include "core/identity/get_process.h"

#include "binding/arguments.h"
#include "binding/functions.h"
#include "binding/record_writer.h"

namespace reeve::binding {

// (ref, {include_env, include_cwd, include_cmdline})
Napi::Value get_process(const Napi::CallbackInfo& info) {
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(info.Env(), ref.error());
  const Napi::Object options = info[1].As<Napi::Object>();
  const Result<ProcessInfo> result = reeve::get_process(ref.value(), {.cmdline = flag_at(options, "include_cmdline"),
                                                                      .env = flag_at(options, "include_env"),
                                                                      .cwd = flag_at(options, "include_cwd")});
  if (!result.ok()) return throw_error(info.Env(), result.error());
  return RecordWriter::write(info.Env(), result.value());
}

// (ref)
Napi::Value check_identity(const Napi::CallbackInfo& info) {
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(info.Env(), ref.error());
  const Result<IdentityCheck> result = reeve::check_identity(ref.value());
  if (!result.ok()) return throw_error(info.Env(), result.error());
  return RecordWriter::write(info.Env(), result.value());
}

}  // namespace reeve::binding
