#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace reeve::linux_kernel {

// The name /etc/passwd gives a uid. Directory services (LDAP, sssd) are not asked: getpwuid() may go over the network,
// and the event loop would wait for it.
std::optional<std::string> user_name(std::uint32_t uid);

// What a file of passwd(5) names each uid: name:password:uid:... per line, and the first entry of a uid counts.
std::map<std::uint32_t, std::string> parse_passwd(std::string_view text);

}  // namespace reeve::linux_kernel
