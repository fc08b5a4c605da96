#include "binding/inventory_answer.h"
#include "binding/inventory_arguments.h"

namespace reeve::binding {

// (query, callback)
Napi::Value listening_ports(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  Result<PortQuery> query = read_port_query(info[0].As<Napi::Object>());
  if (!query.ok()) return throw_error(env, query.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Answer answer(env, info[1]);
  return answer.started(env, runtime.value()->inventory().ports(std::move(query.value()), answer.sink(),
                                                                answer.settle<PortBindingsHead>()));
}

// (ref or undefined, {protocol, port, host, timeout_ms, tree, hold_open}, callback): the id to cancel it by
Napi::Value wait_for_port(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  std::optional<ProcessRef> ref;
  if (info[0].IsNumber() || info[0].IsObject()) {
    Result<ProcessRef> read = read_ref(info[0]);
    if (!read.ok()) return throw_error(env, read.error());
    ref = std::move(read.value());
  }
  const Napi::Object options = info[1].As<Napi::Object>();
  Result<PortWaitOrders> orders = read_port_wait_orders(options);
  if (!orders.ok()) return throw_error(env, orders.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  Environment& environment = Environment::of(env);
  const std::uint64_t id = environment.keep(info[2].As<Napi::Function>(), flag_at(options, "hold_open"));
  const OwnerScope scope = flag_at(options, "tree") ? OwnerScope::tree : OwnerScope::process;
  const auto wait = runtime.value()->inventory().wait_for_port(
      ref, scope, std::move(orders.value()), settle_once<WaitForPortResult>(environment.mailbox(), id));
  if (!wait.ok()) {
    environment.forget(id);
    return throw_error(env, wait.error());
  }
  environment.cancellations.emplace(id, [wait = wait.value()] { wait->cancel(); });
  return Napi::Number::New(env, static_cast<double>(id));
}

// (ref, {kind}, callback)
Napi::Value list_fds(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const std::optional<std::string> word = text_at(info[1].As<Napi::Object>(), "kind");
  const std::optional<DescriptorKind> kind = word ? descriptor_kind_named(*word) : std::nullopt;
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Answer answer(env, info[2]);
  return answer.started(
      env, runtime.value()->inventory().fds(ref.value(), kind, answer.sink(), answer.settle<FdListHead>()));
}

}  // namespace reeve::binding
