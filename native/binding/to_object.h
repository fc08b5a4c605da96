#pragma once

#include <napi.h>

#include "binding/environment.h"
#include "core/records/json_writer.h"

namespace reeve::binding {

// The JavaScript object of any record that has a describe() (core/records/header.h). By way of its text: to set property
// after property through Node-API takes several times as long.
template <class Record>
Napi::Object to_object(Napi::Env env, const Record& record) {
  return Environment::of(env).parse(JsonWriter::text_of(record));
}

}  // namespace reeve::binding
