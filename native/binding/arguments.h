#pragma once

#include <napi.h>

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/identity/process_ref.h"

namespace reeve::binding {

// Readers of arguments whose JavaScript types the TypeScript face has checked already (lib/arguments.ts). They never
// coerce: what is absent, null or of another type reads as "not given".
std::optional<std::string> text_at(const Napi::Object& object, const char* name);
std::optional<double> number_at(const Napi::Object& object, const char* name);
bool flag_at(const Napi::Object& object, const char* name);
std::vector<std::string> texts_at(const Napi::Object& object, const char* name);

// To be asked after an object was read. While a worker is being ended every property reads as absent, and half of a
// configuration must not be acted on.
Status read_whole(const Napi::Object& object);

// {pid, identity, start_time_unix_ms, containment}. ERR_INVALID_ARG for a pid that no process can have and for an
// identity that is not one of this platform.
Result<ProcessRef> read_ref(const Napi::Value& value);

std::optional<Millis> millis_at(const Napi::Object& object, const char* name);

// A signal by its name or number; ERR_INVALID_ARG for a name that is none of this system's.
Result<int> signal_at(const Napi::Object& object, const char* name, int otherwise);
Result<int> read_signal(const Napi::Value& value, const char* name);

}  // namespace reeve::binding
