#include "platform/linux/kernel/socket_diag.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <vector>

#include "core/base/unique_handle.h"
#include "platform/linux/decode/netlink.h"
#include "platform/posix/errors.h"
#include "platform/posix/retry.h"

namespace reeve::linux_kernel {
namespace {

constexpr std::uint32_t kDumpSequence = 1;
constexpr std::size_t kDatagramMost = std::size_t{32} * 1024;  // what the kernel fills at most in one go

template <class Body>
struct DiagRequest {
  nlmsghdr header;
  Body body;
};

template <class Body>
Status send_request(int socket, const Body& body) {
  DiagRequest<Body> request{};
  request.header.nlmsg_len = sizeof request;
  request.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  request.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
  request.header.nlmsg_seq = kDumpSequence;
  request.body = body;
  sockaddr_nl kernel{};
  kernel.nl_family = AF_NETLINK;
  const auto sent = posix::retry([&] {
    return sendto(socket, &request, sizeof request, 0, reinterpret_cast<const sockaddr*>(&kernel), sizeof kernel);
  });
  if (sent < 0) return posix::last_error("sendto");
  return Done{};
}

// Whether the list_sockets goes on in the next datagram.
Result<bool> take_datagram(std::string_view datagram, const TakeSocket& take) {
  while (const auto message = linux_decode::take_message(datagram)) {
    if (message->sequence != kDumpSequence) continue;
    if (message->type == linux_decode::kNetlinkDone) return false;
    if (message->type == linux_decode::kNetlinkError) {
      const int number = linux_decode::error_number_of(*message);
      return posix::error_of(number != 0 ? number : EPROTO, "netlink");
    }
    if (message->type == SOCK_DIAG_BY_FAMILY) take(message->payload);
  }
  return true;
}

template <class Body>
Status list_sockets(const Body& body, const TakeSocket& take) {
  const UniqueHandle socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
  if (!socket.valid()) return posix::last_error("socket");
  const Status sent = send_request(socket.get(), body);
  if (!sent.ok()) return sent;
  std::vector<char> buffer(kDatagramMost);
  for (;;) {
    const ssize_t size = posix::retry([&] { return recv(socket.get(), buffer.data(), buffer.size(), MSG_TRUNC); });
    if (size < 0) return posix::last_error("recv");
    if (static_cast<std::size_t>(size) > buffer.size()) return posix::error_of(EMSGSIZE, "recv");
    if (size == 0) return posix::error_of(EPROTO, "recv");
    const Result<bool> more = take_datagram({buffer.data(), static_cast<std::size_t>(size)}, take);
    if (!more.ok()) return more.error();
    if (!more.value()) return Done{};
  }
}

}  // namespace

Status list_inet_diag(Transport transport, IpFamily family, std::uint32_t states, std::uint16_t port,
                      const TakeSocket& take) {
  inet_diag_req_v2 request{};
  request.sdiag_family = family == IpFamily::ipv4 ? AF_INET : AF_INET6;
  request.sdiag_protocol = transport == Transport::tcp ? IPPROTO_TCP : IPPROTO_UDP;
  request.idiag_states = states;
  request.id.idiag_sport = htons(port);
  return list_sockets(request, take);
}

Status list_unix_diag(const TakeSocket& take) {
  unix_diag_req request{};
  request.sdiag_family = AF_UNIX;
  request.udiag_states = ~0U;
  request.udiag_show = UDIAG_SHOW_NAME;
  return list_sockets(request, take);
}

}  // namespace reeve::linux_kernel
