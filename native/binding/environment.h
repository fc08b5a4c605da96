#pragma once

#include <napi.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/runtime.h"

namespace reeve::binding {

// The runtime of the whole program, started with the first use and never ended: a child started by one worker can be
// waited for by another, also after the first is gone, and must be reaped in any case.
Result<Runtime*> shared_runtime();

// The way from the runtime's threads back to one JavaScript environment. Whatever is posted after the environment's end
// is dropped.
class Mailbox {
 public:
  using Letter = std::function<void(Napi::Env)>;

  void open(Napi::ThreadSafeFunction wake);
  void post(Letter letter);
  std::vector<Letter> take();
  void close();

 private:
  std::mutex mutex_;
  Napi::ThreadSafeFunction wake_;
  bool open_ = false;
  std::vector<Letter> letters_;
};

// What one JavaScript environment (the main thread, or a worker) keeps.
class Environment {
 public:
  explicit Environment(Napi::Env env);
  static Environment& of(Napi::Env env) { return *env.GetInstanceData<Environment>(); }

  // Keeps a JavaScript callback until it is settled. `hold_open`: the process stays up until then.
  std::uint64_t keep(Napi::Function callback, bool hold_open);
  // Calls it with (error) or (null, result) and forgets it; on the JavaScript thread. Nothing happens the second time.
  void settle(std::uint64_t id, Napi::Value error, Napi::Value result);
  void forget(std::uint64_t id);
  // Calls it with (null, undefined, part) and keeps it; on the JavaScript thread.
  void tell(std::uint64_t id, Napi::Value part);

  // A call to settle() that is made on the JavaScript thread soon; from any thread.
  using MakeResult = std::function<Napi::Value(Napi::Env)>;
  static void post_settle(const std::shared_ptr<Mailbox>& mailbox, std::uint64_t id, MakeResult make_result,
                          MakeResult make_error);

  [[nodiscard]] const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }

  // The object that this text of ours (ASCII) tells of.
  Napi::Object parse(const std::string& json);

  void set_error_maker(Napi::Function maker) { make_error_ = Napi::Persistent(maker); }
  // The JavaScript error for an Error: made by the TypeScript face, so that there is one class.
  Napi::Value make_error(const Error& error);

  // What cancels a wait that may be cancelled, by callback id.
  std::map<std::uint64_t, std::function<void()>> cancellations;

 private:
  struct Pending {
    Napi::FunctionReference callback;
    bool hold_open = false;
  };

  void release_hold(const Pending& pending);

  Napi::Env env_;
  std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  Napi::ThreadSafeFunction wake_;
  Napi::FunctionReference make_error_;
  Napi::FunctionReference parse_;
  std::uint64_t last_id_ = 0;
  std::uint64_t holding_open_ = 0;
  std::map<std::uint64_t, Pending> pending_;
};

}  // namespace reeve::binding
