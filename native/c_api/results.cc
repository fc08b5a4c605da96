#include "c_api/results.h"

#include "core/records/error_record.h"

namespace reeve::c_api {
namespace {

constexpr std::int64_t kNoExitCode = -1;

// Every result begins with its record.
template <class Block, class Record>
std::string record_of(const Record& record, Block& block) {
  std::string json = JsonWriter::text_of(record);
  block.json_length = json.size();
  return json;
}

}  // namespace

reeve_error* to_c(const Error& error) {
  reeve_error fields{};
  fields.os_errno = error.os;
  fields.pid = error.pid;
  const auto syscall = error.op.empty() ? std::nullopt : std::optional(std::string(error.op));
  return make_block<reeve_error>(fields, {{&reeve_error::json, JsonWriter::text_of(ErrorRecord{error})},
                                          {&reeve_error::code, std::string(error.code)},
                                          {&reeve_error::message, message_of(error)},
                                          {&reeve_error::syscall, syscall}});
}

reeve_process* to_c(const ProcessInfo& info, bool with_json) {
  constexpr double kNoNumber = -1;
  reeve_process fields{};
  const auto json = with_json ? std::optional(record_of(info, fields)) : std::nullopt;
  const auto given = [](const auto& number) { return number ? std::int64_t{*number} : REEVE_NOT_GIVEN; };
  fields.pid = info.pid;
  fields.ppid = info.ppid.value_or(-1);
  fields.pgid = info.pgid.value_or(-1);
  fields.sid = info.sid.value_or(-1);
  fields.start_time_unix_ms = given(info.start_time_unix_ms);
  fields.uid = given(info.uid);
  fields.memory_kb = info.memory_kb ? static_cast<std::int64_t>(*info.memory_kb) : REEVE_NOT_GIVEN;
  fields.thread_count = given(info.thread_count);
  fields.cpu_percent = info.cpu_percent.value_or(kNoNumber);
  fields.elapsed_seconds = info.elapsed_seconds.value_or(kNoNumber);
  return make_block<reeve_process>(
      fields,
      {{&reeve_process::json, json},
       {&reeve_process::identity, info.identity},
       {&reeve_process::state, std::string(to_text(info.state))},
       {&reeve_process::name, info.name},
       {&reeve_process::exe_path, info.exe_path},
       {&reeve_process::user, info.user},
       {&reeve_process::timestamp, info.header.timestamp},
       {&reeve_process::platform, std::string(platform::name())}},
      {{&reeve_process::cmdline, info.cmdline}, {&reeve_process::warnings, info.warnings}});
}

reeve_identity_check* to_c(const IdentityCheck& check) {
  reeve_identity_check fields{};
  const std::string json = record_of(check, fields);
  fields.pid = check.pid;
  fields.zombie = check.zombie;
  return make_block<reeve_identity_check>(fields, {{&reeve_identity_check::json, json},
                                                   {&reeve_identity_check::status, std::string(to_text(check.verdict))},
                                                   {&reeve_identity_check::identity, check.identity}});
}

reeve_job* to_c(const SpawnedJob& job) {
  reeve_job fields{};
  const std::string json = record_of(job.result, fields);
  fields.pid = job.result.pid;
  fields.guaranteed = reliability_of(job.result.containment.kind) == "guaranteed";
  fields.std_in = job.ends[0];
  fields.std_out = job.ends[1];
  fields.std_err = job.ends[2];
  return make_block<reeve_job>(fields, {{&reeve_job::json, json}, {&reeve_job::identity, job.result.identity}});
}

reeve_exit* to_c(const WaitPidResult& result) {
  reeve_exit fields{};
  const std::string json = record_of(result, fields);
  fields.pid = result.pid;
  fields.exited = result.exit.has_value();
  fields.timed_out = result.timed_out;
  const ExitStatus exit = result.exit.value_or(ExitStatus{});
  fields.exit_code = exit.code.value_or(kNoExitCode);
  const auto signal = exit.signal ? std::optional(platform::signal_name(*exit.signal)) : std::nullopt;
  return make_block<reeve_exit>(fields, {{&reeve_exit::json, json},
                                         {&reeve_exit::identity, result.identity},
                                         {&reeve_exit::signal, signal},
                                         {&reeve_exit::source, std::string(source_of(result))}});
}

reeve_ending* to_c(const TerminateTreeResult& result) {
  reeve_ending fields{};
  const std::string json = record_of(result, fields);
  fields.exit_code = result.exit_code.value_or(kNoExitCode);
  fields.survivor_count = result.survivors.size();
  fields.signaled_count = result.signaled_count;
  fields.pid = result.pid;
  fields.exited = result.exited;
  fields.timed_out = result.timed_out;
  fields.escalated = result.escalated;
  fields.guaranteed = result.guaranteed;
  return make_block<reeve_ending>(fields, {{&reeve_ending::json, json}});
}

reeve_error* missing_argument() { return to_c(invalid_argument("an argument is NULL that must not be")); }

}  // namespace reeve::c_api
