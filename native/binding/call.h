#pragma once

#include <napi.h>

#include <utility>

#include "binding/environment.h"
#include "binding/functions.h"
#include "binding/to_object.h"

namespace reeve::binding {

// Calls the verb with what was read of its arguments and with the runtime; throws where either is not to be had.
template <class Given, class Verb>
Napi::Value call(Napi::Env env, Result<Given> given, Verb verb) {
  if (!given.ok()) return throw_error(env, given.error());
  const Result<Runtime*> runtime = shared_runtime();
  if (!runtime.ok()) return throw_error(env, runtime.error());
  return verb(std::move(given.value()), *runtime.value());
}

// The record as an object, or throws the error.
template <class Record>
Napi::Value give_back(Napi::Env env, const Result<Record>& result) {
  if (!result.ok()) return throw_error(env, result.error());
  return to_object(env, result.value());
}

}  // namespace reeve::binding
