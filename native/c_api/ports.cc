#include <future>

#include "c_api/configs.h"
#include "c_api/queries.h"
#include "c_api/results.h"
#include "c_api/runtime.h"
#include "core/ports/find_by_port.h"

using namespace reeve;

namespace {

using PortAnswer = Result<WaitForPortResult>;

Result<std::shared_ptr<PortWait>> begin_port_wait(reeve_runtime& runtime, const reeve_ref* owner,
                                                  const reeve_port_wait_config* config, PortWait::Callback settle) {
  std::optional<ProcessRef> ref;
  if (owner != nullptr) {
    Result<ProcessRef> read = c_api::read_ref(*owner);
    if (!read.ok()) return read.error();
    ref = std::move(read.value());
  }
  Result<c_api::PortOrders> orders = c_api::read_port_orders(config);
  if (!orders.ok()) return orders.error();
  return runtime.core->inventory().wait_for_port(ref, orders.value().scope, std::move(orders.value().orders),
                                                 std::move(settle));
}

}  // namespace

reeve_error* reeve_listening_ports(reeve_runtime* runtime, const reeve_port_filter* filter,
                                   const reeve_list_options* options, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<PortQuery> query = c_api::read_port_query(filter, options);
  if (!query.ok()) return c_api::to_c(query.error());
  WholeJson bindings;
  Result<PortBindingsHead> head = listening_ports(query.value(), runtime->spare(), bindings.sink());
  if (!head.ok()) return c_api::to_c(head.error());
  const WholeList<PortBindingsHead> list{.head = std::move(head.value()), .name = "bindings", .items = bindings.take()};
  *result = c_api::to_text_block(list);
  return nullptr;
}

reeve_error* reeve_find_by_port(reeve_runtime* runtime, int32_t port, const char* protocol, const char* host,
                                reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<std::uint16_t> number = c_api::read_port("port", port);
  if (!number.ok()) return c_api::to_c(number.error());
  const Result<Transport> transport = c_api::read_transport(protocol);
  if (!transport.ok()) return c_api::to_c(transport.error());
  const Result<std::optional<IpAddress>> address = c_api::read_address("host", host);
  if (!address.ok()) return c_api::to_c(address.error());
  return c_api::answer_text(find_by_port(transport.value(), number.value(), address.value(), runtime->spare()), result);
}

reeve_error* reeve_wait_for_port(reeve_runtime* runtime, const reeve_ref* owner, const reeve_port_wait_config* config,
                                 reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const auto handover = std::make_shared<std::promise<PortAnswer>>();
  std::future<PortAnswer> answer = handover->get_future();
  const auto wait =
      begin_port_wait(*runtime, owner, config, [handover](PortAnswer found) { handover->set_value(std::move(found)); });
  if (!wait.ok()) return c_api::to_c(wait.error());
  return c_api::answer_text(answer.get(), result);
}

reeve_error* reeve_start_wait_for_port(reeve_runtime* runtime, const reeve_ref* owner,
                                       const reeve_port_wait_config* config, reeve_on_text on_result, void* data,
                                       uint64_t* wait) {
  if (runtime == nullptr || on_result == nullptr || wait == nullptr) return c_api::missing_argument();
  const uint64_t id = runtime->waits->add();
  const auto settle = [waits = runtime->waits, id, on_result, data](const PortAnswer& found) {
    if (!waits->take(id)) return;
    reeve_text* text = nullptr;
    reeve_error* const error = c_api::answer_text(found, &text);
    on_result(data, error, text);
  };
  const auto begun = begin_port_wait(*runtime, owner, config, settle);
  if (!begun.ok()) {
    static_cast<void>(runtime->waits->take(id));  // the core has not kept it
    return c_api::to_c(begun.error());
  }
  runtime->waits->know(id, [pending = std::weak_ptr<PortWait>(begun.value())] {
    if (const auto still = pending.lock()) still->cancel();
  });
  *wait = id;
  return nullptr;
}
