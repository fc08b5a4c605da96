#include "binding/inventory_answer.h"
#include "binding/inventory_arguments.h"

namespace reeve::binding {

// (query, callback)
Napi::Value list_processes(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<EntryQuery> query = read_entry_query(info[0].As<Napi::Object>());
  if (!query.ok()) return throw_error(env, query.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Answer answer(env, info[1]);
  return answer.started(
      env, runtime.value()->inventory().list(query.value(), answer.sink(), answer.settle<ProcessListHead>()));
}

// (query): {head, parts}
Napi::Value list_processes_sync(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<EntryQuery> query = read_entry_query(info[0].As<Napi::Object>());
  if (!query.ok()) return throw_error(env, query.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  Napi::Array parts = Napi::Array::New(env);
  const auto keep = [&](const std::string& part) { parts.Set(parts.Length(), Napi::String::New(env, part)); };
  const Result<ProcessListHead> head = runtime.value()->inventory().list_here(query.value(), keep);
  if (!head.ok()) return throw_error(env, head.error());
  Napi::Object answer = Napi::Object::New(env);
  answer.Set("head", RecordWriter::write(env, head.value()));
  answer.Set("parts", parts);
  return answer;
}

// (ref, query, callback)
Napi::Value descendants(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const Napi::Object given = info[1].As<Napi::Object>();
  const Result<EntryQuery> query = read_entry_query(given);
  if (!query.ok()) return throw_error(env, query.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Answer answer(env, info[2]);
  return answer.started(
      env, runtime.value()->inventory().descendants(ref.value(), read_max_levels(given), query.value(), answer.sink(),
                                                    answer.settle<DescendantsHead>()));
}

// (ref, query)
Napi::Value ancestors(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const Napi::Object given = info[1].As<Napi::Object>();
  const Result<EntryQuery> query = read_entry_query(given);
  if (!query.ok()) return throw_error(env, query.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Result<AncestorsResult> result =
      reeve::ancestors(ref.value(), read_max_levels(given), query.value(), runtime.value()->inventory().spare());
  if (!result.ok()) return throw_error(env, result.error());
  return RecordWriter::write(env, result.value());
}

// (ref, {signal, cascade, max_levels, filter}, callback)
Napi::Value kill_descendants(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const Napi::Object given = info[1].As<Napi::Object>();
  const Result<int> signal = read_signal(given.Get("signal"), "signal");
  if (!signal.ok()) return throw_error(env, signal.error());
  Result<ProcessFilter> filter = read_filter(given.Get("filter").As<Napi::Object>());
  if (!filter.ok()) return throw_error(env, filter.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  KillOrders orders{.signal = signal.value(),
                    .max_levels = read_max_levels(given),
                    .filter = std::move(filter.value()),
                    .cascade = flag_at(given, "cascade")};
  const Answer answer(env, info[2]);
  return answer.started(env, runtime.value()->inventory().kill_descendants(ref.value(), std::move(orders),
                                                                           answer.settle<KillDescendantsResult>()));
}

// (ref, query, callback)
Napi::Value process_stats(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return throw_error(env, ref.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const StatsQuery query = read_stats_query(info[1].As<Napi::Object>());
  const Answer answer(env, info[2]);
  return answer.started(env, runtime.value()->inventory().stats(ref.value(), query, answer.settle<ProcessStats>()));
}

// (refs, query, callback)
Napi::Value process_stats_many(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<std::vector<ProcessRef>> refs = read_refs(info[0]);
  if (!refs.ok()) return throw_error(env, refs.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const StatsQuery query = read_stats_query(info[1].As<Napi::Object>());
  const Answer answer(env, info[2]);
  return answer.started(env, runtime.value()->inventory().stats_of(refs.value(), query, answer.sink(),
                                                                   answer.settle<ProcessStatsListHead>()));
}

Napi::Value self_group(const Napi::CallbackInfo& info) {
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(info.Env(), runtime.error());
  const Result<SelfGroup> self = reeve::self_group(runtime.value()->inventory().spare());
  if (!self.ok()) return throw_error(info.Env(), self.error());
  return RecordWriter::write(info.Env(), self.value());
}

}  // namespace reeve::binding
