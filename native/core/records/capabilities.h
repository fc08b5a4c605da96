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
  std::optional<std::vector<std::string>> cgroup_controllers;
  std::vector<std::string> warnings;
};

template <class Visit>
void describe(const KeeperSupport& keepers, Visit& visit) {
  visit("available", keepers.available);
  visit("reason", keepers.available ? std::nullopt : std::optional(keepers.reason));
}

struct CgroupCapability {
  const FolderSupport& folders;
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
  const FolderSupport& folders = cgroup.folders;
  const bool possible = folders.kind == ContainmentKind::cgroup;
  const bool available = possible && folders.entry != FolderSupport::Entry::none;
  const std::string reason = possible ? folders.reason : "this system has no cgroups";
  visit("available", available);
  visit("path", available ? std::optional(folders.base.substr(0, folders.base.size() - 1)) : std::nullopt);
  visit("method", to_text(available ? folders.entry : FolderSupport::Entry::none));
  visit("reason", available ? std::nullopt : std::optional(reason));
}

template <class Visit>
void describe(const Capabilities& capabilities, Visit& visit) {
  const Machine& machine = capabilities.machine;
  std::vector<std::string> kinds;
  if (machine.folders.entry != FolderSupport::Entry::none) kinds.emplace_back(to_text(machine.folders.kind));
  if (machine.keepers.available) kinds.emplace_back(to_text(ContainmentKind::keeper));
  if (machine.groups) kinds.emplace_back(to_text(ContainmentKind::group));
  describe_header(capabilities.header, "capabilities", visit);
  visit("kernel", machine.kernel);
  visit("pidfd", machine.pidfd);
  visit("pidfd_inode", machine.pidfd_inode);
  visit("exit_info", machine.exit_info);
  visit("children_files", machine.children_files);
  visit("cgroup", CgroupCapability{machine.folders});
  visit("cgroup_controllers", capabilities.cgroup_controllers);
  visit("subreaper", machine.subreaper);
  visit("keeper", machine.keepers);
  visit("containments", kinds);
  visit("default_containment", kinds.empty() ? std::string(to_text(ContainmentKind::none)) : kinds.front());
  visit("on_parent_exit_kill", machine.folders.ends_with_owner || machine.keepers.available);
  visit("warnings", capabilities.warnings);
}

}  // namespace reeve
