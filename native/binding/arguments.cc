#include "binding/arguments.h"

#include <charconv>
#include <cmath>

#include "core/platform.h"

namespace reeve::binding {
namespace {

Result<Pid> read_pid(double number) {
  if (std::trunc(number) == number && number >= 1 && number <= INT32_MAX) return static_cast<Pid>(number);
  return invalid_argument("a pid is a whole number from 1 to 2147483647");
}

Pid pid_or_none(const Napi::Object& object, const char* name) {
  const std::optional<double> number = number_at(object, name);
  return number && is_pid(static_cast<std::int64_t>(*number)) ? static_cast<Pid>(*number) : kNoPid;
}

Result<std::optional<Keeper>> read_keeper(const Napi::Value& value) {
  if (!value.IsObject()) return std::optional<Keeper>();
  const Napi::Object object = value.As<Napi::Object>();
  const std::string text = text_at(object, "identity").value_or("");
  const std::optional<Identity> identity = parse_identity(text);
  if (!identity) return invalid_argument("the keeper's identity '" + text + "' is none that reeve makes here");
  return std::optional(Keeper{.identity = *identity, .state_dir = text_at(object, "state_dir").value_or("")});
}

Result<Containment> read_containment(const Napi::Object& object) {
  Containment containment;
  containment.kind = containment_kind(text_at(object, "kind").value_or(""));
  containment.pgid = pid_or_none(object, "pgid");
  containment.sid = pid_or_none(object, "sid");
  containment.cookie = text_at(object, "cookie").value_or("");
  const char* folder = containment.kind == ContainmentKind::job ? "job_name" : "cgroup_path";
  containment.folder = text_at(object, folder).value_or("");
  const std::string id = text_at(object, "cgroup_id").value_or("");
  std::from_chars(id.data(), id.data() + id.size(), containment.folder_id);
  Result<std::optional<Keeper>> keeper = read_keeper(object.Get("keeper"));
  if (!keeper.ok()) return keeper.error();
  containment.keeper = std::move(keeper.value());
  return containment;
}

}  // namespace

std::optional<std::string> text_at(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  if (!value.IsString()) return std::nullopt;
  return value.As<Napi::String>().Utf8Value();
}

std::optional<double> number_at(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  if (!value.IsNumber()) return std::nullopt;
  return value.As<Napi::Number>().DoubleValue();
}

bool flag_at(const Napi::Object& object, const char* name) {
  const Napi::Value value = object.Get(name);
  return value.IsBoolean() && value.As<Napi::Boolean>().Value();
}

std::vector<std::string> texts_at(const Napi::Object& object, const char* name) {
  std::vector<std::string> texts;
  const Napi::Value value = object.Get(name);
  if (!value.IsArray()) return texts;
  const Napi::Array array = value.As<Napi::Array>();
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    const Napi::Value item = array.Get(index);
    texts.push_back(item.IsString() ? item.As<Napi::String>().Utf8Value() : std::string());
  }
  return texts;
}

std::optional<Millis> millis_at(const Napi::Object& object, const char* name) {
  const std::optional<double> number = number_at(object, name);
  if (!number) return std::nullopt;
  return Millis(static_cast<std::int64_t>(*number));
}

Result<int> read_signal(const Napi::Value& value, const char* name) {
  if (value.IsNumber()) return static_cast<int>(value.As<Napi::Number>().DoubleValue());
  const std::string text = value.IsString() ? value.As<Napi::String>().Utf8Value() : std::string();
  const std::optional<int> number = platform::signal_number(text);
  if (!number) return invalid_argument(std::string(name) + " '" + text + "' is no signal of this system");
  return *number;
}

Result<int> signal_at(const Napi::Object& object, const char* name, int otherwise) {
  const Napi::Value value = object.Get(name);
  return value.IsNumber() || value.IsString() ? read_signal(value, name) : otherwise;
}

Status read_whole(const Napi::Object& object) {
  if (!object.Get("pid").IsEmpty()) return Done{};
  return invalid_argument("the arguments could not be read: this thread is being ended, or a getter threw");
}

Result<ProcessRef> read_ref(const Napi::Value& value) {
  ProcessRef ref;
  if (value.IsNumber()) {
    const Result<Pid> pid = read_pid(value.As<Napi::Number>().DoubleValue());
    if (!pid.ok()) return pid.error();
    ref.pid = pid.value();
    return ref;
  }
  const Napi::Object object = value.As<Napi::Object>();
  const Result<Pid> pid = read_pid(number_at(object, "pid").value_or(0));
  if (!pid.ok()) return pid.error();
  ref.pid = pid.value();
  if (const std::optional<std::string> text = text_at(object, "identity")) {
    ref.identity = parse_identity(*text);
    if (!ref.identity) return invalid_argument("identity '" + *text + "' is none that reeve makes on this platform");
    if (ref.identity->pid != ref.pid) {
      return invalid_argument("identity '" + *text + "' is not of pid " + std::to_string(ref.pid));
    }
  }
  if (const std::optional<double> start = number_at(object, "start_time_unix_ms")) {
    ref.start_time_unix_ms = static_cast<std::int64_t>(*start);
  }
  if (const Napi::Value held = object.Get("containment"); held.IsObject()) {
    Result<Containment> containment = read_containment(held.As<Napi::Object>());
    if (!containment.ok()) return containment.error();
    ref.containment = std::move(containment.value());
  }
  const Status whole = read_whole(object);
  if (!whole.ok()) return whole.error();
  return ref;
}

}  // namespace reeve::binding
