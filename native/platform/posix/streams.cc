#include "platform/posix/streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

#include "core/platform.h"
#include "platform/posix/errors.h"
#include "platform/posix/pipe.h"
#include "platform/posix/retry.h"

namespace reeve::posix {
namespace {

constexpr std::size_t kStdin = 0;

Result<UniqueHandle> open_file(const std::string& path, std::size_t stream, bool append) {
  const int output = O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC);
  const int mode = stream == kStdin ? O_RDONLY : output;
  UniqueHandle file(retry([&] { return open(path.c_str(), mode | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666); }));
  if (!file.valid()) {
    Error error = last_error("open");
    error.detail = "cannot open '" + path + "': " + platform::error_text(error.os);
    return error;
  }
  // O_NONBLOCK was for the open only: programs expect blocking standard streams.
  const int flags = fcntl(file.get(), F_GETFL);
  if (flags == -1 || fcntl(file.get(), F_SETFL, flags & ~O_NONBLOCK) == -1) return last_error("fcntl");
  return file;
}

Status use_descriptor(OpenStreams& streams, std::size_t stream, int descriptor) {
  if (fcntl(descriptor, F_GETFD) == -1) {
    Error error = last_error("fcntl");
    error.detail = "descriptor " + std::to_string(descriptor) + " is not open";
    return error;
  }
  streams.child[stream] = descriptor;
  return Done{};
}

Status use_owned(OpenStreams& streams, std::size_t stream, Result<UniqueHandle> opened) {
  if (!opened.ok()) return opened.error();
  streams.owned[stream] = std::move(opened.value());
  streams.child[stream] = streams.owned[stream].get();
  return Done{};
}

// One open of it serves all the streams that are ignored.
Status use_null_device(OpenStreams& streams, std::size_t stream) {
  if (!streams.null_device.valid()) {
    streams.null_device.reset(retry([] { return open("/dev/null", O_RDWR | O_CLOEXEC); }));
    if (!streams.null_device.valid()) return last_error("open");
  }
  streams.child[stream] = streams.null_device.get();
  return Done{};
}

Status use_pipe(OpenStreams& streams, std::size_t stream) {
  Result<Pipe> made = make_pipe();
  if (!made.ok()) return made.error();
  Pipe& pipe = made.value();
  const bool input = stream == kStdin;
  streams.parent_ends[stream] = std::move(input ? pipe.write_end : pipe.read_end);
  return use_owned(streams, stream, std::move(input ? pipe.read_end : pipe.write_end));
}

Status open_stream(OpenStreams& streams, std::size_t stream, const StreamPlan& plan) {
  switch (plan.kind) {
    case StreamPlan::Kind::ignore:
      return use_null_device(streams, stream);
    case StreamPlan::Kind::inherit:
      return use_descriptor(streams, stream, static_cast<int>(stream));
    case StreamPlan::Kind::pipe:
      return use_pipe(streams, stream);
    case StreamPlan::Kind::file:
      return use_owned(streams, stream, open_file(plan.path, stream, plan.append));
    case StreamPlan::Kind::descriptor:
      return use_descriptor(streams, stream, plan.descriptor);
  }
  return invalid_argument("unknown kind of stream");
}

}  // namespace

Result<OpenStreams> open_streams(const std::array<StreamPlan, kStreamCount>& plans) {
  OpenStreams streams;
  for (std::size_t stream = 0; stream < kStreamCount; ++stream) {
    const Status opened = open_stream(streams, stream, plans[stream]);
    if (!opened.ok()) return opened.error();
  }
  return streams;
}

}  // namespace reeve::posix
