#include "platform/darwin/kernel/open_files.h"

#include <libproc.h>
#include <netinet/in.h>
#include <sys/proc_info.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <string_view>

#include "platform/posix/errors.h"

namespace reeve::darwin_kernel {
namespace {

constexpr std::size_t kFirstOpenFiles = 64;

std::uint16_t host_port(int port) { return ntohs(static_cast<std::uint16_t>(port)); }

bool is_internet(const socket_fdinfo& socket) {
  return socket.psi.soi_kind == SOCKINFO_IN || socket.psi.soi_kind == SOCKINFO_TCP;
}

const in_sockinfo& internet_part(const socket_fdinfo& socket) {
  return socket.psi.soi_kind == SOCKINFO_TCP ? socket.psi.soi_proto.pri_tcp.tcpsi_ini : socket.psi.soi_proto.pri_in;
}

// A socket for both families has both flags, and the address of the one it was bound by.
IpFamily family_of(const socket_fdinfo& socket) {
  return socket.psi.soi_family == AF_INET6 ? IpFamily::ipv6 : IpFamily::ipv4;
}

template <class Address>
IpAddress address_of(const Address& address, IpFamily family) {
  IpAddress result{.family = family};
  if (family == IpFamily::ipv4) {
    std::memcpy(result.bytes.data(), &address.ina_46.i46a_addr4, 4);
  } else {
    std::memcpy(result.bytes.data(), &address.ina_6, 16);
  }
  return result;
}

std::string_view word_of_tcp_state(int state) {
  switch (state) {
    case TSI_S_CLOSED:
      return "close";
    case TSI_S_LISTEN:
      return "listen";
    case TSI_S_SYN_SENT:
      return "syn_sent";
    case TSI_S_SYN_RECEIVED:
      return "syn_recv";
    case TSI_S_ESTABLISHED:
      return "established";
    case TSI_S__CLOSE_WAIT:
      return "close_wait";
    case TSI_S_FIN_WAIT_1:
      return "fin_wait1";
    case TSI_S_CLOSING:
      return "closing";
    case TSI_S_LAST_ACK:
      return "last_ack";
    case TSI_S_FIN_WAIT_2:
      return "fin_wait2";
    case TSI_S_TIME_WAIT:
      return "time_wait";
    default:
      return {};
  }
}

std::string_view word_of_type(int type) {
  switch (type) {
    case SOCK_STREAM:
      return "stream";
    case SOCK_DGRAM:
      return "datagram";
    case SOCK_SEQPACKET:
      return "seqpacket";
    case SOCK_RAW:
      return "raw";
    default:
      return {};
  }
}

void fill_internet(SocketFacts& facts, const socket_fdinfo& socket) {
  const in_sockinfo& ends = internet_part(socket);
  const IpFamily family = family_of(socket);
  const bool tcp = socket.psi.soi_kind == SOCKINFO_TCP;
  facts.family = to_text(family);
  if (tcp) facts.protocol = "tcp";
  if (!tcp && socket.psi.soi_protocol == IPPROTO_UDP) facts.protocol = "udp";
  if (ends.insi_lport != 0) {
    facts.local_addr = to_text(address_of(ends.insi_laddr, family));
    facts.local_port = host_port(ends.insi_lport);
  }
  if (ends.insi_fport != 0) {
    facts.remote_addr = to_text(address_of(ends.insi_faddr, family));
    facts.remote_port = host_port(ends.insi_fport);
  }
  if (tcp) {
    facts.state = word_of_tcp_state(socket.psi.soi_proto.pri_tcp.tcpsi_state);
  } else {
    facts.state = ends.insi_fport != 0 ? "established" : "unconnected";
  }
}

void fill_unix(SocketFacts& facts, const socket_fdinfo& socket) {
  facts.family = "unix";
  const un_sockinfo& unix_part = socket.psi.soi_proto.pri_un;
  const bool listens = (socket.psi.soi_options & SO_ACCEPTCONN) != 0;
  facts.state = listens ? "listen" : unix_part.unsi_conn_so != 0 ? "established" : "unconnected";
  const char* path = unix_part.unsi_addr.ua_sun.sun_path;
  const std::size_t length = strnlen(path, sizeof unix_part.unsi_addr.ua_sun.sun_path);
  if (length > 0) facts.path = std::string(path, length);
}

}  // namespace

Result<std::vector<OpenFile>> list_open_files(Pid pid) {
  std::vector<proc_fdinfo> buffer(kFirstOpenFiles);
  for (;;) {
    const int bytes = static_cast<int>(buffer.size() * sizeof(proc_fdinfo));
    errno = 0;
    const int used = proc_pidinfo(pid, PROC_PIDLISTFDS, 0, buffer.data(), bytes);
    if (used <= 0 && errno != 0) return posix::last_error("proc_pidinfo", pid);
    if (used < bytes) {
      buffer.resize(static_cast<std::size_t>(used) / sizeof(proc_fdinfo));
      break;
    }
    // Perhaps there are more.
    buffer.resize(buffer.size() * 2);
  }
  std::vector<OpenFile> files;
  files.reserve(buffer.size());
  for (const proc_fdinfo& file : buffer) files.push_back({.descriptor = file.proc_fd, .type = file.proc_fdtype});
  return files;
}

bool read_socket(Pid pid, int descriptor, socket_fdinfo& socket) {
  return proc_pidfdinfo(pid, descriptor, PROC_PIDFDSOCKETINFO, &socket, sizeof socket) ==
         static_cast<int>(sizeof socket);
}

std::optional<Listener> listener_of(const socket_fdinfo& socket) {
  if (!is_internet(socket)) return std::nullopt;
  const in_sockinfo& ends = internet_part(socket);
  const bool tcp = socket.psi.soi_kind == SOCKINFO_TCP;
  if (tcp && socket.psi.soi_proto.pri_tcp.tcpsi_state != TSI_S_LISTEN) return std::nullopt;
  if (!tcp && (socket.psi.soi_protocol != IPPROTO_UDP || ends.insi_fport != 0)) return std::nullopt;
  const std::uint16_t port = host_port(ends.insi_lport);
  if (port == 0) return std::nullopt;
  const IpFamily family = family_of(socket);
  Listener listener{.transport = tcp ? Transport::tcp : Transport::udp,
                    .address = address_of(ends.insi_laddr, family),
                    .port = port,
                    .socket = socket.psi.soi_so};
  if (family == IpFamily::ipv6) listener.dual_stack = (ends.insi_vflag & INI_IPV4) != 0;
  return listener;
}

SocketFacts facts_of(const socket_fdinfo& socket) {
  SocketFacts facts;
  facts.type = word_of_type(socket.psi.soi_type);
  if (is_internet(socket)) fill_internet(facts, socket);
  if (socket.psi.soi_kind == SOCKINFO_UN) fill_unix(facts, socket);
  return facts;
}

}  // namespace reeve::darwin_kernel
