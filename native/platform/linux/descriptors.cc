#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/platform.h"
#include "platform/linux/decode/descriptor.h"
#include "platform/linux/kernel/descriptor_folder.h"
#include "platform/linux/kernel/facts_reader.h"
#include "platform/linux/kernel/file_status.h"
#include "platform/linux/kernel/socket_resolver.h"
#include "platform/posix/errors.h"
#include "platform/posix/file_kind.h"
#include "platform/posix/retry.h"

namespace reeve::platform {
namespace {

using linux_decode::DescriptorInfo;
using linux_decode::DescriptorLink;
using linux_kernel::DescriptorFolder;
using linux_kernel::FileStatus;

constexpr std::string_view kDeleted = " (deleted)";
constexpr bool kNumbersOfArm = O_DIRECTORY == 040000;

// Character devices by their major numbers (Documentation/admin-guide/devices.txt): consoles and serial lines, /dev/tty,
// pseudo terminals.
bool is_terminal(std::uint32_t major) { return major == 4 || major == 5 || (major >= 136 && major <= 143); }

DescriptorKind kind_of(const FileStatus& status) {
  const bool terminal = S_ISCHR(status.mode) && is_terminal(status.major);
  return terminal ? DescriptorKind::tty : posix::kind_of_mode(status.mode);
}

bool is_same_file(const FileStatus& one, const FileStatus& other) {
  return one.inode == other.inode && one.file_system == other.file_system;
}

// The kernel marks a path that was removed, and a file may be named like that.
void fill_path(DescriptorFacts& facts, const std::string& target, const FileStatus& status) {
  if (!target.starts_with('/')) return;
  facts.path = target;
  facts.deleted = false;
  if (!target.ends_with(kDeleted)) return;
  if (status.links != 0) {
    const auto there = linux_kernel::read_status(AT_FDCWD, target.c_str());
    if (there && is_same_file(*there, status)) return;
  }
  facts.deleted = true;
  facts.path = target.substr(0, target.size() - kDeleted.size());
}

bool has_position(DescriptorKind kind) {
  return kind == DescriptorKind::file || kind == DescriptorKind::directory || kind == DescriptorKind::memfd ||
         kind == DescriptorKind::device;
}

SocketFacts read_protocol(const std::string& path) {
  std::array<char, 64> name;
  const ssize_t size = getxattr(path.c_str(), "system.sockprotoname", name.data(), name.size());
  if (size <= 0) return {};
  return linux_decode::parse_protocol_name({name.data(), static_cast<std::size_t>(size)});
}

std::optional<std::uint64_t> network_of(const std::string& process) {
  struct stat status {};
  if (stat(("/proc/" + process + "/ns/net").c_str(), &status) != 0) return std::nullopt;
  return status.st_ino;
}

// Reads the descriptors in the table of one thread.
class DescriptorReader {
 public:
  DescriptorReader(Pid pid, Pid tid, const DescriptorFolder& folder, const std::optional<DescriptorKind>& kind)
      : base_("/proc/" + std::to_string(pid) + "/task/" + std::to_string(tid) + "/"), folder_(folder), kind_(kind) {}

  Status read() {
    info_.reset(posix::retry([&] { return open((base_ + "fdinfo").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    if (!info_.valid() && (errno == EMFILE || errno == ENFILE)) return posix::last_error("open");
    std::optional<Error> failed;
    const Status done = folder_.read([&](int descriptor, std::string_view target) {
      seen_any_ = true;
      const Status read = add(descriptor, target);
      if (!read.ok() && !failed) failed = read.error();
    });
    if (failed) return *failed;
    return done;
  }

  [[nodiscard]] bool seen_any() const { return seen_any_; }
  std::vector<DescriptorFacts> take() { return std::move(all_); }

 private:
  Status add(int descriptor, std::string_view target) {
    const DescriptorLink link = linux_decode::parse_descriptor_link(target);
    if (kind_ && link.kind && *link.kind != *kind_) return Done{};
    const std::string name = std::to_string(descriptor);
    DescriptorFacts facts{.number = static_cast<std::uint64_t>(descriptor), .target = std::string(target)};
    if (link.inode != 0) facts.inode = link.inode;
    if (link.kind) {
      facts.kind = *link.kind;
    } else if (const auto status = linux_kernel::read_status(folder_.get(), name.c_str())) {
      facts.kind = kind_of(*status);
      facts.inode = status->inode;
      fill_path(facts, *facts.target, *status);
    } else {
      return Done{};  // closed meanwhile
    }
    if (kind_ && facts.kind != *kind_) return Done{};
    const Status read = fill_info(facts, name);
    if (!read.ok()) return read;
    if (facts.kind == DescriptorKind::socket) facts.socket = read_protocol(base_ + "fd/" + name);
    all_.push_back(std::move(facts));
    return Done{};
  }

  Status fill_info(DescriptorFacts& facts, const std::string& name) {
    if (!info_.valid()) return Done{};
    const Result<std::string> text = linux_kernel::read_record_at(info_.get(), name.c_str());
    if (!text.ok()) {
      const int error = text.error().os;
      return error == EMFILE || error == ENFILE ? Status(text.error()) : Status(Done{});
    }
    const DescriptorInfo info = linux_decode::parse_descriptor_info(text.value());
    if (has_position(facts.kind)) facts.position = info.position;
    if (!facts.inode) facts.inode = info.inode;
    if (info.pid && is_pid(*info.pid)) facts.target_pid = info.pid;
    if (!info.flags) return Done{};
    facts.access = linux_decode::access_of(*info.flags);
    facts.close_on_exec = linux_decode::closes_on_exec(*info.flags);
    facts.flags = linux_decode::names_of_flags(*info.flags, kNumbersOfArm);
    return Done{};
  }

  std::string base_;
  const DescriptorFolder& folder_;
  const std::optional<DescriptorKind>& kind_;
  UniqueHandle info_;
  bool seen_any_ = false;
  std::vector<DescriptorFacts> all_;
};

Status read_thread(Pid pid, Pid tid, const std::optional<DescriptorKind>& kind, bool& any, DescriptorScan& scan) {
  const auto folder = DescriptorFolder::open_of_thread(pid, tid);
  if (!folder.ok()) return folder.error();
  DescriptorReader reader(pid, tid, folder.value(), kind);
  const Status read = reader.read();
  if (!read.ok()) return read;
  any = reader.seen_any();
  scan.descriptors = reader.take();
  return Done{};
}

Status resolve_sockets(Pid pid, DescriptorScan& scan) {
  linux_kernel::SocketResolver resolver;
  bool any = false;
  for (DescriptorFacts& facts : scan.descriptors) {
    if (!facts.socket || !facts.inode) continue;
    resolver.add(*facts.inode, *facts.socket);
    any = true;
  }
  if (!any) return Done{};
  const auto own = network_of("thread-self");
  const auto theirs = network_of(std::to_string(pid));
  // One in another namespace may have brought sockets along, mostly from ours.
  Status resolved = Done{};
  if (own && theirs && *own != *theirs) resolved = resolver.run({.pid = pid});
  if (resolved.ok()) resolved = resolver.run({});
  if (resolved.ok() || resolved.error().os == EMFILE || resolved.error().os == ENFILE) return resolved;
  scan.warnings.push_back("addresses of sockets could not be read: " + message_of(resolved.error()));
  return Done{};
}

}  // namespace

Result<DescriptorScan> read_descriptors(const Pin& pin, const std::optional<DescriptorKind>& kind) {
  DescriptorScan scan;
  bool any = false;
  const Status read = read_thread(pin.pid, pin.pid, kind, any, scan);
  if (!read.ok()) {
    // What has ended has nothing open, whoever may look.
    if (has_ended(pin)) return DescriptorScan{};
    return read.error();
  }
  // The main thread may have ended before the others: they still have everything open.
  if (!any && !has_ended(pin)) {
    const Status others = linux_kernel::each_other_thread(pin.pid, [&](Pid tid) {
      const Status done = read_thread(pin.pid, tid, kind, any, scan);
      return done.ok() && any;
    });
    if (!others.ok()) return others.error();
  }
  const Status resolved = resolve_sockets(pin.pid, scan);
  if (!resolved.ok()) return resolved.error();
  // The kernel goes through its table from the bottom, so they nearly always are in order.
  const auto below = [](const DescriptorFacts& one, const DescriptorFacts& other) { return one.number < other.number; };
  const bool in_order = std::is_sorted(scan.descriptors.begin(), scan.descriptors.end(), below);
  if (!in_order) std::sort(scan.descriptors.begin(), scan.descriptors.end(), below);
  return scan;
}

}  // namespace reeve::platform
