#pragma once

#include "c_api/block.h"
#include "c_api/exported.h"
#include "core/base/result.h"
#include "core/records/identity_check.h"
#include "core/records/json_writer.h"
#include "core/records/process_info.h"
#include "core/records/terminate_tree_result.h"
#include "core/records/wait_pid_result.h"
#include "core/spawn/spawn_in_group.h"

namespace reeve::c_api {

// Each makes a block of memory that is the caller's of the C interface.
reeve_error* to_c(const Error& error);
reeve_process* to_c(const ProcessInfo& info, bool with_json);
reeve_identity_check* to_c(const IdentityCheck& check);
reeve_job* to_c(const SpawnedJob& job);
reeve_exit* to_c(const WaitPidResult& result);
reeve_ending* to_c(const TerminateTreeResult& result);

// Hands out what a verb came back with: the result, or the error.
template <class T, class Block>
reeve_error* answer(const Result<T>& result, Block** out) {
  if (!result.ok()) return to_c(result.error());
  *out = to_c(result.value());
  return nullptr;
}

// A result of which nothing but its record is given out.
template <class Record>
reeve_text* to_text_block(const Record& record) {
  const std::string json = JsonWriter::text_of(record);
  return make_block<reeve_text>(reeve_text{.json = nullptr, .json_length = json.size()}, {{&reeve_text::json, json}});
}

template <class Record>
reeve_error* answer_text(const Result<Record>& result, reeve_text** out) {
  if (!result.ok()) return to_c(result.error());
  *out = to_text_block(result.value());
  return nullptr;
}

// The answer to arguments of which one is NULL.
reeve_error* missing_argument();

}  // namespace reeve::c_api
