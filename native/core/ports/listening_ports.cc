#include "core/ports/listening_ports.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "core/inventory/entry_reader.h"

namespace reeve {
namespace {

auto order_of(const Listener& listener) {
  return std::tie(listener.transport, listener.port, listener.address, listener.interface, listener.socket);
}

bool fits(const Listener& listener, const PortFilter& filter) {
  if (filter.wanted.transport && listener.transport != *filter.wanted.transport) return false;
  if (filter.wanted.port && listener.port != *filter.wanted.port) return false;
  if (filter.address && listener.address != *filter.address) return false;
  return !filter.host || reach_of(listener, *filter.host) != Reach::none;
}

// Of the listeners at one port, those that what is sent to `host` comes to.
void keep_best(std::vector<std::size_t>& places, const std::vector<Listener>& listeners, const IpAddress& host) {
  std::map<std::pair<Transport, std::uint16_t>, Reach> best;
  const auto port_of = [&](std::size_t place) { return std::pair(listeners[place].transport, listeners[place].port); };
  for (const std::size_t place : places) {
    Reach& known = best[port_of(place)];
    known = std::max(known, reach_of(listeners[place], host));
  }
  std::erase_if(places, [&](std::size_t place) { return reach_of(listeners[place], host) != best[port_of(place)]; });
}

std::string unheld_warning(std::size_t unheld, std::uint64_t unreadable) {
  const std::string sockets = std::to_string(unheld) + (unheld == 1 ? " socket has" : " sockets have");
  if (unreadable == 0) {
    return sockets + " no process that can be seen here: hidden, of another namespace, or of the system itself";
  }
  return sockets + " no process that may be seen: what " + std::to_string(unreadable) +
         (unreadable == 1 ? " process has" : " processes have") + " open may not be read (EACCES)";
}

class BindingReader {
 public:
  using Bindings = std::vector<std::pair<std::size_t, PortBinding>>;  // each with the place of its listener

  BindingReader(const platform::ListenerLook& look, const FieldSet& fields, SpareHandles& spare)
      : look_(look), shown_(fields), spare_(spare) {
    query_.fields = fields;
    query_.fields.add(Field::identity);
  }

  // The bindings of one process; none when it is gone, or does not have them any more.
  Result<Bindings> read(const std::vector<ListenerHolder>& holders) {
    const Pid pid = holders.front().pid;
    const Result<Pin> pin = spare_.run([&] { return platform::open_pin(pid); });
    if (!pin.ok()) return is_passed_over(pin.error()) ? nobody() : pin.error();
    const Result<platform::Look> processes = spare_.run([&] { return platform::Look::at({pid}); });
    if (!processes.ok()) return processes.error();
    EntryReader reader(query_, nullptr, spare_);
    Result<std::optional<ProcessEntry>> entry = reader.read(processes.value(), pid);
    if (!entry.ok()) return entry.error();
    if (!entry.value()) return nobody();
    Bindings bindings;
    for (const ListenerHolder& holder : holders) {
      if (look_.still_holds(pin.value(), holder)) {
        bindings.emplace_back(holder.listener, binding_of(holder, *entry.value()));
      }
    }
    if (platform::is_gone(pin.value())) return nobody();
    for (std::string& warning : reader.remarks().warnings()) warnings_.push_back(std::move(warning));
    return bindings;
  }

  std::vector<std::string>& warnings() { return warnings_; }

 private:
  static Result<Bindings> nobody() { return Bindings(); }

  PortBinding binding_of(const ListenerHolder& holder, const ProcessEntry& entry) const {
    PortBinding binding{.listener = look_.listeners()[holder.listener],
                        .pid = holder.pid,
                        .identity = entry.info.identity,
                        .process = entry};
    if (holder.descriptor >= 0) binding.descriptor = holder.descriptor;
    binding.process->info.fields = shown_;
    return binding;
  }

  const platform::ListenerLook& look_;
  FieldSet shown_;
  SpareHandles& spare_;
  EntryQuery query_;
  std::vector<std::string> warnings_;
};

}  // namespace

std::vector<std::size_t> fitting(const std::vector<Listener>& listeners, const PortFilter& filter) {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < listeners.size(); ++place) {
    if (fits(listeners[place], filter)) places.push_back(place);
  }
  if (filter.host) keep_best(places, listeners, *filter.host);
  std::sort(places.begin(), places.end(),
            [&](std::size_t one, std::size_t other) { return order_of(listeners[one]) < order_of(listeners[other]); });
  return places;
}

Result<BindingScan> read_bindings(const platform::ListenerLook& look, const std::vector<std::size_t>& places,
                                  const std::optional<std::vector<Pid>>& among, const FieldSet& fields,
                                  SpareHandles& spare) {
  BindingScan scan;
  if (places.empty()) return scan;
  const Result<HolderScan> held = spare.run([&] { return look.holders(places, among); });
  if (!held.ok()) return held.error();
  std::map<Pid, std::vector<ListenerHolder>> by_pid;
  for (const ListenerHolder& holder : held.value().holders) by_pid[holder.pid].push_back(holder);
  std::map<std::size_t, std::vector<PortBinding>> by_place;
  BindingReader reader(look, fields, spare);
  for (const auto& [pid, holders] : by_pid) {
    Result<BindingReader::Bindings> read = reader.read(holders);
    if (!read.ok()) return read.error();
    for (auto& [place, binding] : read.value()) by_place[place].push_back(std::move(binding));
  }
  std::size_t unheld = 0;
  for (const std::size_t place : places) {
    std::vector<PortBinding>& bindings = by_place[place];
    if (bindings.empty() && !among) {
      ++unheld;
      bindings.push_back({.listener = look.listeners()[place]});
    }
    for (PortBinding& binding : bindings) scan.bindings.push_back(std::move(binding));
  }
  scan.warnings = std::move(reader.warnings());
  if (unheld > 0) scan.warnings.push_back(unheld_warning(unheld, held.value().unreadable));
  return scan;
}

Result<BindingScan> find_bindings(const PortQuery& query, SpareHandles& spare) {
  const Result<platform::ListenerLook> look =
      spare.run([&] { return platform::ListenerLook::at(query.filter.wanted); });
  if (!look.ok()) return look.error();
  const std::vector<std::size_t> places = fitting(look.value().listeners(), query.filter);
  Result<BindingScan> scan = read_bindings(look.value(), places, query.filter.pids, query.fields, spare);
  if (!scan.ok()) return scan;
  const std::vector<std::string>& warnings = look.value().warnings();
  scan.value().warnings.insert(scan.value().warnings.begin(), warnings.begin(), warnings.end());
  return scan;
}

Result<PortBindingsHead> listening_ports(const PortQuery& query, SpareHandles& spare, const PartSink& sink) {
  Result<BindingScan> scan = find_bindings(query, spare);
  if (!scan.ok()) return scan.error();
  JsonParts parts(sink);
  for (const PortBinding& binding : scan.value().bindings) parts.add(binding);
  parts.flush();
  return PortBindingsHead{.warnings = std::move(scan.value().warnings)};
}

}  // namespace reeve
