#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace reeve::linux_kernel {

// The name /etc/passwd gives a uid. Directory services (LDAP, sssd) are not asked: getpwuid() may go over the network,
// and the event loop would wait for it.
std::optional<std::string> user_name(std::uint32_t uid);

}  // namespace reeve::linux_kernel
