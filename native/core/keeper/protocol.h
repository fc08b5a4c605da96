#pragma once

#include <cstdint>

// What a launcher and a keeper say to each other. Both are built from this file; a keeper that was left behind by another
// version answers `refused` with step "version". Needs nothing but fixed-width numbers: the keeper has no C++ library.
namespace reeve::keeper {

inline constexpr std::uint32_t kVersion = 3;

// The keeper's descriptors besides its job's three streams; -1 in the plan where there is none.
inline constexpr int kChannel = 3;  // to its launcher
inline constexpr int kPlan = 4;     // a file with a PlanHeader and what it counts

enum PlanFlag : std::uint32_t {
  kProbe = 1,          // set everything up, answer `running`, start nothing
  kEndWithParent = 2,  // end the job when the launcher ends
  kNewSession = 4,
  kSetGroups = 8,
  kSetGid = 16,
  kSetUid = 32,
  kSetUmask = 64,
  kSetNice = 128,
  kHasCwd = 256,
};

inline constexpr std::uint32_t kTokenLength = 24;

enum LogFlag : std::uint32_t {
  kLogAppends = 1,  // to what is in the file already
  kLogTimes = 2,    // the time stands before each line
};

// An output of the job that the keeper writes to files.
struct LogPlan {
  std::int32_t pipe = -1;    // its reading end; -1: there is no such output
  std::int32_t folder = -1;  // of the file
  std::uint32_t flags = 0;
  std::uint32_t keep = 0;         // how many files besides the one that is written
  std::uint64_t most_bytes = 0;   // in one file
  std::uint64_t most_age_ms = 0;  // of one file; 0: any
};
inline constexpr std::uint32_t kMostLogs = 2;
inline constexpr std::uint32_t kMostLogName = 240;

// Followed by group_count numbers of 32 bits, then by texts that each end in a NUL: the files to try, the arguments, the
// environment, the cwd if there is one, the path of the job's cgroup (empty: none), and the names of the logs' files.
struct PlanHeader {
  std::uint32_t version = kVersion;
  std::uint32_t size = 0;  // of all of it
  std::uint32_t flags = 0;
  std::int32_t state_folder = -1;
  std::int32_t cgroup_folder = -1;
  std::int32_t parent = -1;  // a pidfd
  LogPlan logs[kMostLogs] = {};
  std::uint32_t candidate_count = 0;
  std::uint32_t argument_count = 0;
  std::uint32_t variable_count = 0;
  std::uint32_t group_count = 0;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::uint32_t umask = 0;
  std::int32_t nice = 0;
  char token[kTokenLength] = {};
};

enum class Word : std::uint32_t {
  // from the keeper
  prepared = 1,  // pid: the job's first process, which waits for `go` and has run nothing of the program's
  running = 2,   // pid: it runs the program
  refused = 3,   // number: the error; step: the call that failed. Nothing runs
  exited = 4,    // pid: it has ended; number: its wait status
  empty = 5,     // nothing of the job is left, by the kernel's word; number: how many it ended. The keeper ends
  // to the keeper
  go = 16,   // what it is to write down
  end = 17,  // end all that is left, now
};

inline constexpr std::uint32_t kStepLength = 20;

struct Message {
  Word word{};
  std::int32_t pid = 0;
  std::int32_t number = 0;
  char step[kStepLength] = {};
};

// Followed by the identity and the job's record as JSON text; both without a NUL.
struct GoHeader {
  Word word = Word::go;
  std::uint32_t identity_length = 0;
  std::uint32_t record_length = 0;
};
inline constexpr std::uint32_t kMostIdentity = 200;
inline constexpr std::uint32_t kMostRecord = 32768;

// The abstract socket's name (after its leading NUL) is this and the job's token.
inline constexpr char kSocketPrefix[] = "reeve-keeper-";

// The steps at which a log could not be opened.
inline constexpr char kStdoutLogStep[] = "log of stdout";
inline constexpr char kStderrLogStep[] = "log of stderr";

// Files in the state folder.
inline constexpr char kLockFile[] = "lock";
inline constexpr char kJobFile[] = "job.json";
inline constexpr char kExitFile[] = "exit.json";

}  // namespace reeve::keeper
