#include "platform/linux/decode/descriptor.h"

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::parse_descriptor_info;
using linux_decode::parse_descriptor_link;
using linux_decode::parse_protocol_name;
using linux_decode::parse_socket_link;

using Kind = std::optional<DescriptorKind>;

TEST(descriptor_links_say_what_they_lead_to) {
  CHECK_EQ(parse_descriptor_link("socket:[4711]").kind, Kind(DescriptorKind::socket));
  CHECK_EQ(parse_descriptor_link("socket:[4711]").inode, 4711U);
  CHECK_EQ(parse_descriptor_link("pipe:[12]").kind, Kind(DescriptorKind::pipe));
  CHECK_EQ(parse_descriptor_link("anon_inode:[eventpoll]").kind, Kind(DescriptorKind::epoll));
  CHECK_EQ(parse_descriptor_link("anon_inode:inotify").kind, Kind(DescriptorKind::inotify));
  CHECK_EQ(parse_descriptor_link("anon_inode:[pidfd]").kind, Kind(DescriptorKind::pidfd));
  CHECK_EQ(parse_descriptor_link("anon_inode:[perf_event]").kind, Kind(DescriptorKind::other));
  CHECK_EQ(parse_descriptor_link("/memfd:name (deleted)").kind, Kind(DescriptorKind::memfd));
  CHECK_EQ(parse_descriptor_link("net:[4026531840]").kind, Kind(DescriptorKind::other));
}

TEST(descriptor_links_that_are_paths_leave_it_to_the_file) {
  CHECK_EQ(parse_descriptor_link("/var/log/app.log").kind, Kind());
  CHECK_EQ(parse_descriptor_link("/tmp/socket:[4711]").kind, Kind());
  CHECK_EQ(parse_descriptor_link("(unreachable)/a").kind, Kind());
}

TEST(socket_links_are_whole) {
  CHECK_EQ(parse_socket_link("socket:[1]"), std::optional<std::uint64_t>(1));
  for (const std::string_view bad : {"socket:[]", "socket:[1", "socket:[-1]", "socket:[1]x", "xsocket:[1]",
                                     "socket:[1 ]", "socket:[99999999999999999999]", "socket:", ""}) {
    CHECK(!parse_socket_link(bad));
  }
}

TEST(descriptor_info_has_position_flags_and_inode) {
  const auto info = parse_descriptor_info("pos:\t4096\nflags:\t02102001\nmnt_id:\t24\nino:\t262211\n");
  CHECK_EQ(info.position, std::optional<std::uint64_t>(4096));
  CHECK_EQ(info.inode, std::optional<std::uint64_t>(262211));
  CHECK(!info.pid);
  REQUIRE(info.flags.has_value());
  CHECK(linux_decode::access_of(*info.flags) == Access::write);
  CHECK(linux_decode::closes_on_exec(*info.flags));
  CHECK_EQ(linux_decode::names_of_flags(*info.flags, false),
           (std::vector<std::string>{"O_APPEND", "O_CLOEXEC", "O_LARGEFILE"}));
  CHECK_EQ(linux_decode::names_of_flags(0200000, true), std::vector<std::string>{"O_DIRECT"});
}

TEST(descriptor_info_of_a_pidfd_has_its_process) {
  CHECK_EQ(parse_descriptor_info("flags:\t02\nPid:\t4711\nNSpid:\t4711\n").pid, std::optional<Pid>(4711));
  CHECK_EQ(parse_descriptor_info("Pid:\t-1").pid, std::optional<Pid>(-1));
}

TEST(descriptor_info_that_is_none_has_nothing) {
  for (const std::string_view text : {"", "\n\n", "pos:", "pos:\tx", "flags:\t9", "pos:\t1x", "position:\t1"}) {
    const auto info = parse_descriptor_info(text);
    CHECK(!info.position && !info.flags && !info.inode && !info.pid);
  }
}

TEST(access_is_told) {
  using linux_decode::access_of;
  CHECK(access_of(0) == Access::read);
  CHECK(access_of(2) == Access::read_write);
  CHECK(access_of(010000000) == Access::path);
}

TEST(protocol_names_say_family_and_type) {
  CHECK_EQ(parse_protocol_name(std::string_view("TCPv6\0", 6)).family, "ipv6");
  CHECK_EQ(parse_protocol_name("UDP").type, "datagram");
  CHECK_EQ(parse_protocol_name("UNIX-STREAM").family, "unix");
  CHECK_EQ(parse_protocol_name("tcp").family, "");
  CHECK_EQ(parse_protocol_name("").family, "");
}

}  // namespace
}  // namespace reeve::test
