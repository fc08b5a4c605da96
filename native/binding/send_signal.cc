#include "core/signal/send_signal.h"

#include "binding/call.h"
#include "binding/inventory_arguments.h"

namespace reeve::binding {
namespace {

// (target, signal)
template <class Target, class Sent>
Napi::Value send(const Napi::CallbackInfo& info, const Result<Target>& target,
                 Result<Sent> (*send_to)(const Target&, int, SpareHandles&)) {
  const Napi::Env env = info.Env();
  if (!target.ok()) return throw_error(env, target.error());
  return call(env, read_signal(info[1], "signal"), [&](int signal, Runtime& runtime) {
    return give_back(env, send_to(target.value(), signal, runtime.inventory().spare()));
  });
}

}  // namespace

Napi::Value send_signal(const Napi::CallbackInfo& info) { return send(info, read_ref(info[0]), reeve::send_signal); }

Napi::Value send_signal_group(const Napi::CallbackInfo& info) {
  return send(info, read_ref(info[0]), send_signal_to_group);
}

Napi::Value send_signal_many(const Napi::CallbackInfo& info) {
  return send(info, read_refs(info[0]), send_signal_to_many);
}

}  // namespace reeve::binding
