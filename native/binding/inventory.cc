#include "binding/call.h"
#include "binding/answer.h"
#include "binding/inventory_arguments.h"

namespace reeve::binding {
namespace {

// A process, and how to look at its family.
struct FamilyQuery {
  ProcessRef ref;
  std::optional<std::uint32_t> max_levels;
  EntryQuery entries;
};

// (ref, query, ...)
Result<FamilyQuery> read_family_query(const Napi::CallbackInfo& info) {
  Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return ref.error();
  const Napi::Object given = info[1].As<Napi::Object>();
  Result<EntryQuery> entries = read_entry_query(given);
  if (!entries.ok()) return entries.error();
  return FamilyQuery{
      .ref = std::move(ref.value()), .max_levels = read_max_levels(given), .entries = std::move(entries.value())};
}

struct KillRequest {
  ProcessRef ref;
  KillOrders orders;
};

// (ref, {signal, cascade, max_levels, filter}, ...)
Result<KillRequest> read_kill_request(const Napi::CallbackInfo& info) {
  Result<ProcessRef> ref = read_ref(info[0]);
  if (!ref.ok()) return ref.error();
  const Napi::Object given = info[1].As<Napi::Object>();
  const Result<int> signal = read_signal(given.Get("signal"), "signal");
  if (!signal.ok()) return signal.error();
  Result<ProcessFilter> filter = read_filter(given.Get("filter").As<Napi::Object>());
  if (!filter.ok()) return filter.error();
  return KillRequest{.ref = std::move(ref.value()),
                     .orders = {.signal = signal.value(),
                                .max_levels = read_max_levels(given),
                                .filter = std::move(filter.value()),
                                .cascade = flag_at(given, "cascade")}};
}

}  // namespace

// (query, callback)
Napi::Value list_processes(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_entry_query(info[0].As<Napi::Object>()), [&](const EntryQuery& query, Runtime& runtime) {
    const Answer answer(env, info[1]);
    return answer.started(env, runtime.inventory().list(query, answer.sink(), answer.settle<ProcessListHead>()));
  });
}

// (query): {head, parts}
Napi::Value list_processes_sync(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(
      env, read_entry_query(info[0].As<Napi::Object>()), [&](const EntryQuery& query, Runtime& runtime) -> Napi::Value {
        Napi::Array parts = Napi::Array::New(env);
        const auto keep = [&](const std::string& part) { parts.Set(parts.Length(), Napi::String::New(env, part)); };
        const Result<ProcessListHead> head = runtime.inventory().list_here(query, keep);
        if (!head.ok()) return throw_error(env, head.error());
        Napi::Object answer = Napi::Object::New(env);
        answer.Set("head", to_object(env, head.value()));
        answer.Set("parts", parts);
        return answer;
      });
}

// (ref, query, callback)
Napi::Value descendants(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_family_query(info), [&](const FamilyQuery& query, Runtime& runtime) {
    const Answer answer(env, info[2]);
    return answer.started(env, runtime.inventory().descendants(query.ref, query.max_levels, query.entries,
                                                               answer.sink(), answer.settle<DescendantsHead>()));
  });
}

// (ref, query)
Napi::Value ancestors(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_family_query(info), [&](const FamilyQuery& query, Runtime& runtime) {
    return give_back(env, reeve::ancestors(query.ref, query.max_levels, query.entries, runtime.inventory().spare()));
  });
}

// (ref, {signal, cascade, max_levels, filter}, callback)
Napi::Value kill_descendants(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_kill_request(info), [&](KillRequest request, Runtime& runtime) {
    const Answer answer(env, info[2]);
    return answer.started(env, runtime.inventory().kill_descendants(request.ref, std::move(request.orders),
                                                                    answer.settle<KillDescendantsResult>()));
  });
}

// (ref, query, callback)
Napi::Value process_stats(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_ref(info[0]), [&](const ProcessRef& ref, Runtime& runtime) {
    const StatsQuery query = read_stats_query(info[1].As<Napi::Object>());
    const Answer answer(env, info[2]);
    return answer.started(env, runtime.inventory().stats(ref, query, answer.settle<ProcessStats>()));
  });
}

// (refs, query, callback)
Napi::Value process_stats_many(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  return call(env, read_refs(info[0]), [&](const std::vector<ProcessRef>& refs, Runtime& runtime) {
    const StatsQuery query = read_stats_query(info[1].As<Napi::Object>());
    const Answer answer(env, info[2]);
    return answer.started(
        env, runtime.inventory().stats_of(refs, query, answer.sink(), answer.settle<ProcessStatsListHead>()));
  });
}

Napi::Value self_group(const Napi::CallbackInfo& info) {
  return call(info.Env(), Result<Done>(Done{}), [&](Done, Runtime& runtime) {
    return give_back(info.Env(), reeve::self_group(runtime.inventory().spare()));
  });
}

}  // namespace reeve::binding
