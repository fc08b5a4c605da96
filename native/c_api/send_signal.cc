#include "core/signal/send_signal.h"

#include "c_api/configs.h"
#include "c_api/queries.h"
#include "c_api/results.h"
#include "c_api/runtime.h"

using namespace reeve;

namespace {

constexpr int kNoSignal = 0;

using SendToOne = Result<SignalResult> (*)(const ProcessRef&, int, SpareHandles&);

reeve_error* send_to_one(reeve_runtime* runtime, reeve_ref ref, const char* signal, reeve_text** result,
                         SendToOne send) {
  if (runtime == nullptr || signal == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<int> number = c_api::read_signal("signal", signal, kNoSignal);
  if (!number.ok()) return c_api::to_c(number.error());
  return c_api::answer_text(send(read.value(), number.value(), runtime->spare()), result);
}

}  // namespace

reeve_error* reeve_send_signal(reeve_runtime* runtime, reeve_ref ref, const char* signal, reeve_text** result) {
  return send_to_one(runtime, ref, signal, result, send_signal);
}

reeve_error* reeve_send_signal_group(reeve_runtime* runtime, reeve_ref leader, const char* signal,
                                     reeve_text** result) {
  return send_to_one(runtime, leader, signal, result, send_signal_to_group);
}

reeve_error* reeve_send_signal_many(reeve_runtime* runtime, const reeve_ref* refs, size_t count, const char* signal,
                                    reeve_text** result) {
  if (runtime == nullptr || signal == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<std::vector<ProcessRef>> read = c_api::read_refs(refs, count);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<int> number = c_api::read_signal("signal", signal, kNoSignal);
  if (!number.ok()) return c_api::to_c(number.error());
  return c_api::answer_text(send_signal_to_many(read.value(), number.value(), runtime->spare()), result);
}

reeve_error* reeve_kill_descendants(reeve_runtime* runtime, reeve_ref ref, const reeve_process_filter* filter,
                                    const reeve_kill_options* options, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<KillOrders> orders = c_api::read_kill_orders(filter, options);
  if (!orders.ok()) return c_api::to_c(orders.error());
  return c_api::answer_text(kill_descendants(read.value(), orders.value(), runtime->spare()), result);
}
