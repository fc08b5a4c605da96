#include "platform/linux/decode/descriptor.h"

#include <cstdlib>

#include "fuzz/check.h"

namespace reeve::fuzz {
namespace {

void check_as_link(std::string_view text) {
  const linux_decode::DescriptorLink link = linux_decode::parse_descriptor_link(text);
  const auto inode = linux_decode::parse_socket_link(text);
  CHECK(inode.has_value() == (link.kind == DescriptorKind::socket));
  if (inode) CHECK(link.inode == *inode && is_part_of(std::to_string(*inode), text));
  CHECK(link.kind.has_value() || text.starts_with('/') || text.starts_with("(unreachable)/"));
}

void check_as_info(std::string_view text) {
  const linux_decode::DescriptorInfo info = linux_decode::parse_descriptor_info(text);
  if (info.position) CHECK(is_part_of(std::to_string(*info.position), text));
  // -1 is that of one that was reaped; noughts may stand between sign and digits.
  if (info.pid) CHECK(is_part_of(std::to_string(std::abs(std::int64_t{*info.pid})), text));
  if (!info.flags) return;
  const bool arm = text.size() % 2 == 0;
  for (const std::string& name : linux_decode::names_of_flags(*info.flags, arm)) CHECK(name.starts_with("O_"));
}

}  // namespace

FUZZ(text) {
  check_as_link(text);
  check_as_info(text);
  const SocketFacts facts = linux_decode::parse_protocol_name(text);
  if (facts.family.empty()) CHECK(facts.type.empty() && facts.protocol.empty());
}

}  // namespace reeve::fuzz
