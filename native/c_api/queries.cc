#include "c_api/queries.h"

#include <cmath>

#include "c_api/configs.h"
#include "c_api/known_fields.h"

namespace reeve::c_api {
namespace {

constexpr double kAny = -1;

Status read_share(const char* name, double given, std::optional<double>& share) {
  if (given == kAny) return Done{};
  if (!(given >= 0) || std::isinf(given)) return invalid_argument(std::string(name) + " must be 0 or more, or -1");
  share = given;
  return Done{};
}

Result<std::optional<std::vector<Pid>>> read_pids(const std::int32_t* pids, std::size_t count) {
  if (pids == nullptr && count > 0) return invalid_argument("pid_in is NULL, and pid_count is not 0");
  if (pids == nullptr) return std::optional<std::vector<Pid>>();
  std::vector<Pid> read(pids, pids + count);
  std::sort(read.begin(), read.end());
  if (!read.empty() && !is_pid(read.front())) return invalid_argument("pid_in holds what is no pid");
  return std::optional(std::move(read));
}

Status read_states(const char* const* words, ProcessFilter& filter) {
  if (words == nullptr) return Done{};
  filter.state_in.emplace();
  for (const std::string& word : texts_of(words)) {
    const ProcessState state = state_named(word);
    if (to_text(state) != word) return invalid_argument("state_in holds '" + word + "', which is no state");
    filter.state_in->push_back(state);
  }
  return Done{};
}

Result<ProcessFilter> read_filter(const reeve_process_filter* given) {
  const Result<reeve_process_filter> copied = copy_known_or(given, reeve_filter_defaults());
  if (!copied.ok()) return copied.error();
  const reeve_process_filter& known = copied.value();
  ProcessFilter filter;
  filter.name_contains = text_of(known.name_contains);
  filter.name_equals = text_of(known.name_equals);
  filter.user_equals = text_of(known.user_equals);
  Result<std::optional<std::vector<Pid>>> pids = read_pids(known.pid_in, known.pid_count);
  if (!pids.ok()) return pids.error();
  filter.pid_in = std::move(pids.value());
  Status read = read_states(known.state_in, filter);
  if (read.ok()) read = read_number("ppid", known.ppid, filter.ppid);
  if (read.ok() && filter.ppid.value_or(0) < 0) read = invalid_argument("ppid must not be negative");
  if (read.ok()) read = read_share("cpu_above", known.cpu_above, filter.cpu_above);
  if (read.ok()) read = read_share("memory_above_kb", known.memory_above_kb, filter.memory_above_kb);
  if (read.ok()) {
    read = read_share("running_for_at_least_secs", known.running_for_at_least_secs, filter.running_for_at_least_secs);
  }
  if (!read.ok()) return read.error();
  return filter;
}

Result<FieldSet> read_fields(const reeve_list_options& known) {
  constexpr std::uint32_t kKnown = REEVE_WITH_ENV | REEVE_WITH_CWD | REEVE_WITH_THREADS;
  if ((known.wanted & ~kKnown) != 0) return invalid_argument("wanted has a bit that means nothing to a list");
  FieldSet fields = known.fields == nullptr ? FieldSet::usual() : FieldSet();
  for (const std::string& name : texts_of(known.fields)) {
    const std::optional<Field> field = field_named(name);
    if (!field && name != "pid") return invalid_argument("fields holds '" + name + "', which no process has");
    if (field) fields.add(*field);
  }
  if ((known.wanted & REEVE_WITH_ENV) != 0) fields.add(Field::env);
  if ((known.wanted & REEVE_WITH_CWD) != 0) fields.add(Field::cwd);
  if ((known.wanted & REEVE_WITH_THREADS) != 0) fields.add(Field::threads);
  return fields;
}

Status read_sample(std::int64_t given, std::optional<Millis>& sample) {
  constexpr std::int64_t kShortest = 10;
  constexpr std::int64_t kLongest = 60000;
  sample = read_timeout(given);
  if (!sample || (given >= kShortest && given <= kLongest)) return Done{};
  return invalid_argument("sample_duration_ms must be from 10 to 60000, not " + std::to_string(given));
}

Status read_levels(std::int64_t given, std::optional<std::uint32_t>& levels) {
  const Status read = read_number("max_levels", given, levels);
  if (!read.ok() || levels != 0U) return read;
  return invalid_argument("max_levels must be 1 or more");
}

}  // namespace

Result<ListQuestion> read_list(const reeve_process_filter* filter, const reeve_list_options* options,
                               ListAbilities abilities) {
  Result<ProcessFilter> meant = read_filter(filter);
  if (!meant.ok()) return meant.error();
  const Result<reeve_list_options> copied = copy_known_or(options, reeve_list_defaults());
  if (!copied.ok()) return copied.error();
  const reeve_list_options& known = copied.value();
  const Result<FieldSet> fields = read_fields(known);
  if (!fields.ok()) return fields.error();
  ListQuestion question{.query = {.filter = std::move(meant.value()), .fields = fields.value()}};
  Status read = read_sample(known.sample_duration_ms, question.query.sample);
  if (read.ok()) read = read_levels(known.max_levels, question.max_levels);
  if (read.ok() && question.query.sample && !abilities.samples) {
    read = invalid_argument("sample_duration_ms means nothing to this function");
  }
  if (read.ok() && question.max_levels && !abilities.levels) {
    read = invalid_argument("max_levels means nothing to this function");
  }
  if (!read.ok()) return read.error();
  return question;
}

Result<KillOrders> read_kill_orders(const reeve_process_filter* filter, const reeve_kill_options* options) {
  Result<ProcessFilter> meant = read_filter(filter);
  if (!meant.ok()) return meant.error();
  const Result<reeve_kill_options> copied = copy_known_or(options, reeve_kill_defaults());
  if (!copied.ok()) return copied.error();
  const Result<int> signal = read_signal("signal", copied.value().signal, platform::default_stop_signal());
  if (!signal.ok()) return signal.error();
  KillOrders orders{.signal = signal.value(), .filter = std::move(meant.value()), .cascade = copied.value().cascade};
  const Status read = read_levels(copied.value().max_levels, orders.max_levels);
  if (!read.ok()) return read.error();
  return orders;
}

Result<StatsQuery> read_stats_query(std::uint32_t wanted) {
  constexpr std::uint32_t kKnown =
      REEVE_STATS_OF_TREE | REEVE_STATS_WITHOUT_IO | REEVE_STATS_WITH_SWITCHES | REEVE_STATS_WITH_PSS;
  if ((wanted & ~kKnown) != 0) {
    return invalid_argument("wanted has a bit that this version of the library does not know");
  }
  return StatsQuery{.wanted = {.io = (wanted & REEVE_STATS_WITHOUT_IO) == 0,
                               .switches = (wanted & REEVE_STATS_WITH_SWITCHES) != 0,
                               .pss = (wanted & REEVE_STATS_WITH_PSS) != 0},
                    .tree = (wanted & REEVE_STATS_OF_TREE) != 0};
}

Result<std::vector<ProcessRef>> read_refs(const reeve_ref* refs, std::size_t count) {
  if (refs == nullptr && count > 0) return invalid_argument("refs is NULL, and count is not 0");
  std::vector<ProcessRef> read;
  for (std::size_t index = 0; index < count; ++index) {
    Result<ProcessRef> ref = read_ref(refs[index]);
    if (!ref.ok()) return ref.error();
    read.push_back(std::move(ref.value()));
  }
  return read;
}

Result<Transport> read_transport(const char* word) {
  const std::string given = text_of(word).value_or("tcp");
  if (given == to_text(Transport::tcp)) return Transport::tcp;
  if (given == to_text(Transport::udp)) return Transport::udp;
  return invalid_argument("protocol must be tcp or udp, not '" + given + "'");
}

Result<std::uint16_t> read_port(const char* name, std::int64_t number) {
  if (number >= 1 && number <= UINT16_MAX) return static_cast<std::uint16_t>(number);
  return invalid_argument(std::string(name) + " must be from 1 to 65535, not " + std::to_string(number));
}

Result<std::optional<IpAddress>> read_address(const char* name, const char* text) {
  if (text == nullptr) return std::optional<IpAddress>();
  const std::optional<IpAddress> address = parse_ip_address(text);
  if (address) return address;
  return invalid_argument(std::string(name) + " must be an IP address such as 127.0.0.1 or ::1, not '" + text + "'");
}

Result<PortQuery> read_port_query(const reeve_port_filter* filter, const reeve_list_options* options) {
  const Result<reeve_port_filter> copied = copy_known_or(filter, reeve_port_filter_defaults());
  if (!copied.ok()) return copied.error();
  const reeve_port_filter& known = copied.value();
  const Result<ListQuestion> question = read_list(nullptr, options, {});
  if (!question.ok()) return question.error();
  PortQuery query{.fields = question.value().query.fields};
  if (known.protocol != nullptr) {
    const Result<Transport> transport = read_transport(known.protocol);
    if (!transport.ok()) return transport.error();
    query.filter.wanted.transport = transport.value();
  }
  if (known.local_port != REEVE_NOT_GIVEN) {
    const Result<std::uint16_t> port = read_port("local_port", known.local_port);
    if (!port.ok()) return port.error();
    query.filter.wanted.port = port.value();
  }
  const Result<std::optional<IpAddress>> address = read_address("local_addr", known.local_addr);
  if (!address.ok()) return address.error();
  const Result<std::optional<IpAddress>> host = read_address("host", known.host);
  if (!host.ok()) return host.error();
  Result<std::optional<std::vector<Pid>>> pids = read_pids(known.pid_in, known.pid_count);
  if (!pids.ok()) return pids.error();
  query.filter.address = address.value();
  query.filter.host = host.value();
  query.filter.pids = std::move(pids.value());
  return query;
}

Result<PortOrders> read_port_orders(const reeve_port_wait_config* given) {
  const Result<reeve_port_wait_config> copied = copy_known(given, reeve_port_wait_defaults());
  if (!copied.ok()) return copied.error();
  const reeve_port_wait_config& known = copied.value();
  const Result<Transport> transport = read_transport(known.protocol);
  if (!transport.ok()) return transport.error();
  const Result<std::uint16_t> port = read_port("port", known.port);
  if (!port.ok()) return port.error();
  const Result<std::optional<IpAddress>> host = read_address("host", known.host);
  if (!host.ok()) return host.error();
  const std::optional<Millis> timeout = read_timeout(known.timeout_ms);
  if (timeout && (timeout->count() < 0 || timeout->count() > INT32_MAX)) {
    return invalid_argument("timeout_ms must be from 0 to 2147483647, not " + std::to_string(known.timeout_ms));
  }
  return PortOrders{
      .orders = {.transport = transport.value(), .port = port.value(), .host = host.value(), .timeout = timeout},
      .scope = known.process_only ? OwnerScope::process : OwnerScope::tree};
}

}  // namespace reeve::c_api
