#include "binding/arguments.h"
#include "binding/functions.h"
#include "binding/record_writer.h"
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
  const Result<Request> request = read_request(info);
  if (!request.ok()) return throw_error(env, request.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  Environment& environment = Environment::of(env);
  const std::uint64_t id = environment.keep(info[2].As<Napi::Function>(), true);
  const auto deliver = [mailbox = environment.mailbox(), id](Result<TerminateTreeResult> result) {
    if (result.ok()) {
      Environment::post_settle(
          mailbox, id, [done = result.value()](Napi::Env here) { return RecordWriter::write(here, done); }, nullptr);
    } else {
      Environment::post_settle(mailbox, id, nullptr, [error = result.error()](Napi::Env here) {
        return Environment::of(here).make_error(error);
      });
    }
  };
  const Status started = runtime.value()->terminate(request.value().ref, request.value().options, deliver);
  if (started.ok()) return env.Undefined();
  environment.forget(id);
  return throw_error(env, started.error());
}

// (ref, config)
Napi::Value terminate_tree_sync(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<Request> request = read_request(info);
  if (!request.ok()) return throw_error(env, request.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Result<TerminateTreeResult> result =
      runtime.value()->terminate_here(request.value().ref, request.value().options);
  if (!result.ok()) return throw_error(env, result.error());
  return RecordWriter::write(env, result.value());
}

}  // namespace reeve::binding
