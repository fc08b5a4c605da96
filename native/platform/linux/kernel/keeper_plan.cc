#include "platform/linux/kernel/keeper_plan.h"

#include <algorithm>
#include <cstring>

#include "platform/linux/kernel/memory_file.h"

namespace reeve::linux_kernel {
namespace {

// Each text with its NUL; their number.
std::uint32_t append_list(std::string& plan, const char* const* texts) {
  std::uint32_t count = 0;
  for (; *texts != nullptr; ++texts, ++count) plan.append(*texts, std::strlen(*texts) + 1);
  return count;
}

std::uint32_t flags_of(const ChildOrders& job, const KeeperOrders& orders) {
  std::uint32_t flags = 0;
  const auto raise = [&](bool wanted, keeper::PlanFlag flag) { flags |= wanted ? flag : 0U; };
  raise(orders.ends_with_us, keeper::kEndWithParent);
  raise(job.new_session, keeper::kNewSession);
  raise(job.set_groups, keeper::kSetGroups);
  raise(job.set_gid, keeper::kSetGid);
  raise(job.set_uid, keeper::kSetUid);
  raise(job.set_umask, keeper::kSetUmask);
  raise(job.set_nice, keeper::kSetNice);
  raise(job.cwd != nullptr, keeper::kHasCwd);
  return flags;
}

}  // namespace

void pass(const PassedDescriptors& passed, ChildOrders& keeper, keeper::PlanHeader& header) {
  const auto add = [&](const UniqueHandle& handle) {
    if (!handle.valid()) return -1;
    keeper.passed[keeper.passed_count] = handle.get();
    return keeper::kChannel + keeper.passed_count++;
  };
  add(passed.channel);
  ++keeper.passed_count;
  header.state_folder = add(passed.state_folder);
  header.cgroup_folder = add(passed.cgroup_folder);
  header.parent = add(passed.parent);
  for (std::size_t index = 0; index < passed.logs.size(); ++index) {
    const KeeperLog& log = passed.logs[index];
    header.logs[index] = log.plan;
    header.logs[index].pipe = add(log.pipe);
    header.logs[index].folder = add(log.folder);
  }
}

Result<UniqueHandle> write_plan(keeper::PlanHeader header, const ChildOrders& job, const KeeperOrders& orders,
                                const std::array<KeeperLog, keeper::kMostLogs>& logs) {
  std::string plan(sizeof header, '\0');
  plan.append(reinterpret_cast<const char*>(job.groups), job.group_count * sizeof(gid_t));
  header.group_count = static_cast<std::uint32_t>(job.group_count);
  header.candidate_count = append_list(plan, job.candidates);
  header.argument_count = append_list(plan, job.arguments);
  header.variable_count = append_list(plan, job.environment);
  if (job.cwd != nullptr) plan.append(job.cwd, std::strlen(job.cwd) + 1);
  plan.append(orders.folder).push_back('\0');
  for (const KeeperLog& log : logs) plan.append(log.name).push_back('\0');
  header.flags |= flags_of(job, orders);
  header.uid = job.uid;
  header.gid = job.gid;
  header.umask = job.umask;
  header.nice = job.nice;
  header.size = static_cast<std::uint32_t>(plan.size());
  std::copy_n(orders.token.data(), std::min(orders.token.size(), sizeof header.token), header.token);
  std::memcpy(plan.data(), &header, sizeof header);
  return make_memory_file("reeve-plan", plan);
}

}  // namespace reeve::linux_kernel
