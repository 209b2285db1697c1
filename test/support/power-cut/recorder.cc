// Records every change to the files of one folder, made by whatever code of a process, by standing before the C library (LD_PRELOAD).
// JavaScript cannot see what SQLite writes; the C library can. Built by build-recorder.ts, started by record-program.ts.
//   POWER_CUT_ROOT  the folder to watch
//   POWER_CUT_LOG   the log; what is written to <log>.acks is recorded as a mark in the same order
// Built without exceptions, so that differing throw() of the system's headers does not matter. 64-bit Linux: off_t and off64_t are one type.
#include "recorder-log.h"
#include <cstdarg>
#include <sys/mman.h>

using namespace recorder;
#define EXPORT extern "C" __attribute__((visibility("default")))

// ---- Opening: a file that was made, or cut to nothing.

template <class Call> static int opened(int folder, const char *name, int flags, Call call) {
  Path path;
  if ((flags & (O_CREAT | O_TRUNC)) == 0 || !wholePath(folder, name, path)) return call();
  const Held held;
  const bool existed = inodeOf(path) != 0;
  const int file = call();
  if (file < 0) return file;
  // A symbolic link may have led elsewhere.
  if (!pathOf(file, path) || !isInRoot(path)) refuse(path, "opened through a symbolic link");
  else if ((flags & O_TMPFILE) == O_TMPFILE) refuse(path, "a file without a name");
  else if (!existed) note({.kind = MAKE, .path = below(path), .inode = inodeOf(file)});
  else if ((flags & O_TRUNC) != 0) note({.kind = RESIZE, .path = below(path), .inode = inodeOf(file), .offset = 0});
  return file;
}

#define OPEN(name)                                                                                                                        \
  EXPORT int name(const char *path, int flags, ...) {                                                                                     \
    REAL(name);                                                                                                                           \
    va_list rest;                                                                                                                         \
    va_start(rest, flags);                                                                                                                \
    const mode_t mode = va_arg(rest, mode_t);                                                                                             \
    va_end(rest);                                                                                                                         \
    return opened(AT_FDCWD, path, flags, [&] { return real(path, flags, mode); });                                                        \
  }
OPEN(open) OPEN(open64)
#define OPEN_AT(name)                                                                                                                     \
  EXPORT int name(int folder, const char *path, int flags, ...) {                                                                         \
    REAL(name);                                                                                                                           \
    va_list rest;                                                                                                                         \
    va_start(rest, flags);                                                                                                                \
    const mode_t mode = va_arg(rest, mode_t);                                                                                             \
    va_end(rest);                                                                                                                         \
    return opened(folder, path, flags, [&] { return real(folder, path, flags, mode); });                                                  \
  }
OPEN_AT(openat) OPEN_AT(openat64)
#define CREAT(name)                                                                                                                       \
  EXPORT int name(const char *path, mode_t mode) {                                                                                        \
    REAL(name);                                                                                                                           \
    return opened(AT_FDCWD, path, O_CREAT | O_TRUNC, [&] { return real(path, mode); });                                                   \
  }
CREAT(creat) CREAT(creat64)

// ---- Writing.

template <class Call> static ssize_t wrote(int file, const iovec *parts, off_t offset, Call call) {
  Path path;
  const Watched kind = watched(file, path);
  if (kind == NO) return call();
  const Held held;
  const ssize_t length = call();
  if (length <= 0) return length;
  const auto bytes = static_cast<uint64_t>(length);
  if (kind == MARKS) {
    note({.kind = MARK, .parts = parts, .dataBytes = bytes});
    return length;
  }
  const int flags = fcntl(file, F_GETFL);
  struct stat found = {};
  fstat(file, &found);
  // A positioned write to a file that is open for appending goes to its end on Linux.
  const off_t at = offset < 0 ? lseek(file, 0, SEEK_CUR) - length : (flags & O_APPEND) != 0 ? found.st_size - length : offset;
  if ((flags & O_DSYNC) != 0) refuse(path, "open with O_SYNC or O_DSYNC");
  note({.kind = WRITE, .path = below(path), .inode = found.st_ino, .offset = static_cast<uint64_t>(at), .parts = parts, .dataBytes = bytes});
  return length;
}

EXPORT ssize_t write(int file, const void *bytes, size_t length) {
  REAL(write);
  const iovec part = {const_cast<void *>(bytes), length};
  return wrote(file, &part, -1, [&] { return real(file, bytes, length); });
}
EXPORT ssize_t writev(int file, const iovec *parts, int count) {
  REAL(writev);
  return wrote(file, parts, -1, [&] { return real(file, parts, count); });
}
#define PWRITE(name)                                                                                                                      \
  EXPORT ssize_t name(int file, const void *bytes, size_t length, off_t offset) {                                                         \
    REAL(name);                                                                                                                           \
    const iovec part = {const_cast<void *>(bytes), length};                                                                               \
    return wrote(file, &part, offset, [&] { return real(file, bytes, length, offset); });                                                 \
  }
PWRITE(pwrite) PWRITE(pwrite64)
#define PWRITEV(name)                                                                                                                     \
  EXPORT ssize_t name(int file, const iovec *parts, int count, off_t offset) {                                                            \
    REAL(name);                                                                                                                           \
    return wrote(file, parts, offset, [&] { return real(file, parts, count, offset); });                                                  \
  }
PWRITEV(pwritev) PWRITEV(pwritev64)
// Flags may make a write durable or append it: only without them is it a plain one.
#define PWRITEV2(name)                                                                                                                    \
  EXPORT ssize_t name(int file, const iovec *parts, int count, off_t offset, int flags) {                                                 \
    REAL(name);                                                                                                                           \
    Path path;                                                                                                                            \
    if (flags != 0 && watched(file, path) == IN_ROOT) {                                                                                   \
      const Held held;                                                                                                                    \
      refuse(path, #name " with flags");                                                                                                  \
    }                                                                                                                                     \
    return wrote(file, parts, offset, [&] { return real(file, parts, count, offset, flags); });                                           \
  }
PWRITEV2(pwritev2) PWRITEV2(pwritev64v2)

// ---- Lengths. What was asked matters less than the length that the file has afterwards.

template <class Call> static int resized(int file, const char *reason, Call call) {
  Path path;
  if (watched(file, path) != IN_ROOT) return call();
  const Held held;
  struct stat before = {}, after = {};
  fstat(file, &before);
  const int result = call();
  // fallocate answers -1, posix_fallocate an error number.
  if (result != 0) return result;
  fstat(file, &after);
  if (reason != nullptr) refuse(path, reason);
  if (before.st_size != after.st_size)
    note({.kind = RESIZE, .path = below(path), .inode = after.st_ino, .offset = static_cast<uint64_t>(after.st_size)});
  return result;
}

#define FTRUNCATE(name)                                                                                                                   \
  EXPORT int name(int file, off_t length) {                                                                                               \
    REAL(name);                                                                                                                           \
    return resized(file, nullptr, [&] { return real(file, length); });                                                                    \
  }
FTRUNCATE(ftruncate) FTRUNCATE(ftruncate64)
#define FALLOCATE(name)                                                                                                                   \
  EXPORT int name(int file, int mode, off_t offset, off_t length) {                                                                       \
    REAL(name);                                                                                                                           \
    return resized(file, (mode & ~FALLOC_FL_KEEP_SIZE) != 0 ? "fallocate that changes bytes" : nullptr,                                   \
                   [&] { return real(file, mode, offset, length); });                                                                     \
  }
FALLOCATE(fallocate) FALLOCATE(fallocate64)
#define POSIX_FALLOCATE(name)                                                                                                             \
  EXPORT int name(int file, off_t offset, off_t length) {                                                                                 \
    REAL(name);                                                                                                                           \
    return resized(file, nullptr, [&] { return real(file, offset, length); });                                                            \
  }
POSIX_FALLOCATE(posix_fallocate) POSIX_FALLOCATE(posix_fallocate64)
#define TRUNCATE(name)                                                                                                                    \
  EXPORT int name(const char *path, off_t length) {                                                                                       \
    REAL(name);                                                                                                                           \
    Path whole;                                                                                                                           \
    if (!wholePath(AT_FDCWD, path, whole)) return real(path, length);                                                                     \
    const Held held;                                                                                                                      \
    const int result = real(path, length);                                                                                                \
    if (result == 0) note({.kind = RESIZE, .path = below(whole), .inode = inodeOf(whole), .offset = static_cast<uint64_t>(length)});      \
    return result;                                                                                                                        \
  }
TRUNCATE(truncate) TRUNCATE(truncate64)

// ---- Shared memory of a file: its writes cannot be seen. The replay decides which files may have it.

#define MMAP(name)                                                                                                                        \
  EXPORT void *name(void *at, size_t length, int access, int flags, int file, off_t offset) {                                             \
    REAL(name);                                                                                                                           \
    Path path;                                                                                                                            \
    if (file < 0 || (access & PROT_WRITE) == 0 || (flags & MAP_TYPE) == MAP_PRIVATE || watched(file, path) != IN_ROOT)                     \
      return real(at, length, access, flags, file, offset);                                                                               \
    const Held held;                                                                                                                      \
    note({.kind = MAP, .path = below(path), .inode = inodeOf(file)});                                                                     \
    return real(at, length, access, flags, file, offset);                                                                                 \
  }
MMAP(mmap) MMAP(mmap64)
