#include "binding/answer.h"
#include "binding/arguments.h"
#include "binding/call.h"
#include "core/platform.h"

namespace reeve::binding {
namespace {

struct Request {
  ProcessRef ref;
  TerminateOptions options;
};

Result<Request> read_request(const Napi::CallbackInfo& info) {
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return ref.error();
  const Napi::Object given = info[1].As<Napi::Object>();
  const Result<int> signal = signal_at(given, "signal", platform::default_stop_signal());
  if (!signal.ok()) return signal.error();
  const Result<int> kill_signal = signal_at(given, "kill_signal", platform::default_kill_signal());
  if (!kill_signal.ok()) return kill_signal.error();
  Request request{.ref = ref.value(), .options = {}};
  request.options.signal = signal.value();
  request.options.kill_signal = kill_signal.value();
  request.options.grace = millis_at(given, "grace_timeout_ms").value_or(request.options.grace);
  request.options.kill_wait = millis_at(given, "kill_timeout_ms").value_or(request.options.kill_wait);
  request.options.dry_run = flag_at(given, "dry_run");
  const Status whole = read_whole(given);
  if (!whole.ok()) return whole.error();
  return request;
}

}  // namespace

// (ref, config, callback)
Napi::Value terminate_tree(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_request(info), [&](const Request& request, Runtime& runtime) {
    const Answer answer(env, info[2]);
    return answer.started(env, runtime.terminate(request.ref, request.options, answer.settle<TerminateTreeResult>()));
  });
}

// (ref, config)
Napi::Value terminate_tree_sync(const Napi::CallbackInfo& info) {
  return call(info.Env(), read_request(info), [&](const Request& request, Runtime& runtime) {
    return give_back(info.Env(), runtime.terminate_here(request.ref, request.options));
  });
}

}  // namespace reeve::binding
