// kill_at_step PROGRAM: starts PROGRAM as a kept job again and again, each time killing one of its launcher, its keeper
// and its first process at one step, as it is told by lines on standard input, and says in JSON what came of it:
//   run OBSERVED VICTIM STEP AFTER STATE_DIR MARK   see tracer.h; `-` for no STATE_DIR. PROGRAM gets MARK, and makes the
//                                                   files MARK.ran first and MARK.stands last
//   check                                           whether processes may be traced here, and why not
//   settle                                          waits for the end of all that is left, for a minute
//   end                                             ends all that is left
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "core/platform.h"
#include "test/stepper/family.h"
#include "test/stepper/launcher.h"
#include "test/stepper/tracer.h"

namespace reeve::stepper {
namespace {

constexpr std::chrono::seconds kPatience(60);
constexpr std::chrono::microseconds kPause(300);
constexpr int kCalmLooks = 10;

bool in_time(const std::function<bool()>& condition) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(kPause);
  }
  return true;
}

bool is_there(const std::vector<pid_t>& family, pid_t pid) {
  return std::find(family.begin(), family.end(), pid) != family.end();
}

void write_list(const std::vector<pid_t>& pids) {
  std::cout << '[';
  for (std::size_t at = 0; at < pids.size(); ++at) std::cout << (at > 0 ? "," : "") << pids[at];
  std::cout << ']';
}

std::string read_all(int file) {
  std::string text;
  char buffer[4096];
  for (ssize_t size = 0; (size = read(file, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(size));
  }
  return text;
}

// The lines as a list; each is a whole JSON record or, cut off by a death, none.
void write_answers(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  const char* before = "";
  std::cout << '[';
  while (std::getline(lines, line) && !lines.eof()) {
    std::cout << before << line;
    before = ",";
  }
  std::cout << ']';
}

// Nothing has changed for a while: everything has come to its end, or nobody is about to start or end anything.
class Rest {
 public:
  Rest(const Tracer& tracer, const Start& start) : tracer_(tracer), start_(start) {}

  bool look() {
    std::vector<pid_t> family = living_family();
    const bool traced = std::any_of(family.begin(), family.end(), is_traced);
    calm_ = family == before_ && !traced ? calm_ + 1 : 0;
    before_ = std::move(family);
    return calm_ >= kCalmLooks && (before_.empty() || !goes_on());
  }

 private:
  [[nodiscard]] bool is_left(pid_t pid) const { return is_there(before_, pid); }

  [[nodiscard]] bool goes_on() const {
    const bool stands = access((start_.argument + ".stands").c_str(), F_OK) == 0;
    if (is_left(tracer_.launcher()) || (!stands && (tracer_.first() == 0 || is_left(tracer_.first())))) return true;
    return is_left(tracer_.keeper()) && (start_.after == After::kill || before_.size() == 1);
  }

  const Tracer& tracer_;
  const Start& start_;
  std::vector<pid_t> before_{};
  int calm_ = 0;
};

void run(const Machine& machine, std::istringstream& words, const std::string& program) {
  static const std::map<std::string, Role> roles{
      {"launcher", Role::launcher}, {"keeper", Role::keeper}, {"first", Role::first}};
  static const std::map<std::string, After> afters{{"leave", After::leave}, {"kill", After::kill}, {"ask", After::ask}};
  std::string observed;
  std::string victim;
  std::string after;
  std::string mark;
  Aim aim;
  Start start{.program = program};
  words >> observed >> victim >> aim.step >> after >> start.state_dir >> mark;
  aim.observed = roles.at(observed);
  aim.victim = roles.at(victim);
  start.after = afters.at(after);
  aim.of_the_end = start.after != After::leave;
  start.argument = mark;
  if (start.state_dir == "-") start.state_dir.clear();
  int answers[2];
  if (pipe(answers) != 0) return;
  Tracer tracer(aim);
  tracer.run([&] {
    close(answers[0]);
    launch(machine, start, answers[1]);
  });
  close(answers[1]);
  Rest rest(tracer, start);
  const bool quiet = in_time([&] { return rest.look(); });
  const std::vector<pid_t> left = living_family();
  std::cout << "{\"hit\":" << tracer.hit() << ",\"steps\":" << tracer.steps() << ",\"released\":" << tracer.released()
            << ",\"quiet\":" << quiet << ",\"keeper_left\":" << is_there(left, tracer.keeper()) << ",\"left\":";
  write_list(left);
  std::cout << ",\"answers\":";
  write_answers(is_there(left, tracer.launcher()) ? std::string() : read_all(answers[0]));
  close(answers[0]);
  std::cout << '}' << std::endl;
}

void check() { std::cout << "{\"refusal\":\"" << Tracer::refusal() << "\"}" << std::endl; }

void settle() {
  static_cast<void>(in_time([] { return living_family().empty(); }));
  std::cout << "{\"left\":";
  write_list(living_family());
  std::cout << '}' << std::endl;
}

// Whoever we kill leaves its own to us.
void end() {
  while (!living_family().empty()) {
    kill_children();
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace
}  // namespace reeve::stepper

int main(int argc, char** argv) {
  using namespace reeve::stepper;
  if (argc != 2) return 2;
  const reeve::Machine machine = reeve::platform::probe_machine();
  take_in_orphans();
  std::cout << std::boolalpha;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string what;
    words >> what;
    if (what == "check") check();
    if (what == "run") run(machine, words, argv[1]);
    if (what == "settle") settle();
    if (what == "end") end();
  }
  end();
  return 0;
}
