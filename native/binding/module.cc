#include <napi.h>

#include "binding/built_for.h"
#include "binding/environment.h"
#include "binding/functions.h"

namespace reeve::binding {

Napi::Value throw_error(Napi::Env env, const Error& error) {
  const Napi::Value made = Environment::of(env).make_error(error);
  if (!env.IsExceptionPending()) napi_throw(env, made);
  return env.Undefined();
}

namespace {

void set_error_maker(const Napi::CallbackInfo& info) {
  Environment::of(info.Env()).set_error_maker(info[0].As<Napi::Function>());
}

Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  if (const std::string reason = wrong_libc(); !reason.empty()) {
    Napi::Error::New(env, reason).ThrowAsJavaScriptException();
    return exports;
  }
  env.SetInstanceData(new Environment(env));
  exports.Set("builtFor", Napi::String::New(env, built_for().data(), built_for().size()));
  const auto add = [&](const char* name, auto function) {
    exports.Set(name, Napi::Function::New(env, function, name));
  };
  add("setErrorMaker", set_error_maker);
  add("getProcess", get_process);
  add("checkIdentity", check_identity);
  add("spawnInGroup", spawn_in_group);
  add("waitPid", wait_pid);
  add("cancelWait", cancel_wait);
  add("waitPidSync", wait_pid_sync);
  add("terminateTree", terminate_tree);
  add("terminateTreeSync", terminate_tree_sync);
  add("capabilities", capabilities);
  add("listProcesses", list_processes);
  add("listProcessesSync", list_processes_sync);
  add("descendants", descendants);
  add("ancestors", ancestors);
  add("killDescendants", kill_descendants);
  add("sendSignal", send_signal);
  add("sendSignalGroup", send_signal_group);
  add("sendSignalMany", send_signal_many);
  add("processStats", process_stats);
  add("processStatsMany", process_stats_many);
  add("listeningPorts", listening_ports);
  add("waitForPort", wait_for_port);
  add("listFds", list_fds);
  add("selfGroup", self_group);
  return exports;
}

NODE_API_MODULE(reeve, initialize)

}  // namespace
}  // namespace reeve::binding
