#include "core/signal/send_signal.h"

#include "binding/functions.h"
#include "binding/inventory_arguments.h"
#include "binding/record_writer.h"

namespace reeve::binding {
namespace {

using SendToOne = Result<SignalResult> (*)(const ProcessRef&, int, SpareHandles&);

// (ref, signal)
Napi::Value send_to_one(const Napi::CallbackInfo& info, SendToOne send) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const Result<int> signal = read_signal(info[1], "signal");
  if (!signal.ok()) return throw_error(env, signal.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Result<SignalResult> sent = send(ref.value(), signal.value(), runtime.value()->inventory().spare());
  if (!sent.ok()) return throw_error(env, sent.error());
  return RecordWriter::write(env, sent.value());
}

}  // namespace

Napi::Value send_signal(const Napi::CallbackInfo& info) { return send_to_one(info, reeve::send_signal); }

Napi::Value send_signal_group(const Napi::CallbackInfo& info) { return send_to_one(info, reeve::send_signal_to_group); }

// (refs, signal)
Napi::Value send_signal_many(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<std::vector<ProcessRef>> refs = read_refs(info[0]);
  if (!refs.ok()) return throw_error(env, refs.error());
  const Result<int> signal = read_signal(info[1], "signal");
  if (!signal.ok()) return throw_error(env, signal.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Result<SignalManyResult> sent =
      send_signal_to_many(refs.value(), signal.value(), runtime.value()->inventory().spare());
  if (!sent.ok()) return throw_error(env, sent.error());
  return RecordWriter::write(env, sent.value());
}

}  // namespace reeve::binding
