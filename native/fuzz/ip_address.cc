#include "core/ports/ip_address.h"

#include "fuzz/check.h"

namespace reeve::fuzz {

FUZZ(text) {
  const std::optional<IpAddress> address = parse_ip_address(text);
  if (address) {
    const std::string again = to_text(*address);
    CHECK(parse_ip_address(again) == address && again.size() <= 39);
    CHECK((address->family == IpFamily::ipv6) == is_part_of(":", text));
  }
  IpAddress any{.family = IpFamily::ipv6};
  for (std::size_t at = 0; at < text.size() && at < any.bytes.size(); ++at) {
    any.bytes[at] = static_cast<std::uint8_t>(text[at]);
  }
  CHECK(parse_ip_address(to_text(any)) == any);
}

}  // namespace reeve::fuzz
