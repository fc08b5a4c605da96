#include "platform/win32/kernel/start_attributes.h"

#include "platform/win32/kernel/errors.h"

namespace reeve::windows {
namespace {

// PROC_THREAD_ATTRIBUTE_JOB_LIST, Windows 10: ProcThreadAttributeValue(13, FALSE, TRUE, FALSE).
constexpr DWORD_PTR kJobList = 0x0002000D;
constexpr DWORD kAttributes = 2;

}  // namespace

StartAttributes::~StartAttributes() {
  if (list_ != nullptr) DeleteProcThreadAttributeList(list_);
}

Status StartAttributes::set(std::vector<HANDLE> handles, OsHandle job) {
  SIZE_T size = 0;
  InitializeProcThreadAttributeList(nullptr, kAttributes, 0, &size);
  buffer_.resize(size);
  const auto list = reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(buffer_.data());
  if (InitializeProcThreadAttributeList(list, kAttributes, 0, &size) == FALSE) {
    return last_error("InitializeProcThreadAttributeList");
  }
  list_ = list;
  handles_ = std::move(handles);
  const Status added = add(PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(), handles_.size() * sizeof(HANDLE));
  if (!added.ok() || job == kInvalidHandle) return added;
  jobs_[0] = job;
  return add(kJobList, jobs_.data(), sizeof jobs_);
}

Status StartAttributes::add(DWORD_PTR attribute, void* value, std::size_t size) {
  if (UpdateProcThreadAttribute(list_, 0, attribute, value, size, nullptr, nullptr) != FALSE) return Done{};
  return last_error("UpdateProcThreadAttribute");
}

}  // namespace reeve::windows
