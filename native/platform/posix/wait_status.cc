#include "platform/posix/wait_status.h"

#include <sys/wait.h>

namespace reeve::posix {

ExitStatus exit_of_word(int word, ExitSource source) {
  ExitStatus status;
  status.source = source;
  if (WIFSIGNALED(word)) {
    status.signal = WTERMSIG(word);
  } else {
    status.code = WEXITSTATUS(word);
  }
  return status;
}

}  // namespace reeve::posix
