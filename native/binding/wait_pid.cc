#include "binding/arguments.h"
#include "binding/call.h"

namespace reeve::binding {

// (ref, {timeout_ms, hold_open}, callback): the id to cancel it by, or the result where it is known already.
Napi::Value wait_pid(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_ref(info[0]), [&](const ProcessRef& ref, Runtime& runtime) -> Napi::Value {
    const Napi::Object options = info[1].As<Napi::Object>();
    Environment& environment = Environment::of(env);
    const std::uint64_t id = environment.keep(info[2].As<Napi::Function>(), flag_at(options, "hold_open"));
    const auto deliver = [mailbox = environment.mailbox(), id](const WaitPidResult& result) {
      Environment::post_settle(
          mailbox, id, [result](Napi::Env here) { return to_object(here, result); }, nullptr);
    };
    const Result<WaitAnswer> answer = runtime.wait(ref, millis_at(options, "timeout_ms"), deliver);
    if (answer.ok() && std::holds_alternative<ExitWatcher::Ticket>(answer.value())) {
      environment.cancellations.emplace(
          id, [&runtime, ticket = *std::get_if<ExitWatcher::Ticket>(&answer.value())] { runtime.cancel(ticket); });
      return Napi::Number::New(env, static_cast<double>(id));
    }
    environment.forget(id);
    if (!answer.ok()) return throw_error(env, answer.error());
    return to_object(env, *std::get_if<WaitPidResult>(&answer.value()));
  });
}

// (id)
Napi::Value cancel_wait(const Napi::CallbackInfo& info) {
  Environment& environment = Environment::of(info.Env());
  const auto id = static_cast<std::uint64_t>(info[0].As<Napi::Number>().Int64Value());
  const auto cancellation = environment.cancellations.find(id);
  if (cancellation != environment.cancellations.end()) cancellation->second();
  environment.forget(id);
  return info.Env().Undefined();
}

// (ref, {timeout_ms})
Napi::Value wait_pid_sync(const Napi::CallbackInfo& info) {
  return call(info.Env(), read_ref(info[0]), [&](const ProcessRef& ref, Runtime& runtime) {
    return give_back(info.Env(), runtime.wait_here(ref, millis_at(info[1].As<Napi::Object>(), "timeout_ms")));
  });
}

}  // namespace reeve::binding
