#include "binding/arguments.h"
#include "binding/functions.h"
#include "binding/to_object.h"

namespace reeve::binding {
namespace {

constexpr std::array<const char*, kStreamCount> kStreamNames{"stdin", "stdout", "stderr"};

template <class Number>
std::optional<Number> whole_at(const Napi::Object& object, const char* name) {
  const std::optional<double> number = number_at(object, name);
  if (!number) return std::nullopt;
  return static_cast<Number>(*number);
}

std::optional<LogRotation> read_rotation(const Napi::Value& value) {
  if (!value.IsObject()) return std::nullopt;
  const Napi::Object object = value.As<Napi::Object>();
  return LogRotation{.max_bytes = whole_at<std::uint64_t>(object, "max_bytes").value_or(0),
                     .keep = whole_at<std::uint32_t>(object, "keep").value_or(1),
                     .max_age_ms = whole_at<std::uint64_t>(object, "max_age_ms")};
}

StreamPlan read_stream(const Napi::Value& value, StreamPlan otherwise) {
  if (value.IsString()) {
    const std::string word = value.As<Napi::String>().Utf8Value();
    if (word == "pipe") return {.kind = StreamPlan::Kind::pipe};
    return {.kind = word == "inherit" ? StreamPlan::Kind::inherit : StreamPlan::Kind::ignore};
  }
  if (!value.IsObject()) return otherwise;
  const Napi::Object object = value.As<Napi::Object>();
  if (const std::optional<std::string> path = text_at(object, "file")) {
    return {.kind = StreamPlan::Kind::file,
            .path = *path,
            .append = flag_at(object, "append"),
            .rotation = read_rotation(object.Get("rotate")),
            .timestamps = flag_at(object, "timestamps")};
  }
  const auto descriptor = static_cast<int>(number_at(object, "fd").value_or(-1));
  return {.kind = StreamPlan::Kind::descriptor, .descriptor = descriptor};
}

void read_env(const Napi::Object& given, SpawnConfig& config) {
  config.clear_env = flag_at(given, "clear_env");
  // A worker has an environment of its own, which only JavaScript knows.
  if (given.Get("base_env").IsArray()) config.base_env = texts_at(given, "base_env");
  const Napi::Value env = given.Get("env");
  if (!env.IsObject()) return;
  const Napi::Object variables = env.As<Napi::Object>();
  const Napi::Array names = variables.GetPropertyNames();
  if (names.IsEmpty()) return;
  for (std::uint32_t index = 0; index < names.Length(); ++index) {
    const Napi::Value key = names.Get(index);
    if (!key.IsString()) return;
    const std::string name = key.As<Napi::String>().Utf8Value();
    config.env.emplace_back(name, text_at(variables, name.c_str()));
  }
}

void read_limits(const Napi::Object& given, SpawnConfig& config) {
  if (given.Get("limits_required").IsBoolean()) config.limits_required = flag_at(given, "limits_required");
  const Napi::Value value = given.Get("limits");
  if (!value.IsObject()) return;
  const Napi::Object limits = value.As<Napi::Object>();
  config.limits.memory_max = whole_at<std::uint64_t>(limits, "memory_max");
  config.limits.memory_swap_max = whole_at<std::uint64_t>(limits, "memory_swap_max");
  config.limits.pids_max = whole_at<std::uint64_t>(limits, "pids_max");
  config.limits.cpu_max = number_at(limits, "cpu_max");
  config.limits.io_weight = whole_at<std::uint32_t>(limits, "io_weight");
}

SpawnConfig read_config(const Napi::Object& given) {
  SpawnConfig config;
  config.argv = texts_at(given, "argv");
  config.argv0 = text_at(given, "argv0");
  config.cwd = text_at(given, "cwd");
  read_env(given, config);
  read_limits(given, config);
  const StreamPlan ignore{.kind = StreamPlan::Kind::ignore};
  const StreamPlan inherit{.kind = StreamPlan::Kind::inherit};
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    config.streams[stream] = read_stream(given.Get(kStreamNames[stream]), stream == 0 ? ignore : inherit);
  }
  const std::string containment = text_at(given, "containment").value_or("auto");
  if (containment != "auto") config.containment = containment_kind(containment);
  config.state_dir = text_at(given, "state_dir");
  config.new_session = flag_at(given, "new_session");
  if (const auto word = text_at(given, "on_parent_exit")) config.kill_on_parent_exit = *word == "kill";
  config.uid = whole_at<std::uint32_t>(given, "uid");
  config.gid = whole_at<std::uint32_t>(given, "gid");
  config.umask = whole_at<std::uint32_t>(given, "umask");
  config.nice = whole_at<int>(given, "nice");
  if (const Napi::Value groups = given.Get("groups"); groups.IsArray()) {
    const Napi::Array array = groups.As<Napi::Array>();
    config.groups.emplace();
    for (std::uint32_t index = 0; index < array.Length(); ++index) {
      const Napi::Value group = array.Get(index);
      if (group.IsNumber()) config.groups->push_back(group.As<Napi::Number>().Uint32Value());
    }
  }
  return config;
}

}  // namespace

// (config): {result, ends: [stdin, stdout, stderr]}, where an end is the descriptor of the parent's side of a pipe or
// -1. The caller owns them.
Napi::Value spawn_in_group(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  const Napi::Object given = info[0].As<Napi::Object>();
  const SpawnConfig config = read_config(given);
  const Status whole = read_whole(given);
  if (!whole.ok()) return throw_error(env, whole.error());
  Result<SpawnedJob> job = runtime.value()->spawn(config);
  if (!job.ok()) return throw_error(env, job.error());
  Napi::Array ends = Napi::Array::New(env, kStreamCount);
  for (std::uint32_t stream = 0; stream < kStreamCount; ++stream) {
    ends.Set(stream, Napi::Number::New(env, job.value().ends[stream]));
  }
  Napi::Object answer = Napi::Object::New(env);
  answer.Set("result", to_object(env, job.value().result));
  answer.Set("ends", ends);
  return answer;
}

}  // namespace reeve::binding
