#include "binding/inventory_arguments.h"

#include <algorithm>

namespace reeve::binding {
namespace {

Result<std::vector<Pid>> pids_at(const Napi::Object& object, const char* name) {
  const Napi::Array array = object.Get(name).As<Napi::Array>();
  std::vector<Pid> pids;
  pids.reserve(array.Length());
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    const Napi::Value item = array.Get(index);
    const double number = item.IsNumber() ? item.As<Napi::Number>().DoubleValue() : 0;
    if (!(number >= 1 && number <= INT32_MAX)) return invalid_argument(std::string(name) + " holds what is no pid");
    pids.push_back(static_cast<Pid>(number));
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

FieldSet fields_at(const Napi::Object& object, const char* name) {
  FieldSet fields;
  for (const std::string& text : texts_at(object, name)) {
    const std::optional<Field> field = field_named(text);
    if (field) fields.add(*field);
  }
  return fields;
}

Result<std::optional<IpAddress>> address_at(const Napi::Object& object, const char* name) {
  const std::optional<std::string> text = text_at(object, name);
  if (!text) return std::optional<IpAddress>();
  const std::optional<IpAddress> address = parse_ip_address(*text);
  if (address) return address;
  return invalid_argument(std::string(name) + " must be an IP address such as 127.0.0.1 or ::1, not '" + *text + "'");
}

std::optional<Transport> transport_at(const Napi::Object& object, const char* name) {
  const std::optional<std::string> word = text_at(object, name);
  if (!word) return std::nullopt;
  return *word == to_text(Transport::udp) ? Transport::udp : Transport::tcp;
}

std::optional<std::uint16_t> port_at(const Napi::Object& object, const char* name) {
  const std::optional<double> number = number_at(object, name);
  return number ? std::optional(static_cast<std::uint16_t>(*number)) : std::nullopt;
}

}  // namespace

Result<ProcessFilter> read_filter(const Napi::Object& given) {
  ProcessFilter filter;
  filter.name_contains = text_at(given, "name_contains");
  filter.name_equals = text_at(given, "name_equals");
  filter.user_equals = text_at(given, "user_equals");
  filter.cpu_above = number_at(given, "cpu_above");
  filter.memory_above_kb = number_at(given, "memory_above_kb");
  filter.running_for_at_least_secs = number_at(given, "running_for_at_least_secs");
  if (const std::optional<double> ppid = number_at(given, "ppid")) filter.ppid = static_cast<Pid>(*ppid);
  if (given.Get("state_in").IsArray()) {
    filter.state_in.emplace();
    for (const std::string& word : texts_at(given, "state_in")) filter.state_in->push_back(state_named(word));
  }
  if (given.Get("pid_in").IsArray()) {
    Result<std::vector<Pid>> pids = pids_at(given, "pid_in");
    if (!pids.ok()) return pids.error();
    filter.pid_in = std::move(pids.value());
  }
  const Status whole = read_whole(given);
  if (!whole.ok()) return whole.error();
  return filter;
}

Result<EntryQuery> read_entry_query(const Napi::Object& given) {
  EntryQuery query;
  Result<ProcessFilter> filter = read_filter(given.Get("filter").As<Napi::Object>());
  if (!filter.ok()) return filter.error();
  query.filter = std::move(filter.value());
  query.fields = fields_at(given, "fields");
  query.sample = millis_at(given, "sample_duration_ms");
  const Status whole = read_whole(given);
  if (!whole.ok()) return whole.error();
  return query;
}

std::optional<std::uint32_t> read_max_levels(const Napi::Object& given) {
  const std::optional<double> number = number_at(given, "max_levels");
  return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

Result<std::vector<ProcessRef>> read_refs(const Napi::Value& value) {
  const Napi::Array array = value.As<Napi::Array>();
  std::vector<ProcessRef> refs;
  refs.reserve(array.Length());
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    const Napi::HandleScope scope(array.Env());
    const Napi::Value item = array.Get(index);
    if (!item.IsNumber() && !item.IsObject())
      return invalid_argument("a process that is named by neither pid nor record");
    Result<ProcessRef> ref = read_ref(item);
    if (!ref.ok()) return ref.error();
    refs.push_back(std::move(ref.value()));
  }
  return refs;
}

Result<PortQuery> read_port_query(const Napi::Object& given) {
  PortQuery query;
  PortFilter& filter = query.filter;
  filter.wanted = {.transport = transport_at(given, "protocol"), .port = port_at(given, "local_port")};
  const Result<std::optional<IpAddress>> address = address_at(given, "local_addr");
  if (!address.ok()) return address.error();
  filter.address = address.value();
  const Result<std::optional<IpAddress>> host = address_at(given, "host");
  if (!host.ok()) return host.error();
  filter.host = host.value();
  if (given.Get("pid_in").IsArray()) {
    Result<std::vector<Pid>> pids = pids_at(given, "pid_in");
    if (!pids.ok()) return pids.error();
    filter.pids = std::move(pids.value());
  }
  query.fields = fields_at(given, "fields");
  const Status whole = read_whole(given);
  if (!whole.ok()) return whole.error();
  return query;
}

Result<PortWaitOrders> read_port_wait_orders(const Napi::Object& given) {
  PortWaitOrders orders{.transport = transport_at(given, "protocol").value_or(Transport::tcp),
                        .port = port_at(given, "port").value_or(0),
                        .timeout = millis_at(given, "timeout_ms")};
  const Result<std::optional<IpAddress>> host = address_at(given, "host");
  if (!host.ok()) return host.error();
  orders.host = host.value();
  const Status whole = read_whole(given);
  if (!whole.ok()) return whole.error();
  return orders;
}

StatsQuery read_stats_query(const Napi::Object& given) {
  return StatsQuery{
      .wanted = {.io = flag_at(given, "io"), .switches = flag_at(given, "switches"), .pss = flag_at(given, "pss")},
      .tree = flag_at(given, "tree")};
}

}  // namespace reeve::binding
