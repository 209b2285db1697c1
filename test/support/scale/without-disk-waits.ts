/** Leaves out the waiting for the disk in files that are no databases. */
import { writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { devNull } from 'node:os'

type Shared = { datasync: unknown; sync: unknown; write: unknown }

/**
 * For a process that only fills: its small files are on the disk when the system gets round to it. A write at a place is made at once: the
 * way through a pool of threads costs more than the rest of an entry.
 */
export async function leaveOutDiskWaits(): Promise<void> {
  const file = await open(devNull)
  const shared = Object.getPrototypeOf(file) as Shared
  const write = file.write.bind(undefined)
  await file.close()
  shared.datasync = shared.sync = () => Promise.resolve()
  shared.write = function writeNow(this: FileHandle, ...given: readonly unknown[]): unknown {
    const [bytes, offset, length, position] = given
    if (!(bytes instanceof Uint8Array) || typeof position !== 'number')
      return (write as (...all: unknown[]) => unknown).apply(this, [...given])
    return Promise.resolve({ bytesWritten: writeSync(this.fd, bytes, offset as number, length as number, position), buffer: bytes })
  }
}
