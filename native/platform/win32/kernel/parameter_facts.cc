#include "platform/win32/kernel/parameter_facts.h"

#include "platform/win32/kernel/process_parameters.h"

namespace reeve::windows {

void fill_parameters(ProcessFacts& facts, OsHandle process, const FactsWanted& wanted) {
  if (!wanted.cmdline && !wanted.env && !wanted.cwd) return;
  const ParametersWanted parts{.command_line = wanted.cmdline, .environment = wanted.env, .current_folder = wanted.cwd};
  std::optional<ProcessParameters> parameters = read_parameters(process, parts);
  if (!parameters) return;
  if (wanted.cmdline) facts.cmdline = std::move(parameters->arguments);
  if (wanted.cwd) facts.cwd = std::move(parameters->current_folder);
  if (!wanted.env) return;
  facts.env.emplace();
  for (const std::string& entry : parameters->environment) {
    const std::size_t equals = entry.find('=', 1);
    if (equals != std::string::npos) facts.env->emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
}

}  // namespace reeve::windows
