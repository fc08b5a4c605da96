#include "binding/call.h"
#include "binding/answer.h"
#include "binding/inventory_arguments.h"

namespace reeve::binding {
namespace {

struct PortWaitRequest {
  std::optional<ProcessRef> ref;
  PortWaitOrders orders;
};

// (ref or undefined, options, ...)
Result<PortWaitRequest> read_port_wait(const Napi::CallbackInfo& info) {
  PortWaitRequest request;
  if (info[0].IsNumber() || info[0].IsObject()) {
    Result<ProcessRef> ref = read_ref(info[0]);
    if (!ref.ok()) return ref.error();
    request.ref = std::move(ref.value());
  }
  Result<PortWaitOrders> orders = read_port_wait_orders(info[1].As<Napi::Object>());
  if (!orders.ok()) return orders.error();
  request.orders = std::move(orders.value());
  return request;
}

}  // namespace

// (query, callback)
Napi::Value listening_ports(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_port_query(info[0].As<Napi::Object>()), [&](PortQuery query, Runtime& runtime) {
    const Answer answer(env, info[1]);
    return answer.started(
        env, runtime.inventory().ports(std::move(query), answer.sink(), answer.settle<PortBindingsHead>()));
  });
}

// (ref or undefined, {protocol, port, host, timeout_ms, tree, hold_open}, callback): the id to cancel it by
Napi::Value wait_for_port(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_port_wait(info), [&](PortWaitRequest request, Runtime& runtime) -> Napi::Value {
    const Napi::Object options = info[1].As<Napi::Object>();
    Environment& environment = Environment::of(env);
    const std::uint64_t id = environment.keep(info[2].As<Napi::Function>(), flag_at(options, "hold_open"));
    const OwnerScope scope = flag_at(options, "tree") ? OwnerScope::tree : OwnerScope::process;
    const auto wait = runtime.inventory().wait_for_port(request.ref, scope, std::move(request.orders),
                                                        settle_once<WaitForPortResult>(environment.mailbox(), id));
    if (!wait.ok()) {
      environment.forget(id);
      return throw_error(env, wait.error());
    }
    environment.cancellations.emplace(id, [wait = wait.value()] { wait->cancel(); });
    return Napi::Number::New(env, static_cast<double>(id));
  });
}

// (ref, {kind}, callback)
Napi::Value list_fds(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_ref(info[0]), [&](const ProcessRef& ref, Runtime& runtime) {
    const std::optional<std::string> word = text_at(info[1].As<Napi::Object>(), "kind");
    const std::optional<DescriptorKind> kind = word ? descriptor_kind_named(*word) : std::nullopt;
    const Answer answer(env, info[2]);
    return answer.started(env, runtime.inventory().fds(ref, kind, answer.sink(), answer.settle<FdListHead>()));
  });
}

}  // namespace reeve::binding
