// The log of the recorder: which files it watches, the lock that keeps calls in order, and the frames it writes.
// Nothing here allocates memory or throws, because write() may be called where neither is allowed.
#pragma once
#include <climits>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// The C library's own function behind one of ours.
#define REAL(name) static const auto real = reinterpret_cast<decltype(&::name)>(dlsym(RTLD_NEXT, #name))

namespace recorder {

// Numbers are read by recording.ts.
enum Kind : uint32_t {
  MAKE = 1,
  WRITE,
  RESIZE,
  FLUSH,
  FLUSH_FOLDER,
  FLUSH_ALL,
  RENAME,
  REMOVE,
  MAKE_FOLDER,
  LINK,
  MARK,
  MAP,
  REFUSE
};

struct Header {
  uint32_t kind, pathBytes, otherBytes, unused;
  uint64_t inode, offset, dataBytes;
};

using Path = char[PATH_MAX + 16];

inline char root[PATH_MAX];
inline char marks[PATH_MAX];
inline int logFile = -1;
inline pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
inline pthread_once_t once = PTHREAD_ONCE_INIT;

[[noreturn]] inline void giveUp(const char *why) {
  REAL(write);
  (void)!real(2, why, strlen(why));
  (void)!real(2, "\n", 1);
  abort();
}

inline void begin() {
  const char *folder = getenv("POWER_CUT_ROOT"), *log = getenv("POWER_CUT_LOG");
  if (folder == nullptr || log == nullptr) return;
  if (realpath(folder, root) == nullptr) giveUp("power cut: POWER_CUT_ROOT is not a folder");
  // Append: processes of one app share the log.
  REAL(open);
  logFile = real(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  Path whole;
  if (logFile < 0 || realpath(log, whole) == nullptr) giveUp("power cut: POWER_CUT_LOG cannot be written");
  snprintf(marks, sizeof marks, "%.*s.acks", PATH_MAX - 8, whole);
}

inline bool isOn() {
  pthread_once(&once, begin);
  return logFile >= 0;
}

inline bool isInRoot(const char *path) {
  const size_t length = strlen(root);
  return strncmp(path, root, length) == 0 && (path[length] == '/' || path[length] == 0);
}

// The part of a path below the folder; empty for the folder.
inline const char *below(const char *path) {
  const char *rest = path + strlen(root);
  return *rest == '/' ? rest + 1 : rest;
}

// The system is asked for the name at each call. A table of our own would go wrong with dup, inherited files and closes that we do not see.
inline bool pathOf(int file, Path &path) {
  char link[40];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, PATH_MAX);
  if (length < 0) return false;
  path[length] = 0;
  return true;
}

enum Watched { NO, IN_ROOT, MARKS };
inline Watched watched(int file, Path &path) {
  const int before = errno;
  const bool found = file >= 0 && isOn() && pathOf(file, path);
  errno = before;
  return !found ? NO : isInRoot(path) ? IN_ROOT : strcmp(path, marks) == 0 ? MARKS : NO;
}

// The whole path of a name that need not exist, from a folder that is open (or AT_FDCWD). True when it is in the watched folder.
inline bool wholePath(int folder, const char *name, Path &path) {
  if (!isOn() || name == nullptr) return false;
  const int before = errno;
  Path given, base;
  if (name[0] == '/' || folder == AT_FDCWD || !pathOf(folder, base)) snprintf(given, PATH_MAX, "%s", name);
  else snprintf(given, PATH_MAX, "%.2000s/%.2000s", base, name);
  for (size_t end = strlen(given); end > 1 && given[end - 1] == '/'; end -= 1) given[end - 1] = 0;
  char *slash = strrchr(given, '/');
  const char *last = slash == nullptr ? given : slash + 1;
  if (slash != nullptr) *slash = 0;
  const bool found = realpath(slash == nullptr ? "." : slash == given ? "/" : given, base) != nullptr;
  if (found) snprintf(path, PATH_MAX, "%.2000s/%.2000s", strcmp(base, "/") == 0 ? "" : base, last);
  errno = before;
  return found && isInRoot(path);
}

// Held from before a call until its frame is written, so that the log has the order in which things happened,
// also between threads and between processes. What the caller finds in errno stays that of its own call.
class Held {
public:
  Held() {
    pthread_mutex_lock(&mutex);
    flock(logFile, LOCK_EX);
  }
  ~Held() {
    const int before = errno;
    flock(logFile, LOCK_UN);
    pthread_mutex_unlock(&mutex);
    errno = before;
  }
  Held(const Held &) = delete;
};

inline void append(const void *bytes, size_t length) {
  REAL(write);
  for (size_t done = 0; done < length;) {
    const ssize_t written = real(logFile, static_cast<const char *>(bytes) + done, length - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) giveUp("power cut: the log cannot be written");
    done += static_cast<size_t>(written);
  }
}

inline uint64_t inodeOf(int file) {
  struct stat found;
  return fstat(file, &found) == 0 ? found.st_ino : 0;
}

inline uint64_t inodeOf(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? found.st_ino : 0;
}

struct Note {
  Kind kind;
  const char *path = "";
  const char *other = "";
  uint64_t inode = 0;
  uint64_t offset = 0;
  const iovec *parts = nullptr;
  uint64_t dataBytes = 0;
};

// Only while `Held` is held.
inline void note(const Note &said) {
  const int before = errno;
  const Header header = {said.kind, static_cast<uint32_t>(strlen(said.path)), static_cast<uint32_t>(strlen(said.other)), 0,
                         said.inode, said.offset, said.dataBytes};
  append(&header, sizeof header);
  append(said.path, header.pathBytes);
  append(said.other, header.otherBytes);
  uint64_t left = said.dataBytes;
  for (const iovec *part = said.parts; left > 0; part += 1) {
    const uint64_t length = part->iov_len < left ? part->iov_len : left;
    append(part->iov_base, length);
    left -= length;
  }
  errno = before;
}

// Something that the replay cannot imitate: it stops there instead of judging a wrong disk.
inline void refuse(const char *path, const char *reason) {
  note({.kind = REFUSE, .path = isInRoot(path) ? below(path) : path, .other = reason});
}

} // namespace recorder
