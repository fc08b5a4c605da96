#include "core/identity/ref_text.h"

#include "core/base/json_value.h"
#include "core/base/number.h"

namespace reeve {
namespace {

using Kind = JsonValue::Kind;

// Reads one object's fields; the first fault stays, and from then on nothing is read.
class FieldReader {
 public:
  FieldReader(const JsonValue& object, std::string path) : object_(object), path_(std::move(path)) {}

  // nullptr: null, or not there.
  const JsonValue* given(const char* name) const {
    const JsonValue* value = object_.at(name);
    return value == nullptr || value->kind == Kind::null ? nullptr : value;
  }

  Pid pid(const char* name) {
    const JsonValue* value = given(name);
    if (value == nullptr) return kNoPid;
    const std::optional<std::int64_t> number = value->whole();
    if (number && is_pid(*number)) return static_cast<Pid>(*number);
    refuse(name, "must be a whole number from 1 to 2147483647");
    return kNoPid;
  }

  std::string text(const char* name) {
    const JsonValue* value = given(name);
    if (value == nullptr) return {};
    if (value->kind != Kind::text || value->text.empty()) refuse(name, "must be a text with something in it");
    // What stands behind would be lost, and so another thing be named.
    if (value->text.find('\0') != std::string::npos) refuse(name, "contains a NUL byte");
    return value->text;
  }

  void refuse(const char* name, const char* why) {
    if (!fault_) fault_ = invalid_argument(path_ + name + " " + why);
  }

  void refuse(const Error& error) {
    if (!fault_) fault_ = error;
  }

  template <class T>
  Result<T> done(T value) {
    if (fault_) return *fault_;
    return value;
  }

 private:
  const JsonValue& object_;
  std::string path_;
  std::optional<Error> fault_;
};

std::optional<Identity> identity_at(FieldReader& fields, Pid pid) {
  const std::string text = fields.text("identity");
  if (text.empty()) return std::nullopt;
  const std::optional<Identity> identity = parse_identity(text);
  if (!identity) {
    fields.refuse(invalid_argument("identity '" + text + "' is none that reeve makes on this platform"));
  } else if (identity->pid != pid) {
    fields.refuse(invalid_argument("identity '" + text + "' is not of pid " + std::to_string(pid)));
  }
  return identity;
}

Result<Keeper> read_keeper(const JsonValue& value) {
  if (value.kind != Kind::object) return invalid_argument("containment.keeper must be an object or null");
  FieldReader fields(value, "containment.keeper.");
  if (fields.given("pid") == nullptr) fields.refuse("pid", "is missing");
  if (fields.given("identity") == nullptr) fields.refuse("identity", "is missing");
  const std::optional<Identity> identity = identity_at(fields, fields.pid("pid"));
  return fields.done(Keeper{.identity = identity.value_or(Identity{}), .state_dir = fields.text("state_dir")});
}

void read_folder(FieldReader& fields, Containment& containment) {
  if (containment.kind == ContainmentKind::job) {
    containment.folder = fields.text("job_name");
    return;
  }
  containment.folder = fields.text("cgroup_path");
  const std::string id = fields.text("cgroup_id");
  if (id.empty()) return;
  const std::optional<std::uint64_t> number = to_number<std::uint64_t>(id);
  if (!number) fields.refuse("cgroup_id", "must be a text of decimal digits");
  containment.folder_id = number.value_or(0);
}

Result<Containment> read_containment(const JsonValue& value) {
  if (value.kind != Kind::object) return invalid_argument("containment must be an object");
  FieldReader fields(value, "containment.");
  Containment containment;
  const std::string kind = fields.text("kind");
  containment.kind = containment_kind(kind);
  if (kind != to_text(containment.kind)) fields.refuse("kind", "is no kind of containment");
  containment.pgid = fields.pid("pgid");
  containment.sid = fields.pid("sid");
  containment.cookie = fields.text("cookie");
  read_folder(fields, containment);
  if (const JsonValue* keeper = fields.given("keeper")) {
    Result<Keeper> read = read_keeper(*keeper);
    if (!read.ok()) return read.error();
    containment.keeper = std::move(read.value());
  } else if (containment.kind == ContainmentKind::keeper) {
    fields.refuse("keeper", "is missing");
  }
  if (const Status formed = check(containment); !formed.ok()) fields.refuse(formed.error());
  return fields.done(containment);
}

}  // namespace

Result<Pid> to_pid(std::int64_t number) {
  if (is_pid(number)) return static_cast<Pid>(number);
  return invalid_argument("pid must be a whole number from 1 to 2147483647, not " + std::to_string(number));
}

Result<ProcessRef> parse_ref(std::string_view json) {
  const Result<JsonValue> read = parse_json(json);
  if (!read.ok()) return read.error();
  const JsonValue& value = read.value();
  ProcessRef ref;
  if (value.kind == Kind::number) {
    const Result<Pid> pid = to_pid(value.whole().value_or(0));
    if (!pid.ok()) return pid.error();
    ref.pid = pid.value();
    return ref;
  }
  if (value.kind != Kind::object) return invalid_argument("a process is named by its pid or by a record with one");
  FieldReader fields(value, "");
  if (fields.given("pid") == nullptr) fields.refuse("pid", "is missing: a process is named by a record with one");
  ref.pid = fields.pid("pid");
  ref.identity = identity_at(fields, ref.pid);
  if (const JsonValue* start = fields.given("start_time_unix_ms")) {
    ref.start_time_unix_ms = start->whole();
    if (ref.start_time_unix_ms.value_or(-1) < 0) {
      fields.refuse("start_time_unix_ms", "must be a whole number, 0 or larger");
    }
  }
  if (const JsonValue* held = fields.given("containment")) {
    Result<Containment> containment = read_containment(*held);
    if (!containment.ok())
      fields.refuse(containment.error());
    else
      ref.containment = std::move(containment.value());
  }
  return fields.done(ref);
}

}  // namespace reeve
