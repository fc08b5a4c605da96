#include "platform/linux/decode/descriptor.h"

#include <array>
#include <charconv>

namespace reeve::linux_decode {
namespace {

constexpr int kOctal = 8;

constexpr std::uint32_t kAccessMode = 3;
constexpr std::uint32_t kWriteOnly = 1;
constexpr std::uint32_t kReadWrite = 2;
constexpr std::uint32_t kPathOnly = 010000000;
constexpr std::uint32_t kCloseOnExec = 02000000;

struct FlagName {
  std::uint32_t bits;
  std::string_view name;
};

// O_SYNC holds the bit of O_DSYNC, O_TMPFILE that of O_DIRECTORY.
constexpr auto kFlags = std::to_array<FlagName>({{02000, "O_APPEND"},
                                                 {04000, "O_NONBLOCK"},
                                                 {010000, "O_DSYNC"},
                                                 {020000, "O_ASYNC"},
                                                 {01000000, "O_NOATIME"},
                                                 {02000000, "O_CLOEXEC"},
                                                 {04000000, "O_SYNC"},
                                                 {010000000, "O_PATH"},
                                                 {020000000, "O_TMPFILE"}});
constexpr auto kFlagsOfMost = std::to_array<FlagName>(
    {{040000, "O_DIRECT"}, {0100000, "O_LARGEFILE"}, {0200000, "O_DIRECTORY"}, {0400000, "O_NOFOLLOW"}});
constexpr auto kFlagsOfArm = std::to_array<FlagName>(
    {{0200000, "O_DIRECT"}, {0400000, "O_LARGEFILE"}, {040000, "O_DIRECTORY"}, {0100000, "O_NOFOLLOW"}});

struct AnonymousName {
  std::string_view name;
  DescriptorKind kind;
};

// Of the kernel's anonymous inodes; some names stand in brackets.
constexpr auto kAnonymous = std::to_array<AnonymousName>({{"eventpoll", DescriptorKind::epoll},
                                                          {"eventfd", DescriptorKind::eventfd},
                                                          {"signalfd", DescriptorKind::signalfd},
                                                          {"timerfd", DescriptorKind::timerfd},
                                                          {"inotify", DescriptorKind::inotify},
                                                          {"fanotify", DescriptorKind::fanotify},
                                                          {"io_uring", DescriptorKind::io_uring},
                                                          {"pidfd", DescriptorKind::pidfd}});

// The number in "pipe:[4711]"; nullopt for what has another form.
std::optional<std::uint64_t> number_in_brackets(std::string_view target, std::string_view before) {
  if (!target.starts_with(before) || !target.ends_with(']')) return std::nullopt;
  const std::string_view digits = target.substr(before.size(), target.size() - before.size() - 1);
  std::uint64_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || stop != digits.data() + digits.size()) return std::nullopt;
  return number;
}

DescriptorKind kind_of_anonymous(std::string_view name) {
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  for (const AnonymousName& known : kAnonymous) {
    if (name == known.name) return known.kind;
  }
  return DescriptorKind::other;
}

template <class Number>
std::optional<Number> value_of_line(std::string_view line, std::string_view label, int base) {
  if (!line.starts_with(label)) return std::nullopt;
  line.remove_prefix(label.size());
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return std::nullopt;
  line.remove_prefix(first);
  Number number = 0;
  const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), number, base);
  if (error != std::errc() || stop != line.data() + line.size()) return std::nullopt;
  return number;
}

struct ProtocolName {
  std::string_view name;
  std::string_view family;
  std::string_view type;
  std::string_view protocol;
};

constexpr auto kProtocols = std::to_array<ProtocolName>({{"TCP", "ipv4", "stream", "tcp"},
                                                         {"TCPv6", "ipv6", "stream", "tcp"},
                                                         {"MPTCP", "ipv4", "stream", "mptcp"},
                                                         {"MPTCPv6", "ipv6", "stream", "mptcp"},
                                                         {"UDP", "ipv4", "datagram", "udp"},
                                                         {"UDPv6", "ipv6", "datagram", "udp"},
                                                         {"UDPLITE", "ipv4", "datagram", "udplite"},
                                                         {"UDPLITEv6", "ipv6", "datagram", "udplite"},
                                                         {"RAW", "ipv4", "raw", ""},
                                                         {"RAWv6", "ipv6", "raw", ""},
                                                         {"PING", "ipv4", "datagram", "icmp"},
                                                         {"PINGv6", "ipv6", "datagram", "icmp"},
                                                         {"UNIX", "unix", "", ""},
                                                         {"UNIX-STREAM", "unix", "stream", ""},
                                                         {"NETLINK", "netlink", "", ""},
                                                         {"PACKET", "packet", "", ""},
                                                         {"AF_VSOCK", "vsock", "", ""},
                                                         {"ALG", "alg", "", ""},
                                                         {"XDP", "xdp", "", ""}});

}  // namespace

std::optional<std::uint64_t> parse_socket_link(std::string_view target) {
  return number_in_brackets(target, "socket:[");
}

DescriptorLink parse_descriptor_link(std::string_view target) {
  constexpr std::string_view kAnonymousInode = "anon_inode:";
  if (const auto inode = parse_socket_link(target)) return {.kind = DescriptorKind::socket, .inode = *inode};
  if (const auto inode = number_in_brackets(target, "pipe:[")) return {.kind = DescriptorKind::pipe, .inode = *inode};
  if (target.starts_with(kAnonymousInode)) return {.kind = kind_of_anonymous(target.substr(kAnonymousInode.size()))};
  if (target.starts_with("/memfd:")) return {.kind = DescriptorKind::memfd};
  // The second: below a root that we can't see.
  if (target.starts_with('/') || target.starts_with("(unreachable)/")) return {};
  return {.kind = DescriptorKind::other};
}

DescriptorInfo parse_descriptor_info(std::string_view text) {
  DescriptorInfo info;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + (line.size() < text.size() ? 1 : 0));
    if (const auto position = value_of_line<std::uint64_t>(line, "pos:", 10)) info.position = position;
    if (const auto flags = value_of_line<std::uint32_t>(line, "flags:", kOctal)) info.flags = flags;
    if (const auto inode = value_of_line<std::uint64_t>(line, "ino:", 10)) info.inode = inode;
    if (const auto pid = value_of_line<Pid>(line, "Pid:", 10)) info.pid = pid;
  }
  return info;
}

Access access_of(std::uint32_t flags) {
  if ((flags & kPathOnly) != 0) return Access::path;
  if ((flags & kAccessMode) == kWriteOnly) return Access::write;
  return (flags & kAccessMode) == kReadWrite ? Access::read_write : Access::read;
}

bool closes_on_exec(std::uint32_t flags) { return (flags & kCloseOnExec) != 0; }

std::vector<std::string> names_of_flags(std::uint32_t flags, bool arm) {
  std::vector<std::string> names;
  const auto add = [&](const auto& table) {
    for (const FlagName& flag : table) {
      if ((flags & flag.bits) != 0) names.emplace_back(flag.name);
    }
  };
  add(kFlags);
  if (arm) {
    add(kFlagsOfArm);
  } else {
    add(kFlagsOfMost);
  }
  return names;
}

SocketFacts parse_protocol_name(std::string_view name) {
  name = name.substr(0, name.find('\0'));
  SocketFacts facts;
  for (const ProtocolName& known : kProtocols) {
    if (name != known.name) continue;
    facts.family = known.family;
    facts.type = known.type;
    facts.protocol = known.protocol;
  }
  return facts;
}

}  // namespace reeve::linux_decode
