#include <thread>

#include "c_api/configs.h"
#include "c_api/queries.h"
#include "c_api/results.h"
#include "c_api/runtime.h"
#include "core/inventory/descendants.h"
#include "core/inventory/list_processes.h"

using namespace reeve;

namespace {

using ProcessList = WholeList<ProcessListHead>;

// With a sample the caller's thread sleeps between the two looks.
Result<ProcessList> look_at_processes(const EntryQuery& query, SpareHandles& spare) {
  Result<CpuBaseline> first = CpuBaseline();
  if (query.sample) {
    first = take_baseline(query, spare);
    if (!first.ok()) return first.error();
    std::this_thread::sleep_for(*query.sample);
  }
  WholeJson processes;
  Result<ProcessListHead> head =
      list_processes(query, query.sample ? &first.value() : nullptr, spare, processes.sink());
  if (!head.ok()) return head.error();
  return ProcessList{.head = std::move(head.value()), .name = "processes", .items = processes.take()};
}

Result<DescendantsResult> look_at_descendants(const ProcessRef& ref, const c_api::ListQuestion& question,
                                              SpareHandles& spare) {
  const Result<WalkRoot> root = find_root(ref, spare);
  if (!root.ok()) return root.error();
  const std::optional<Millis>& sample = question.query.sample;
  Result<CpuBaseline> first = CpuBaseline();
  if (sample) {
    first = take_baseline(root.value(), question.max_levels, spare);
    if (!first.ok()) return first.error();
    std::this_thread::sleep_for(*sample);
  }
  return whole_descendants(root.value(), question.max_levels, question.query, sample ? &first.value() : nullptr, spare);
}

}  // namespace

reeve_error* reeve_list_processes(reeve_runtime* runtime, const reeve_process_filter* filter,
                                  const reeve_list_options* options, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<c_api::ListQuestion> question = c_api::read_list(filter, options, {.samples = true});
  if (!question.ok()) return c_api::to_c(question.error());
  return c_api::answer_text(look_at_processes(question.value().query, runtime->spare()), result);
}

reeve_error* reeve_descendants(reeve_runtime* runtime, reeve_ref ref, const reeve_process_filter* filter,
                               const reeve_list_options* options, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const auto question = c_api::read_list(filter, options, {.samples = true, .levels = true});
  if (!question.ok()) return c_api::to_c(question.error());
  return c_api::answer_text(look_at_descendants(read.value(), question.value(), runtime->spare()), result);
}

reeve_error* reeve_ancestors(reeve_runtime* runtime, reeve_ref ref, const reeve_list_options* options,
                             reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<c_api::ListQuestion> question = c_api::read_list(nullptr, options, {.levels = true});
  if (!question.ok()) return c_api::to_c(question.error());
  const c_api::ListQuestion& asked = question.value();
  return c_api::answer_text(ancestors(read.value(), asked.max_levels, asked.query, runtime->spare()), result);
}

reeve_error* reeve_self_group(reeve_runtime* runtime, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  return c_api::answer_text(self_group(runtime->spare()), result);
}

reeve_error* reeve_process_stats(reeve_runtime* runtime, reeve_ref ref, uint32_t wanted, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<StatsQuery> query = c_api::read_stats_query(wanted);
  if (!query.ok()) return c_api::to_c(query.error());
  return c_api::answer_text(process_stats(read.value(), query.value(), runtime->spare()), result);
}

reeve_error* reeve_process_stats_many(reeve_runtime* runtime, const reeve_ref* refs, size_t count, uint32_t wanted,
                                      reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<std::vector<ProcessRef>> read = c_api::read_refs(refs, count);
  if (!read.ok()) return c_api::to_c(read.error());
  const Result<StatsQuery> query = c_api::read_stats_query(wanted);
  if (!query.ok()) return c_api::to_c(query.error());
  WholeJson processes;
  Result<ProcessStatsListHead> head = process_stats_of(read.value(), query.value(), runtime->spare(), processes.sink());
  if (!head.ok()) return c_api::to_c(head.error());
  const WholeList<ProcessStatsListHead> list{
      .head = std::move(head.value()), .name = "processes", .items = processes.take()};
  *result = c_api::to_text_block(list);
  return nullptr;
}
