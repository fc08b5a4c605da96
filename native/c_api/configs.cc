#include "c_api/configs.h"

#include "c_api/known_fields.h"
#include "core/base/number.h"
#include "core/identity/ref_text.h"
#include "core/platform.h"

namespace reeve::c_api {
namespace {

// What is negative is far too much.
std::optional<LogRotation> rotation_of(const reeve_stream& stream) {
  if (stream.max_bytes == 0) return std::nullopt;
  const std::int64_t keep = stream.keep == 0 ? 1 : stream.keep;
  constexpr std::int64_t kMost = UINT32_MAX;
  LogRotation rotation{.max_bytes = static_cast<std::uint64_t>(stream.max_bytes),
                       .keep = static_cast<std::uint32_t>(keep < 0 || keep > kMost ? kMost : keep)};
  if (stream.max_age_ms != 0) rotation.max_age_ms = static_cast<std::uint64_t>(stream.max_age_ms);
  return rotation;
}

Result<StreamPlan> read_stream(const char* name, const reeve_stream& stream, StreamPlan::Kind otherwise) {
  switch (stream.kind) {
    case REEVE_STREAM_DEFAULT:
      return StreamPlan{.kind = otherwise};
    case REEVE_STREAM_IGNORE:
      return StreamPlan{.kind = StreamPlan::Kind::ignore};
    case REEVE_STREAM_INHERIT:
      return StreamPlan{.kind = StreamPlan::Kind::inherit};
    case REEVE_STREAM_PIPE:
      return StreamPlan{.kind = StreamPlan::Kind::pipe};
    case REEVE_STREAM_FILE:
      if (stream.file == nullptr) return invalid_argument(std::string(name) + ".file is NULL");
      return StreamPlan{.kind = StreamPlan::Kind::file,
                        .path = stream.file,
                        .append = stream.append,
                        .rotation = rotation_of(stream),
                        .timestamps = stream.timestamps};
    case REEVE_STREAM_FD:
      return StreamPlan{.kind = StreamPlan::Kind::descriptor, .descriptor = stream.fd};
    default:
      return invalid_argument(std::string(name) + ".kind is no kind of stream: " + std::to_string(stream.kind));
  }
}

Status read_streams(const reeve_spawn_config& given, SpawnConfig& config) {
  using Kind = StreamPlan::Kind;
  const std::array streams{read_stream("std_in", given.std_in, Kind::ignore),
                           read_stream("std_out", given.std_out, Kind::inherit),
                           read_stream("std_err", given.std_err, Kind::inherit)};
  for (std::size_t stream = 0; stream < streams.size(); ++stream) {
    if (!streams[stream].ok()) return streams[stream].error();
    config.streams[stream] = streams[stream].value();
  }
  return Done{};
}

void read_env(const reeve_spawn_config& given, SpawnConfig& config) {
  config.clear_env = given.clear_env;
  if (given.base_env != nullptr) config.base_env = texts_of(given.base_env);
  for (const std::string& entry : texts_of(given.env)) {
    const std::size_t equals = entry.find('=');
    const bool sets = equals != std::string::npos;
    config.env.emplace_back(entry.substr(0, equals), sets ? std::optional(entry.substr(equals + 1)) : std::nullopt);
  }
}

Status read_words(const reeve_spawn_config& given, SpawnConfig& config) {
  const std::string containment = text_of(given.containment).value_or("auto");
  if (containment != "auto") {
    config.containment = containment_kind(containment);
    if (*config.containment == ContainmentKind::none) {
      return invalid_argument("containment must be auto, cgroup, job, keeper or group, not '" + containment + "'");
    }
  }
  const std::string word = text_of(given.on_parent_exit).value_or("");
  if (given.on_parent_exit == nullptr) return Done{};
  if (word != "leave" && word != "kill") {
    return invalid_argument("on_parent_exit must be leave or kill, not '" + word + "'");
  }
  config.kill_on_parent_exit = word == "kill";
  return Done{};
}

Status read_numbers(const reeve_spawn_config& given, SpawnConfig& config) {
  const reeve_limits& limits = given.limits;
  Status read = read_number("uid", given.uid, config.uid);
  if (read.ok()) read = read_number("gid", given.gid, config.gid);
  if (read.ok()) read = read_number("umask", given.umask, config.umask);
  if (read.ok()) read = read_number("nice", given.nice, config.nice);
  if (read.ok()) read = read_number("limits.memory_max", limits.memory_max, config.limits.memory_max);
  if (read.ok()) read = read_number("limits.memory_swap_max", limits.memory_swap_max, config.limits.memory_swap_max);
  if (read.ok()) read = read_number("limits.pids_max", limits.pids_max, config.limits.pids_max);
  if (read.ok()) read = read_number("limits.io_weight", limits.io_weight, config.limits.io_weight);
  if (limits.cpu_max != 0) config.limits.cpu_max = limits.cpu_max;
  if (given.groups != nullptr) config.groups.emplace(given.groups, given.groups + given.group_count);
  return read;
}

}  // namespace

Result<int> read_signal(const char* name, const char* given, int otherwise) {
  if (given == nullptr) return otherwise;
  if (const std::optional<int> number = platform::signal_number(given)) return *number;
  if (const std::optional<int> number = to_number<int>(given)) return *number;
  return invalid_argument(std::string(name) + " '" + given + "' is no signal of this system");
}

Result<ProcessRef> read_ref(const reeve_ref& ref) {
  if (ref.record == nullptr) {
    const Result<Pid> pid = to_pid(ref.pid);
    if (!pid.ok()) return pid.error();
    return ProcessRef{.pid = pid.value()};
  }
  Result<ProcessRef> read = parse_ref(ref.record);
  if (read.ok() && ref.pid != 0 && ref.pid != read.value().pid) {
    return invalid_argument("the record is of pid " + std::to_string(read.value().pid) + ", not of " +
                            std::to_string(ref.pid));
  }
  return read;
}

Result<SpawnConfig> read_config(const reeve_spawn_config* given) {
  const Result<reeve_spawn_config> copied = copy_known(given, reeve_spawn_defaults());
  if (!copied.ok()) return copied.error();
  const reeve_spawn_config& known = copied.value();
  SpawnConfig config;
  config.argv = texts_of(known.argv);
  config.argv0 = text_of(known.argv0);
  config.cwd = text_of(known.cwd);
  config.state_dir = text_of(known.state_dir);
  config.new_session = known.new_session;
  config.limits_required = !known.limits_optional;
  read_env(known, config);
  Status read = read_streams(known, config);
  if (read.ok()) read = read_words(known, config);
  if (read.ok()) read = read_numbers(known, config);
  if (!read.ok()) return read.error();
  return config;
}

Result<TerminateOptions> read_options(const reeve_terminate_config* given) {
  const reeve_terminate_config defaults = reeve_terminate_defaults();
  const Result<reeve_terminate_config> copied = copy_known_or(given, defaults);
  if (!copied.ok()) return copied.error();
  const reeve_terminate_config& known = copied.value();
  const Result<int> signal = read_signal("signal", known.signal, platform::default_stop_signal());
  if (!signal.ok()) return signal.error();
  const Result<int> kill_signal = read_signal("kill_signal", known.kill_signal, platform::default_kill_signal());
  if (!kill_signal.ok()) return kill_signal.error();
  TerminateOptions options;
  options.signal = signal.value();
  options.kill_signal = kill_signal.value();
  options.grace = read_timeout(known.grace_timeout_ms).value_or(options.grace);
  options.kill_wait = read_timeout(known.kill_timeout_ms).value_or(options.kill_wait);
  options.dry_run = known.dry_run;
  return options;
}

std::optional<Millis> read_timeout(std::int64_t timeout_ms) {
  return timeout_ms == REEVE_NOT_GIVEN ? std::nullopt : std::optional(Millis(timeout_ms));
}

}  // namespace reeve::c_api
