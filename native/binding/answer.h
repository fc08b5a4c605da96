#pragma once

#include <napi.h>

#include <memory>
#include <string>
#include <utility>

#include "binding/environment.h"
#include "binding/functions.h"
#include "binding/to_object.h"
#include "core/records/json_parts.h"

namespace reeve::binding {

// Settles a kept callback with the record, or with the error. To be called once, from any thread.
template <class Record>
std::function<void(Result<Record>)> settle_once(const std::shared_ptr<Mailbox>& mailbox, std::uint64_t id) {
  return [mailbox, id](Result<Record> result) {
    if (result.ok()) {
      Environment::post_settle(
          mailbox, id, [done = std::move(result.value())](Napi::Env here) { return to_object(here, done); }, nullptr);
    } else {
      Environment::post_settle(mailbox, id, nullptr, [error = result.error()](Napi::Env here) {
        return Environment::of(here).make_error(error);
      });
    }
  };
}

// A JavaScript callback that gets the parts of a long answer and then its head, or an error: (error, head, part).
class Answer {
 public:
  Answer(Napi::Env env, const Napi::Value& callback)
      : id_(Environment::of(env).keep(callback.As<Napi::Function>(), true)), mailbox_(Environment::of(env).mailbox()) {}

  // ASCII, so that the engine copies it as it is.
  [[nodiscard]] PartSink sink() const {
    return [mailbox = mailbox_, id = id_](std::string part) {
      mailbox->post([id, text = std::move(part)](Napi::Env here) {
        napi_value string = nullptr;
        if (napi_create_string_latin1(here, text.data(), text.size(), &string) != napi_ok) return;
        Environment::of(here).tell(id, Napi::Value(here, string));
      });
    };
  }

  template <class Record>
  [[nodiscard]] std::function<void(Result<Record>)> settle() const {
    return settle_once<Record>(mailbox_, id_);
  }

  // What the function that was given the callback returns: nothing, or it throws and forgets the callback.
  [[nodiscard]] Napi::Value started(Napi::Env env, const Status& status) const {
    if (status.ok()) return env.Undefined();
    Environment::of(env).forget(id_);
    return throw_error(env, status.error());
  }

 private:
  std::uint64_t id_;
  std::shared_ptr<Mailbox> mailbox_;
};

}  // namespace reeve::binding
