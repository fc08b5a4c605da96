#include "keeper/linux/channels.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

#include "keeper/records/text.h"

namespace reeve::keeper {
namespace {

bool send_to(int channel, const Message& message) {
  return syscall(SYS_sendto, channel, &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT, nullptr, 0) > 0;
}

// Only the keeper's own user, and root, may ask anything of it.
bool may_talk(int channel) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (syscall(SYS_getsockopt, channel, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == 0 || static_cast<long>(peer.uid) == syscall(SYS_geteuid);
}

}  // namespace

bool Channels::listen(const char* token) {
  socket_ = static_cast<int>(syscall(SYS_socket, AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket_ < 0) return false;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  Text name(address.sun_path + 1, sizeof address.sun_path - 1);
  (name << kSocketPrefix).add(token, kTokenLength);
  const unsigned long size = offsetof(sockaddr_un, sun_path) + 1 + name.length();
  return syscall(SYS_bind, socket_, &address, size) == 0 && syscall(SYS_listen, socket_, kMost) == 0;
}

int Channels::add_to(pollfd* entries) const {
  int count = 0;
  entries[count++] = pollfd{.fd = socket_, .events = POLLIN, .revents = 0};
  for (const int channel : open_) {
    if (channel >= 0) entries[count++] = pollfd{.fd = channel, .events = POLLIN, .revents = 0};
  }
  return count;
}

bool Channels::serve(const pollfd* entries, int count) {
  bool end = false;
  for (int index = 1; index < count; ++index) {
    if (entries[index].revents == 0) continue;
    for (int& channel : open_) {
      if (channel == entries[index].fd) end = hear(channel) || end;
    }
  }
  if (entries[0].revents != 0) admit();
  return end;
}

void Channels::admit() {
  const auto newcomer = static_cast<int>(syscall(SYS_accept4, socket_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (newcomer < 0) {
    // No descriptor is left for it, and it goes on knocking.
    const timespec moment{.tv_sec = 0, .tv_nsec = 5'000'000};
    if (errno != EAGAIN) syscall(SYS_nanosleep, &moment, nullptr);
    return;
  }
  for (int index = 1; may_talk(newcomer) && index < kMost; ++index) {
    if (open_[index] >= 0) continue;
    open_[index] = newcomer;
    for (int known = 0; known < known_count_; ++known) send_to(newcomer, known_[known]);
    return;
  }
  syscall(SYS_close, newcomer);
}

bool Channels::hear(int& channel) {
  Message message;
  const long size = syscall(SYS_recvfrom, channel, &message, sizeof message, MSG_DONTWAIT, nullptr, nullptr);
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  if (size <= 0) {
    syscall(SYS_close, channel);
    channel = -1;
    return false;
  }
  return size == static_cast<long>(sizeof message) && message.word == Word::end;
}

void Channels::remember(const Message& message) {
  if (known_count_ < 2) known_[known_count_++] = message;
}

void Channels::tell(const Message& message) {
  for (int& channel : open_) {
    if (channel < 0 || send_to(channel, message)) continue;
    syscall(SYS_close, channel);
    channel = -1;
  }
}

}  // namespace reeve::keeper
