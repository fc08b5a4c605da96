#pragma once

#include <napi.h>

#include "binding/environment.h"

namespace reeve::binding {

// What the addon exports, by lib/native/binding.ts. All throw ReeveErrors; none checks JavaScript types, which the
// TypeScript face has done.
Napi::Value get_process(const Napi::CallbackInfo& info);
Napi::Value check_identity(const Napi::CallbackInfo& info);
Napi::Value spawn_in_group(const Napi::CallbackInfo& info);
Napi::Value wait_pid(const Napi::CallbackInfo& info);
Napi::Value cancel_wait(const Napi::CallbackInfo& info);
Napi::Value wait_pid_sync(const Napi::CallbackInfo& info);
Napi::Value terminate_tree(const Napi::CallbackInfo& info);
Napi::Value terminate_tree_sync(const Napi::CallbackInfo& info);
Napi::Value capabilities(const Napi::CallbackInfo& info);
Napi::Value list_processes(const Napi::CallbackInfo& info);
Napi::Value list_processes_sync(const Napi::CallbackInfo& info);
Napi::Value descendants(const Napi::CallbackInfo& info);
Napi::Value ancestors(const Napi::CallbackInfo& info);
Napi::Value kill_descendants(const Napi::CallbackInfo& info);
Napi::Value send_signal(const Napi::CallbackInfo& info);
Napi::Value send_signal_group(const Napi::CallbackInfo& info);
Napi::Value send_signal_many(const Napi::CallbackInfo& info);
Napi::Value process_stats(const Napi::CallbackInfo& info);
Napi::Value process_stats_many(const Napi::CallbackInfo& info);
Napi::Value listening_ports(const Napi::CallbackInfo& info);
Napi::Value wait_for_port(const Napi::CallbackInfo& info);
Napi::Value list_fds(const Napi::CallbackInfo& info);
Napi::Value self_group(const Napi::CallbackInfo& info);

// Throws the error and gives what a throwing function returns.
Napi::Value throw_error(Napi::Env env, const Error& error);

}  // namespace reeve::binding
