#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/machine.h"
#include "core/records/containment.h"
#include "core/records/header.h"

namespace reeve {

struct Capabilities {
  Header header;
  Machine machine;
  std::vector<std::string> warnings;
};

struct CgroupCapability {
  const FolderSupport& support;
};

constexpr std::string_view to_text(FolderSupport::Entry entry) {
  switch (entry) {
    case FolderSupport::Entry::born_inside:
      return "clone_into";
    case FolderSupport::Entry::joined:
      return "join";
    case FolderSupport::Entry::none:
      break;
  }
  return "none";
}

template <class Visit>
void describe(const CgroupCapability& cgroup, Visit& visit) {
  const bool available = cgroup.support.entry != FolderSupport::Entry::none;
  visit("available", available);
  visit("path", available ? std::optional(cgroup.support.base) : std::nullopt);
  visit("method", to_text(cgroup.support.entry));
  visit("reason", available ? std::nullopt : std::optional(cgroup.support.reason));
}

template <class Visit>
void describe(const Capabilities& capabilities, Visit& visit) {
  const Machine& machine = capabilities.machine;
  std::vector<std::string> kinds;
  if (machine.folders.entry != FolderSupport::Entry::none) kinds.emplace_back(to_text(ContainmentKind::cgroup));
  if (machine.groups) kinds.emplace_back(to_text(ContainmentKind::group));
  describe_header(capabilities.header, "capabilities", visit);
  visit("kernel", machine.kernel);
  visit("pidfd", machine.pidfd);
  visit("pidfd_inode", machine.pidfd_inode);
  visit("exit_info", machine.exit_info);
  visit("children_files", machine.children_files);
  visit("cgroup", CgroupCapability{machine.folders});
  visit("containments", kinds);
  visit("default_containment", kinds.empty() ? std::string(to_text(ContainmentKind::none)) : kinds.front());
  visit("on_parent_exit_kill", false);
  visit("warnings", capabilities.warnings);
}

}  // namespace reeve
