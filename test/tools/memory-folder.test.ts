import { expect, test } from 'vitest'
import { findMemoryFolder, type System } from '../../tools/test-run/memory-folder.ts'

const GIB = 1024 ** 3
const linux: System = {
  platform: 'linux',
  mounts: () => 'proc /proc proc rw 0 0\ntmpfs /dev/shm tmpfs rw,relatime,size=24684096k 0 0\n',
  freeIn: () => 8 * GIB,
}

test.each<[string, Partial<System>, string | undefined]>([
  ['in memory, large enough', {}, '/dev/shm'],
  ['Windows', { platform: 'win32' }, undefined],
  ['macOS', { platform: 'darwin' }, undefined],
  ['not mounted', { mounts: () => 'proc /proc proc rw 0 0\n' }, undefined],
  ['on a disk', { mounts: () => '/dev/sda1 /dev/shm ext4 rw 0 0\n' }, undefined],
  ['no program can be started from it', { mounts: () => 'shm /dev/shm tmpfs rw,nosuid,nodev,noexec,size=65536k 0 0\n' }, undefined],
  ['only to be read', { mounts: () => 'shm /dev/shm tmpfs ro 0 0\n' }, undefined],
  ['mounted twice: the later one counts', { mounts: () => `${linux.mounts()}shm /dev/shm tmpfs rw,noexec 0 0\n` }, undefined],
  ['small', { freeIn: () => GIB }, undefined],
  [
    'the system does not tell',
    {
      mounts: () => {
        throw new Error('ENOENT')
      },
    },
    undefined,
  ],
])('npm test: folder in memory: %s', (_, change, expected) => {
  expect(findMemoryFolder({ ...linux, ...change })).toBe(expected)
})
