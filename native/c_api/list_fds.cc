#include "core/descriptors/list_fds.h"

#include "c_api/configs.h"
#include "c_api/results.h"
#include "c_api/runtime.h"

using namespace reeve;

reeve_error* reeve_list_fds(reeve_runtime* runtime, reeve_ref ref, const char* kind, reeve_text** result) {
  if (runtime == nullptr || result == nullptr) return c_api::missing_argument();
  const Result<ProcessRef> read = c_api::read_ref(ref);
  if (!read.ok()) return c_api::to_c(read.error());
  const std::optional<DescriptorKind> wanted = kind ? descriptor_kind_named(kind) : std::nullopt;
  if (kind != nullptr && !wanted) {
    return c_api::to_c(invalid_argument(std::string("there is no kind of descriptor '") + kind + "'"));
  }
  WholeJson fds;
  Result<FdListHead> head = list_fds(read.value(), wanted, runtime->spare(), fds.sink());
  if (!head.ok()) return c_api::to_c(head.error());
  const WholeList<FdListHead> list{.head = std::move(head.value()), .name = "fds", .items = fds.take()};
  *result = c_api::to_text_block(list);
  return nullptr;
}
