// The other half of recorder.cc: flushes, and the names of files.
#include "recorder-log.h"
#include <cstdio>

using namespace recorder;
#define EXPORT extern "C" __attribute__((visibility("default")))

// ---- Flushing. Noted only after it succeeded: before that, nothing is promised.

template <class Call> static int flushed(int file, Call call) {
  Path path;
  if (watched(file, path) != IN_ROOT) return call();
  const Held held;
  const int result = call();
  if (result != 0) return result;
  struct stat found = {};
  fstat(file, &found);
  note({.kind = S_ISDIR(found.st_mode) ? FLUSH_FOLDER : FLUSH, .path = below(path), .inode = found.st_ino});
  return result;
}

EXPORT int fsync(int file) {
  REAL(fsync);
  return flushed(file, [&] { return real(file); });
}
EXPORT int fdatasync(int file) {
  REAL(fdatasync);
  return flushed(file, [&] { return real(file); });
}
// sync_file_range is not recorded: it flushes neither lengths nor the disk's cache, so that nothing may be promised after it.
EXPORT void sync() {
  REAL(sync);
  if (!isOn()) return real();
  const Held held;
  real();
  note({.kind = FLUSH_ALL});
}
EXPORT int syncfs(int file) {
  REAL(syncfs);
  Path path;
  if (watched(file, path) != IN_ROOT) return real(file);
  const Held held;
  const int result = real(file);
  if (result == 0) note({.kind = FLUSH_ALL});
  return result;
}

// ---- Names.

template <class Call> static int moved(int fromFolder, const char *from, int toFolder, const char *to, Kind kind, bool plain, Call call) {
  Path source = "", target = "";
  const bool sourceIn = wholePath(fromFolder, from, source), targetIn = wholePath(toFolder, to, target);
  if (!sourceIn && !targetIn) return call();
  const Held held;
  const uint64_t inode = inodeOf(source), replaced = inodeOf(target);
  const int result = call();
  if (result != 0) return result;
  if (!sourceIn || !targetIn || !plain) refuse(sourceIn ? source : target, plain ? "moved across the edge of the folder" : "renameat2 with flags");
  // Two names of one file: rename does nothing.
  else if (kind == LINK || inode != replaced) note({.kind = kind, .path = below(source), .other = below(target), .inode = inode});
  return result;
}

EXPORT int rename(const char *from, const char *to) {
  REAL(rename);
  return moved(AT_FDCWD, from, AT_FDCWD, to, RENAME, true, [&] { return real(from, to); });
}
EXPORT int renameat(int fromFolder, const char *from, int toFolder, const char *to) {
  REAL(renameat);
  return moved(fromFolder, from, toFolder, to, RENAME, true, [&] { return real(fromFolder, from, toFolder, to); });
}
EXPORT int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) {
  REAL(renameat2);
  // RENAME_NOREPLACE that succeeds is a plain rename.
  return moved(fromFolder, from, toFolder, to, RENAME, (flags & ~RENAME_NOREPLACE) == 0,
               [&] { return real(fromFolder, from, toFolder, to, flags); });
}
EXPORT int link(const char *from, const char *to) {
  REAL(link);
  return moved(AT_FDCWD, from, AT_FDCWD, to, LINK, true, [&] { return real(from, to); });
}
EXPORT int linkat(int fromFolder, const char *from, int toFolder, const char *to, int flags) {
  REAL(linkat);
  return moved(fromFolder, from, toFolder, to, LINK, true, [&] { return real(fromFolder, from, toFolder, to, flags); });
}

template <class Call> static int named(int folder, const char *name, Kind kind, const char *reason, Call call) {
  Path path;
  if (!wholePath(folder, name, path)) return call();
  const Held held;
  const uint64_t inode = inodeOf(path);
  const int result = call();
  if (result != 0) return result;
  if (reason != nullptr) refuse(path, reason);
  else note({.kind = kind, .path = below(path), .inode = kind == MAKE_FOLDER ? inodeOf(path) : inode});
  return result;
}

EXPORT int unlink(const char *path) {
  REAL(unlink);
  return named(AT_FDCWD, path, REMOVE, nullptr, [&] { return real(path); });
}
EXPORT int unlinkat(int folder, const char *path, int flags) {
  REAL(unlinkat);
  return named(folder, path, REMOVE, nullptr, [&] { return real(folder, path, flags); });
}
EXPORT int rmdir(const char *path) {
  REAL(rmdir);
  return named(AT_FDCWD, path, REMOVE, nullptr, [&] { return real(path); });
}
EXPORT int remove(const char *path) {
  REAL(remove);
  return named(AT_FDCWD, path, REMOVE, nullptr, [&] { return real(path); });
}
EXPORT int mkdir(const char *path, mode_t mode) {
  REAL(mkdir);
  return named(AT_FDCWD, path, MAKE_FOLDER, nullptr, [&] { return real(path, mode); });
}
EXPORT int mkdirat(int folder, const char *path, mode_t mode) {
  REAL(mkdirat);
  return named(folder, path, MAKE_FOLDER, nullptr, [&] { return real(folder, path, mode); });
}
EXPORT int symlink(const char *target, const char *path) {
  REAL(symlink);
  return named(AT_FDCWD, path, LINK, "a symbolic link", [&] { return real(target, path); });
}
EXPORT int symlinkat(const char *target, int folder, const char *path) {
  REAL(symlinkat);
  return named(folder, path, LINK, "a symbolic link", [&] { return real(target, folder, path); });
}

// Streams write inside the C library, where nothing of ours is called.
template <class Call> static FILE *streamed(const char *name, const char *mode, Call call) {
  Path path;
  if (strpbrk(mode, "wa+") == nullptr || !wholePath(AT_FDCWD, name, path)) return call();
  const Held held;
  refuse(path, "fopen for writing");
  return call();
}
EXPORT FILE *fopen(const char *path, const char *mode) {
  REAL(fopen);
  return streamed(path, mode, [&] { return real(path, mode); });
}
EXPORT FILE *fopen64(const char *path, const char *mode) {
  REAL(fopen64);
  return streamed(path, mode, [&] { return real(path, mode); });
}
