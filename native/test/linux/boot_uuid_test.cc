#include "platform/posix/boot_uuid.h"

#include "core/platform.h"
#include "test/check.h"

namespace reeve::test {
namespace {

using posix::to_boot_id;

TEST(boot_uuid_becomes_lower_hexadecimal) {
  CHECK_EQ(to_boot_id("1A2B3C4D-5E6F-7081-92A3-B4C5D6E7F809"), "1a2b3c4d5e6f708192a3b4c5d6e7f809");
  CHECK_EQ(to_boot_id("1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809"), "1a2b3c4d5e6f708192a3b4c5d6e7f809");
}

TEST(boot_uuid_of_another_form_is_none) {
  for (const char* text : {"", "-", "1A2B3C4D", "1A2B3C4D-5E6F-7081-92A3-B4C5D6E7F80",
                           "1A2B3C4D-5E6F-7081-92A3-B4C5D6E7F8090", "1A2B3C4D:5E6F-7081-92A3-B4C5D6E7F809",
                           "GA2B3C4D-5E6F-7081-92A3-B4C5D6E7F809", "1a2b3c4d-5e6f-7081-92a3-b4c5d6e7f809\n"}) {
    CHECK_EQ(to_boot_id(text), "");
  }
}

TEST(boot_id_of_this_boot_is_one) {
  const auto id = platform::boot_id();
  REQUIRE(id.ok());
  CHECK_EQ(to_boot_id(id.value()), id.value());
}

}  // namespace
}  // namespace reeve::test
