import { execFileSync, spawn } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openJournalFile, type JournalFile, type OpenJournalFile } from '../../../main/files/random-access-file.ts'
import { createJournal, openJournal } from '../../../main/record/journal.ts'
import { code, freshFolder, value } from '../vault/support.ts'
import { identity, frameKey, frameKeys } from './kill-fixture.ts'
import { bodiesOf, body, freshJournal } from './support.ts'

interface Disk {
  /** Bytes that still go onto it before `error`. */
  room: number
  error: string
  failSync: boolean
  failTruncate: boolean
}

const fault = (errno: string) => Object.assign(new Error(errno), { code: errno })

/** A real file on a disk that fails where a test says. */
function failingDisk(disk: Disk): OpenJournalFile {
  return async (path): Promise<JournalFile> => {
    const file = await openJournalFile(path)
    return {
      read: file.read.bind(file),
      stat: file.stat.bind(file),
      close: file.close.bind(file),
      async truncate(length) {
        if (disk.failTruncate) throw fault('EIO')
        await file.truncate(length)
      },
      async datasync() {
        if (disk.failSync) throw fault('EIO')
        await file.datasync()
      },
      write: (async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        const fits = Math.min(length, disk.room)
        if (fits === 0) throw fault(disk.error)
        disk.room -= fits
        return file.write(bytes, offset, fits, position)
      }) as JournalFile['write'],
    }
  }
}

const plenty = (): Disk => ({ room: Number.POSITIVE_INFINITY, error: 'ENOSPC', failSync: false, failTruncate: false })

describe('a write that fails', () => {
  test.each([
    ['ENOSPC', 'disk-full'],
    ['EDQUOT', 'disk-full'],
    ['EIO', 'journal-failed'],
  ])('%s is %s; the file ends at the last good frame, and work goes on', async (error, expected) => {
    for (const room of [0, 1, 63, 64, 65, 200]) {
      const parts = await freshJournal()
      const disk = { ...plenty(), error }
      const journal = value(await openJournal({ ...parts, openFile: failingDisk(disk) }))
      value(await journal.append(body(1)))
      const good = await readFile(parts.path)
      disk.room = room
      expect(code(await journal.append(body(2)))).toBe(expected)
      expect(await readFile(parts.path)).toEqual(good)
      expect(code(await journal.append(body(2)))).toBe(expected)
      disk.room = Number.POSITIVE_INFINITY
      expect(value(await journal.append(body(2)))).toEqual({ seq: 2 })
      await journal.close()
      const again = value(await openJournal(parts))
      expect(again.torn).toBeUndefined()
      expect(await bodiesOf(again)).toEqual([body(1), body(2)])
      await again.close()
    }
  })

  test('a flush that fails is no "Saved"; nothing is written on top before the remains are gone', async () => {
    const parts = await freshJournal()
    const disk = plenty()
    const journal = value(await openJournal({ ...parts, openFile: failingDisk(disk) }))
    value(await journal.append(body(1)))
    disk.failSync = true
    disk.failTruncate = true
    expect(code(await journal.append(body(2)))).toBe('journal-failed')
    disk.failSync = false
    expect(code(await journal.append(body(3)))).toBe('journal-failed')
    disk.failTruncate = false
    expect(value(await journal.append(body(4)))).toEqual({ seq: 2 })
    expect(await bodiesOf(journal)).toEqual([body(1), body(4)])
    await journal.close()
    const again = value(await openJournal(parts))
    expect(await bodiesOf(again)).toEqual([body(1), body(4)])
    await again.close()
  })
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0

test.skipIf(!canMount)('on a disk that is really full: disk-full, then, with space freed, work goes on', async () => {
  const folder = join(await freshFolder(), 'small')
  await mkdir(folder)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder])
  try {
    const parts = { path: join(folder, 'journal.log'), vaultId: identity.vaultId, frameKeys }
    value(await createJournal(parts.path, identity, frameKey))
    await writeFile(join(folder, 'ballast'), Buffer.alloc(100_000))
    const journal = value(await openJournal(parts))
    let saved = 0
    for (;;) {
      const appended = await journal.append(body(saved + 1, 10_000))
      if (!appended.ok) {
        expect(appended.error.code).toBe('disk-full')
        break
      }
      saved += 1
    }
    expect(saved).toBeGreaterThan(3)
    await rm(join(folder, 'ballast'))
    expect(value(await journal.append(body(saved + 1, 10_000)))).toEqual({ seq: saved + 1 })
    await journal.close()
    const again = value(await openJournal(parts))
    expect(again.torn).toBeUndefined()
    expect(await bodiesOf(again)).toEqual(Array.from({ length: saved + 1 }, (_, index) => body(index + 1, 10_000)))
    await again.close()
  } finally {
    execFileSync('umount', [folder])
  }
})

test('thirty processes killed while they append: no acknowledged frame is lost, none is out of place', { timeout: 120_000 }, async () => {
  const parts = await freshJournal()
  let acknowledged = 0
  let torn = 0
  for (let round = 0; round < 30; round += 1) {
    acknowledged = Math.max(acknowledged, await appendUntilKilled(parts.path, 2 + ((round * 5) % 9)))
    const journal = value(await openJournal(parts))
    expect(journal.lastSeq, `round ${round}`).toBeGreaterThanOrEqual(acknowledged)
    if (journal.torn !== undefined) {
      torn += 1
      await rm(journal.torn.file)
    }
    let number = 0
    for await (const frame of journal.readSince(0)) {
      number += 1
      const size = 200 + ((number * 7_919) % 60_000)
      const [row] = value(frame).rows
      expect(row?.id).toBe(`row-${number}`)
      expect(row?.env === Buffer.alloc(size, number % 251).toString('base64'), `frame ${number}`).toBe(true)
    }
    expect(number).toBe(journal.lastSeq)
    acknowledged = journal.lastSeq
    await journal.close()
  }
  expect(acknowledged).toBeGreaterThan(60)
  console.log(`30 kills, ${acknowledged} frames, ${torn} torn ends set aside, 0 lost (${dirname(parts.path)})`)
})

/** Starts an appending process and kills it a moment after so many frames; the last number it acknowledged. */
function appendUntilKilled(path: string, frames: number): Promise<number> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./append-forever.ts', import.meta.url)), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let last = 0
    let seen = 0
    createInterface(child.stdout).on('line', (line) => {
      last = Number(line)
      seen += 1
      if (seen === frames) setImmediate(() => child.kill('SIGKILL'))
    })
    child.once('error', reject)
    child.once('close', (status, signal) => (signal === 'SIGKILL' ? resolve(last) : reject(new Error(`ended by itself: ${status}`))))
  })
}
