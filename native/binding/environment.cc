#include "binding/environment.h"

#include <utility>

#include "binding/to_object.h"
#include "core/records/error_record.h"

namespace reeve::binding {

Result<Runtime*> shared_runtime() {
  static std::mutex mutex;
  static Runtime* runtime = nullptr;
  const std::lock_guard lock(mutex);
  if (runtime == nullptr) {
    Result<std::unique_ptr<Runtime>> created = Runtime::create();
    if (!created.ok()) return created.error();
    runtime = created.value().release();
  }
  return runtime;
}

void Mailbox::open(Napi::ThreadSafeFunction wake) {
  const std::lock_guard lock(mutex_);
  wake_ = wake;
  open_ = true;
}

void Mailbox::post(Letter letter) {
  const std::lock_guard lock(mutex_);
  if (!open_) return;
  const bool first = letters_.empty();
  letters_.push_back(std::move(letter));
  // One wake for many letters: whoever takes, takes all.
  if (first) wake_.NonBlockingCall();
}

std::vector<Mailbox::Letter> Mailbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(letters_, {});
}

void Mailbox::close() {
  const std::lock_guard lock(mutex_);
  if (!open_) return;
  open_ = false;
  letters_.clear();
  wake_.Abort();
}

Environment::Environment(Napi::Env env) : env_(env) {
  const std::shared_ptr<Mailbox> mailbox = mailbox_;
  const auto deliver = [mailbox](const Napi::CallbackInfo& info) {
    const Napi::Env here = info.Env();
    for (const Mailbox::Letter& letter : mailbox->take()) {
      const Napi::HandleScope scope(here);
      letter(here);
    }
  };
  wake_ = Napi::ThreadSafeFunction::New(env, Napi::Function::New(env, deliver), "reeve", 0, 1);
  wake_.Unref(env);
  mailbox_->open(wake_);
  // Taken once: whatever a program makes of JSON.parse later does not concern us.
  parse_ = Napi::Persistent(env.Global().Get("JSON").As<Napi::Object>().Get("parse").As<Napi::Function>());
  // Before the environment goes: afterwards nothing may be called in it.
  env.AddCleanupHook([this] {
    mailbox_->close();
    // Nobody will hear of these any more, and each may hold a pin for as long as its process lives, or go on looking.
    for (const auto& [id, cancel] : cancellations) cancel();
  });
}

std::uint64_t Environment::keep(Napi::Function callback, bool hold_open) {
  const std::uint64_t id = ++last_id_;
  pending_.emplace(id, Pending{.callback = Napi::Persistent(callback), .hold_open = hold_open});
  if (hold_open && holding_open_++ == 0) wake_.Ref(env_);
  return id;
}

void Environment::release_hold(const Pending& pending) {
  if (pending.hold_open && --holding_open_ == 0) wake_.Unref(env_);
}

void Environment::settle(std::uint64_t id, Napi::Value error, Napi::Value result) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return;
  const Pending pending = std::move(found->second);
  pending_.erase(found);
  cancellations.erase(id);
  release_hold(pending);
  pending.callback.Call({error, result});
}

void Environment::tell(std::uint64_t id, Napi::Value part) {
  const auto found = pending_.find(id);
  if (found != pending_.end()) found->second.callback.Call({env_.Null(), env_.Undefined(), part});
}

void Environment::forget(std::uint64_t id) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return;
  release_hold(found->second);
  pending_.erase(found);
  cancellations.erase(id);
}

void Environment::post_settle(const std::shared_ptr<Mailbox>& mailbox, std::uint64_t id, MakeResult make_result,
                              MakeResult make_error) {
  mailbox->post([id, make_result = std::move(make_result), make_error = std::move(make_error)](Napi::Env env) {
    const Napi::Value error = make_error ? make_error(env) : env.Null();
    const Napi::Value result = make_result ? make_result(env) : env.Undefined();
    of(env).settle(id, error, result);
  });
}

Napi::Object Environment::parse(const std::string& json) {
  napi_value text = nullptr;
  if (napi_create_string_latin1(env_, json.data(), json.size(), &text) != napi_ok) {
    Napi::Error::New(env_, "the result is longer than a string may be").ThrowAsJavaScriptException();
    return {};
  }
  return parse_.Call({text}).As<Napi::Object>();
}

Napi::Value Environment::make_error(const Error& error) {
  const Napi::Object fields = to_object(env_, ErrorRecord{error});
  if (make_error_.IsEmpty()) return fields;
  return make_error_.Call({fields});
}

}  // namespace reeve::binding
