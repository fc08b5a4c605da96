#pragma once

#include "keeper/records/text.h"

// The texts that a keeper writes into its job's state folder, the same on every system: schemas/v1/kept-job and kept-exit.
namespace reeve::keeper {

// A file gets its own name once it is whole.
inline constexpr char kNewJobFile[] = "job.json.new";
inline constexpr char kNewExitFile[] = "exit.json.new";
inline constexpr std::uint32_t kRoomForExit = 1024;

// A job's record stands between the state and kAfterRecord.
inline constexpr char kBeforeState[] = "{\"schema_id\":\"urn:reeve:schema:v1:kept-job\",\"state\":";
inline constexpr char kAfterState[] = ",\"record\":";
inline constexpr char kAfterRecord[] = "}\n";
// One length, so that one takes the place of another by a single small write.
inline constexpr char kStarting[] = "\"starting\"";
inline constexpr char kRunning[] = "\"running\" ";
inline constexpr char kFailed[] = "\"failed\"  ";
inline constexpr std::uint32_t kStateAt = sizeof kBeforeState - 1;
inline constexpr std::uint32_t kStateLength = sizeof kStarting - 1;

// How a job's first process ended.
struct KeptExit {
  std::int64_t pid = 0;
  const char* identity = nullptr;
  std::int64_t code = 0;         // where there is no signal
  const char* signal = nullptr;  // its name; null: none
  std::int64_t ended_unix_ms = 0;
  std::int64_t cpu_user_ms = 0;
  std::int64_t cpu_system_ms = 0;
  std::int64_t max_rss_kb = 0;
};

inline void compose(Text& text, const KeptExit& exit) {
  text << "{\"schema_id\":\"urn:reeve:schema:v1:kept-exit\",\"pid\":" << exit.pid << ",\"identity\":\"" << exit.identity
       << "\",\"exit_code\":";
  if (exit.signal == nullptr) {
    text << exit.code << ",\"signal\":null";
  } else {
    text << "null,\"signal\":\"" << exit.signal << "\"";
  }
  text << ",\"ended_unix_ms\":" << exit.ended_unix_ms << ",\"cpu_user_ms\":" << exit.cpu_user_ms
       << ",\"cpu_system_ms\":" << exit.cpu_system_ms << ",\"max_rss_kb\":" << exit.max_rss_kb << "}\n";
}

}  // namespace reeve::keeper
