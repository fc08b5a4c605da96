#include "platform/win32/kernel/port_table.h"

#include <cstddef>
#include <cstring>

#include "platform/win32/kernel/errors.h"
// Before <windows.h>.
#include <winsock2.h>
#include "platform/win32/kernel/windows.h"
// After both.
#include <iphlpapi.h>

namespace reeve::windows {
namespace {

constexpr std::size_t kFirstTableSize = std::size_t{64} * 1024;
constexpr int kTableTries = 16;  // the table may grow between two of them

std::uint16_t host_port(DWORD port) { return static_cast<std::uint16_t>((port & 0xFFU) << 8U | (port >> 8U & 0xFFU)); }

template <class Ask>
Result<std::vector<std::byte>> ask_table(Ask ask, std::string_view call) {
  std::vector<std::byte> buffer(kFirstTableSize);
  DWORD result = ERROR_INSUFFICIENT_BUFFER;
  for (int tries = 0; tries < kTableTries && result == ERROR_INSUFFICIENT_BUFFER; ++tries) {
    auto size = static_cast<DWORD>(buffer.size());
    result = ask(buffer.data(), &size);
    if (result == ERROR_INSUFFICIENT_BUFFER) buffer.resize(std::size_t{size} + kFirstTableSize);
  }
  if (result != NO_ERROR) return error_of(result, call);
  return buffer;
}

IpAddress ipv4_of(DWORD address) {
  IpAddress result{.family = IpFamily::ipv4};
  std::memcpy(result.bytes.data(), &address, sizeof address);
  return result;
}

IpAddress ipv6_of(const UCHAR* address) {
  IpAddress result{.family = IpFamily::ipv6};
  std::memcpy(result.bytes.data(), address, result.bytes.size());
  return result;
}

template <class Row>
OwnedListener owned(const Row& row, Transport transport, const IpAddress& address) {
  OwnedListener result{.listener = {.transport = transport, .address = address, .port = host_port(row.dwLocalPort)},
                       .owner = static_cast<Pid>(row.dwOwningPid),
                       .bound = static_cast<std::uint64_t>(row.liCreateTimestamp.QuadPart)};
  // One for both families is listed in the table of each.
  if (address.family == IpFamily::ipv6 && is_wildcard(address)) result.listener.dual_stack.reset();
  return result;
}

template <class Table, class Convert>
std::vector<OwnedListener> rows_of(const std::vector<std::byte>& buffer, Convert convert) {
  const auto* table = reinterpret_cast<const Table*>(buffer.data());
  std::vector<OwnedListener> all;
  all.reserve(table->dwNumEntries);
  for (DWORD index = 0; index < table->dwNumEntries; ++index) all.push_back(convert(table->table[index]));
  return all;
}

Result<std::vector<OwnedListener>> read_tcp(IpFamily family) {
  const ULONG number = family == IpFamily::ipv4 ? AF_INET : AF_INET6;
  const auto buffer = ask_table(
      [&](void* table, DWORD* size) {
        return GetExtendedTcpTable(table, size, FALSE, number, TCP_TABLE_OWNER_MODULE_LISTENER, 0);
      },
      "GetExtendedTcpTable");
  if (!buffer.ok()) return buffer.error();
  if (family == IpFamily::ipv4) {
    return rows_of<MIB_TCPTABLE_OWNER_MODULE>(
        buffer.value(), [](const auto& row) { return owned(row, Transport::tcp, ipv4_of(row.dwLocalAddr)); });
  }
  return rows_of<MIB_TCP6TABLE_OWNER_MODULE>(
      buffer.value(), [](const auto& row) { return owned(row, Transport::tcp, ipv6_of(row.ucLocalAddr)); });
}

Result<std::vector<OwnedListener>> read_udp(IpFamily family) {
  const ULONG number = family == IpFamily::ipv4 ? AF_INET : AF_INET6;
  const auto buffer =
      ask_table([&](void* table,
                    DWORD* size) { return GetExtendedUdpTable(table, size, FALSE, number, UDP_TABLE_OWNER_MODULE, 0); },
                "GetExtendedUdpTable");
  if (!buffer.ok()) return buffer.error();
  if (family == IpFamily::ipv4) {
    return rows_of<MIB_UDPTABLE_OWNER_MODULE>(
        buffer.value(), [](const auto& row) { return owned(row, Transport::udp, ipv4_of(row.dwLocalAddr)); });
  }
  return rows_of<MIB_UDP6TABLE_OWNER_MODULE>(
      buffer.value(), [](const auto& row) { return owned(row, Transport::udp, ipv6_of(row.ucLocalAddr)); });
}

}  // namespace

Result<std::vector<OwnedListener>> read_port_table(Transport transport, IpFamily family) {
  return transport == Transport::tcp ? read_tcp(family) : read_udp(family);
}

}  // namespace reeve::windows
