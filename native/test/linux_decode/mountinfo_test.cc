#include "platform/linux/decode/mountinfo.h"

#include <string>

#include "test/check.h"

namespace reeve::test {
namespace {

using linux_decode::cgroup_folder;
using linux_decode::parse_cgroup_mount;
using linux_decode::unescaped;

const std::string kBefore = "22 27 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw\n";
const std::string kUnified = "41 31 0:38 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";

// The mount of a part of the tree.
std::string part_at(const std::string& root, const std::string& point) {
  return "63 43 0:38 " + root + " " + point + " rw,relatime - cgroup2 cgroup2 rw\n";
}

std::string folder_of(const std::string& mountinfo, const std::string& group) {
  const auto folder = cgroup_folder(mountinfo, "3:cpu:/x\n0::" + group + "\n");
  return folder.ok() ? folder.value() : std::string(folder.error().code);
}

TEST(mounts_are_those_of_cgroup_v2) {
  const auto mount = parse_cgroup_mount(part_at("/a\\040b", "/mnt\\011tab\\134\\012"));
  REQUIRE(mount.has_value());
  CHECK_EQ(mount->root, "/a b");
  CHECK_EQ(mount->point, "/mnt\ttab\\\n");
  for (const char* line :
       {"", "41 31 0:38 / /c rw - cgroup cgroup rw,cpu", "41 31 0:38 / /c rw - cgroup2fs x rw", "cgroup2 cgroup2 rw",
        "41 31 0:38 / /c rw cgroup2 cgroup2 rw", "41 31 0:38 / /c rw - cgroup2"}) {
    CHECK(!parse_cgroup_mount(line));
  }
}

TEST(mounts_cut_short_are_none) {
  for (const char* line : {" - cgroup2 x", "41 - cgroup2 x", "41 31 0:38 - cgroup2 x", "41 31 0:38 / - cgroup2 x",
                           "41 31 0:38 root /point rw - cgroup2 x", "41 31 0:38 /root point rw - cgroup2 x"}) {
    CHECK(!parse_cgroup_mount(line));
  }
}

TEST(mounts_are_unescaped) {
  CHECK_EQ(unescaped("/plain"), "/plain");
  CHECK_EQ(unescaped("\\040\\011\\012\\134"), " \t\n\\");
  CHECK_EQ(unescaped("\\134040"), "\\040");
  CHECK_EQ(unescaped("\\377"), "\xff");
  for (const char* text : {"\\", "\\0", "\\04", "\\048", "\\x40", "\\ 40", "\\-40"}) CHECK_EQ(unescaped(text), text);
}

TEST(mounts_escape_bytes_only) {
  for (const char* text : {"\\400", "\\777"}) CHECK_EQ(unescaped(text), text);
}

TEST(cgroup_folder_is_below_the_mount) {
  CHECK_EQ(folder_of(kBefore + kUnified, "/"), "/sys/fs/cgroup");
  CHECK_EQ(folder_of(kBefore + kUnified, "/user.slice/a b"), "/sys/fs/cgroup/user.slice/a b");
}

TEST(cgroup_folder_is_none_without_the_tree) {
  CHECK_EQ(folder_of(kBefore, "/"), code::kUnsupported);
  CHECK_EQ(folder_of("", "/"), code::kUnsupported);
  CHECK_EQ(cgroup_folder(kUnified, "3:cpu:/x\n").error().code, code::kUnsupported);
}

// A container may see only a part of the tree, by the part's own name or as if it were all.
TEST(cgroup_folder_in_a_part_of_the_tree) {
  const std::string part = part_at("/docker/abc", "/sys/fs/cgroup");
  CHECK_EQ(folder_of(part, "/docker/abc"), "/sys/fs/cgroup");
  CHECK_EQ(folder_of(part, "/docker/abc/job"), "/sys/fs/cgroup/job");
  CHECK_EQ(folder_of(kUnified, "/.."), code::kUnsupported);
  CHECK_EQ(folder_of(kUnified, "/../other"), code::kUnsupported);
}

// Whoever makes a folder there makes it in somebody else's cgroup, or beside the mount.
TEST(cgroup_folder_outside_of_the_part_is_none) {
  const std::string part = part_at("/docker/abc", "/sys/fs/cgroup");
  CHECK_EQ(folder_of(part, "/docker/abcdef"), code::kUnsupported);
  CHECK_EQ(folder_of(part, "/docker/abcdef/job"), code::kUnsupported);
  CHECK_EQ(folder_of(part, "/system.slice"), code::kUnsupported);
  CHECK_EQ(folder_of(part, "/"), code::kUnsupported);
}

// As Linux 6.18 shows a mount from before the cgroup namespace, whose own cgroup has no name there.
TEST(cgroup_folder_above_the_namespace_is_none) {
  const std::string older = part_at("/../..", "/sys/fs/cgroup");
  CHECK_EQ(folder_of(older, "/"), code::kUnsupported);
  CHECK_EQ(folder_of(older, "/job"), code::kUnsupported);
  CHECK_EQ(folder_of(older, "/../../other"), "/sys/fs/cgroup/other");
  CHECK_EQ(folder_of(part_at("/..", "/c"), "/../../other"), code::kUnsupported);
}

TEST(cgroup_folder_is_in_the_first_mount_that_shows_it) {
  const std::string part = part_at("/part", "/mnt");
  CHECK_EQ(folder_of(part + kUnified, "/elsewhere"), "/sys/fs/cgroup/elsewhere");
  CHECK_EQ(folder_of(part + kUnified, "/part/job"), "/mnt/job");
  CHECK_EQ(folder_of(kUnified + part, "/part/job"), "/sys/fs/cgroup/part/job");
}

TEST(cgroup_folder_may_have_dots_in_its_name) { CHECK_EQ(folder_of(kUnified, "/..a/..."), "/sys/fs/cgroup/..a/..."); }

}  // namespace
}  // namespace reeve::test
