#include <fcntl.h>
#include <libproc.h>
#include <sys/proc_info.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>

#include "core/platform.h"
#include "platform/darwin/kernel/open_files.h"
#include "platform/posix/file_kind.h"

namespace reeve::platform {
namespace {

constexpr std::uint32_t kReads = 1;   // FREAD
constexpr std::uint32_t kWrites = 2;  // FWRITE

struct TypeKind {
  std::uint32_t type;
  DescriptorKind kind;
};
constexpr TypeKind kTypeKinds[] = {
    {PROX_FDTYPE_VNODE, DescriptorKind::file},         {PROX_FDTYPE_SOCKET, DescriptorKind::socket},
    {PROX_FDTYPE_PSHM, DescriptorKind::shared_memory}, {PROX_FDTYPE_PSEM, DescriptorKind::semaphore},
    {PROX_FDTYPE_KQUEUE, DescriptorKind::kqueue},      {PROX_FDTYPE_PIPE, DescriptorKind::pipe},
};

DescriptorKind kind_of_type(std::uint32_t type) {
  for (const TypeKind& known : kTypeKinds) {
    if (known.type == type) return known.kind;
  }
  return DescriptorKind::other;
}

void fill_opening(DescriptorFacts& facts, const proc_fileinfo& opening) {
  const bool reads = (opening.fi_openflags & kReads) != 0;
  const bool writes = (opening.fi_openflags & kWrites) != 0;
  facts.access = reads && writes ? Access::read_write : writes ? Access::write : reads ? Access::read : Access::path;
  facts.close_on_exec = (opening.fi_status & PROC_FP_CLEXEC) != 0;
  facts.flags.emplace();
  if ((opening.fi_openflags & O_APPEND) != 0) facts.flags->emplace_back("O_APPEND");
  if ((opening.fi_openflags & O_NONBLOCK) != 0) facts.flags->emplace_back("O_NONBLOCK");
  if (*facts.close_on_exec) facts.flags->emplace_back("O_CLOEXEC");
  const bool has_position = facts.kind == DescriptorKind::file || facts.kind == DescriptorKind::directory;
  if (has_position && opening.fi_offset >= 0) facts.position = static_cast<std::uint64_t>(opening.fi_offset);
}

// False when it was closed meanwhile, or may not be seen.
bool fill_file(DescriptorFacts& facts, Pid pid, int descriptor) {
  vnode_fdinfowithpath file{};
  const int size = proc_pidfdinfo(pid, descriptor, PROC_PIDFDVNODEPATHINFO, &file, sizeof file);
  if (size < static_cast<int>(sizeof file)) return false;
  facts.kind = posix::kind_of_mode(file.pvip.vip_vi.vi_stat.vst_mode);
  facts.inode = file.pvip.vip_vi.vi_stat.vst_ino;
  const std::size_t length = strnlen(file.pvip.vip_path, sizeof file.pvip.vip_path);
  if (length > 0) facts.path = std::string(file.pvip.vip_path, length);
  if (facts.path) facts.deleted = file.pvip.vip_vi.vi_stat.vst_nlink == 0;
  fill_opening(facts, file.pfi);
  return true;
}

bool fill_socket(DescriptorFacts& facts, Pid pid, int descriptor) {
  socket_fdinfo socket{};
  if (!darwin_kernel::read_socket(pid, descriptor, socket)) return false;
  facts.socket = darwin_kernel::facts_of(socket);
  facts.inode = socket.psi.soi_so;
  fill_opening(facts, socket.pfi);
  return true;
}

bool fill_pipe(DescriptorFacts& facts, Pid pid, int descriptor) {
  pipe_fdinfo pipe{};
  const int size = proc_pidfdinfo(pid, descriptor, PROC_PIDFDPIPEINFO, &pipe, sizeof pipe);
  if (size < static_cast<int>(sizeof pipe)) return false;
  facts.inode = pipe.pipeinfo.pipe_handle;
  fill_opening(facts, pipe.pfi);
  return true;
}

bool fill(DescriptorFacts& facts, Pid pid, const darwin_kernel::OpenFile& file) {
  switch (file.type) {
    case PROX_FDTYPE_VNODE:
      return fill_file(facts, pid, file.descriptor);
    case PROX_FDTYPE_SOCKET:
      return fill_socket(facts, pid, file.descriptor);
    case PROX_FDTYPE_PIPE:
      return fill_pipe(facts, pid, file.descriptor);
    default:
      return true;
  }
}

}  // namespace

Result<DescriptorScan> read_descriptors(const Pin& pin, const std::optional<DescriptorKind>& kind) {
  const auto files = darwin_kernel::list_open_files(pin.pid);
  if (!files.ok()) {
    if (has_ended(pin)) return DescriptorScan{};
    return files.error();
  }
  DescriptorScan scan;
  for (const darwin_kernel::OpenFile& file : files.value()) {
    DescriptorFacts facts{.number = static_cast<std::uint64_t>(file.descriptor), .kind = kind_of_type(file.type)};
    if (fill(facts, pin.pid, file) && (!kind || facts.kind == *kind)) scan.descriptors.push_back(std::move(facts));
  }
  std::sort(scan.descriptors.begin(), scan.descriptors.end(),
            [](const DescriptorFacts& one, const DescriptorFacts& other) { return one.number < other.number; });
  return scan;
}

}  // namespace reeve::platform
