#include "core/identity/get_process.h"

#include "binding/arguments.h"
#include "binding/call.h"

namespace reeve::binding {

// (ref, {include_env, include_cwd, include_cmdline})
Napi::Value get_process(const Napi::CallbackInfo& info) {
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(info.Env(), ref.error());
  const Napi::Object options = info[1].As<Napi::Object>();
  const Result<ProcessInfo> result = reeve::get_process(ref.value(), {.cmdline = flag_at(options, "include_cmdline"),
                                                                      .env = flag_at(options, "include_env"),
                                                                      .cwd = flag_at(options, "include_cwd")});
  return give_back(info.Env(), result);
}

// (ref)
Napi::Value check_identity(const Napi::CallbackInfo& info) {
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(info.Env(), ref.error());
  return give_back(info.Env(), reeve::check_identity(ref.value()));
}

}  // namespace reeve::binding
