/** What `main` does by itself in the running app — a new key, a backup, a restore test, checking its record — beside the bare work of the same size. */
import { hash, randomBytes } from 'node:crypto'
import { closeSync, createWriteStream, fdatasyncSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { Page } from '@playwright/test'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import type { Bridge } from '../../../preload/contract.ts'
import type { RunningApp } from '../../shells/app-fixture.ts'
import { sendIpcRequest } from '../ipc-request.ts'
import { PASSPHRASE } from '../main-app.ts'
import { saveNotes, watched } from './measured-desk.ts'
import type { Pair } from './station-figures.ts'
import { forgetPeak, peakOf, residentOf } from './process-figures.ts'

/** A sealed key with what it belongs to. */
const KEY_BYTES = 96
const PIECE_BYTES = 1_024 * 1_024
/** A screen that asks something every so often, as while it is used. */
const ASK_EVERY_MILLISECONDS = 20
const IDLE_MILLISECONDS = 2_000
const ACTS_BETWEEN = 3

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** One key after another, each beside one bare append. Of ours, the way between page and main is taken off: that of a request that does nothing. */
export async function measureKeys({ page, dataFolder }: RunningApp, times: number): Promise<Pair> {
  const requests: number[] = []
  const made: number[] = []
  const bare: number[] = []
  const file = join(dataFolder, '..', 'appended')
  const appended = openSync(file, 'a')
  for (let turn = 0; turn < times; turn += 1) {
    requests.push(await timed(() => sendIpcRequest(page, 'station.read', {})))
    made.push(await timed(() => sendIpcRequest(page, 'case.prepare', {})))
    bare.push(
      await timed(() => {
        writeSync(appended, randomBytes(KEY_BYTES))
        fdatasyncSync(appended)
        return Promise.resolve()
      }),
    )
  }
  closeSync(appended)
  const request = requests.toSorted((one, other) => one - other)[Math.floor(times / 2)]!
  return { ours: made.map((each) => Math.max(0.01, each - request)), bare }
}

export interface BackupFigures {
  readonly bytes: number
  readonly whole: Pair
  /** Of a backup after a few acts; its counterpart is the whole one. */
  readonly changed: Pair
  readonly drill: Pair
  /** Longest wait of a request of the page, in milliseconds: during the backups, during the restore test; and while main is idle. */
  readonly waits: Pair
  readonly drillWaits: Pair
}

/** The app must have been started with `RA_DESK_OPEN_FOLDER`: there its backups go. The work list must be on the page. */
export async function measureBackups({ page, dataFolder }: RunningApp): Promise<BackupFigures> {
  await sendIpcRequest(page, 'vault.confirmPassphrase', { passphrase: PASSPHRASE })
  await sendIpcRequest(page, 'backup.chooseFolder', {})
  await page.waitForFunction(async () => {
    const answer = await (window as unknown as { raDesk: Bridge }).raDesk.call('backup.state', {})
    return answer.ok && (answer.value as { view: { busy: string } }).view.busy === 'no'
  })
  const idle = await longestWait(page, () => page.waitForTimeout(IDLE_MILLISECONDS))
  let bytes = 0
  const whole = await longestWait(page, async () => {
    ;({ bytes } = await sendIpcRequest(page, 'backup.make', {}))
  })
  // Only after its test does a whole backup carry changes.
  const drill = await longestWait(page, () => sendIpcRequest(page, 'backup.drill', {}))
  await saveNotes(page, ACTS_BETWEEN)
  let made = 0
  const changed = await longestWait(page, async () => {
    ;({ bytes: made } = await sendIpcRequest(page, 'backup.make', {}))
  })
  if (made * 10 > bytes) throw new Error('the second backup does not hold changes alone')
  const bare = await bareAge(join(dataFolder, '..', 'bare'), bytes)
  return {
    bytes,
    whole: { ours: [whole.took], bare: [bare.encrypt] },
    changed: { ours: [changed.took], bare: [whole.took] },
    drill: { ours: [drill.took], bare: [bare.decrypt] },
    waits: { ours: [Math.max(whole.longest, changed.longest)], bare: [idle.longest] },
    drillWaits: { ours: [drill.longest], bare: [idle.longest] },
  }
}

/**
 * Does something while the page asks `main` something small again and again: as a check, because a restore test rests while the agent works,
 * and would not end.
 */
async function longestWait(page: Page, work: () => Promise<unknown>): Promise<{ readonly took: number; readonly longest: number }> {
  await page.evaluate((every) => {
    const asking = window as unknown as { raDesk: Bridge; waited: { stop: boolean; longest: number; ended?: Promise<void> } }
    asking.waited = { stop: false, longest: 0 }
    const nothingNew = { afterSeq: Number.MAX_SAFE_INTEGER, which: 'rows' } as const
    const ask = async () => {
      while (!asking.waited.stop) {
        const started = performance.now()
        await asking.raDesk.call('database.page', nothingNew)
        asking.waited.longest = Math.max(asking.waited.longest, performance.now() - started)
        await new Promise((resolve) => {
          setTimeout(resolve, every)
        })
      }
    }
    asking.waited.ended = ask()
  }, ASK_EVERY_MILLISECONDS)
  const took = await timed(() => watched(page, work))
  const longest = await page.evaluate(async () => {
    const { waited } = window as unknown as { waited: { stop: boolean; longest: number; ended?: Promise<void> } }
    waited.stop = true
    await waited.ended
    return waited.longest
  })
  return { took, longest }
}

/** As many random bytes encrypted to one recipient into a file that is on the disk, and decrypted from it. */
async function bareAge(folder: string, bytes: number): Promise<{ readonly encrypt: number; readonly decrypt: number }> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'bare.age')
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.addRecipient(await identityToRecipient(identity))
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  function* pieces() {
    for (let left = bytes; left > 0; left -= PIECE_BYTES) yield new Uint8Array(randomBytes(Math.min(PIECE_BYTES, left)))
  }
  const encrypt = await timed(async () => {
    const encrypted = await encrypter.encrypt(Readable.toWeb(Readable.from(pieces())) as unknown as ReadableStream<Uint8Array>)
    await pipeline(Readable.fromWeb(encrypted as unknown as NodeStream), createWriteStream(path))
    const file = await open(path, 'r+')
    await file.datasync()
    await file.close()
  })
  const decrypt = await timed(async () => {
    const file = await open(path)
    const decrypted = await decrypter.decrypt(file.readableWebStream() as unknown as ReadableStream<Uint8Array>)
    for await (const piece of Readable.fromWeb(decrypted as unknown as NodeStream)) if (piece === undefined) throw new Error('no piece')
    await file.close()
  })
  if (statSync(path).size < bytes) throw new Error('the bare file is too short')
  rmSync(folder, { recursive: true, force: true })
  return { encrypt, decrypt }
}

export interface VerifyFigures {
  readonly entries: number
  /** Milliseconds, ours and bare SHA-256 of as many leaves and nodes. */
  readonly took: Pair
  /** MB of main: the peak meanwhile, and what it held before. */
  readonly memory: Pair
}

/** Of an entry as it is hashed. */
const ENTRY_BYTES = 400
const NODE_BYTES = 65

export async function measureVerification({ page, pid }: RunningApp): Promise<VerifyFigures> {
  const before = residentOf(pid)
  forgetPeak(pid)
  let entries = 0
  const took = await timed(() =>
    watched(page, async () => {
      ;({ size: entries } = await sendIpcRequest(page, 'record.verify', {}))
    }),
  )
  const peak = peakOf(pid)
  const [leaf, node] = [Buffer.alloc(ENTRY_BYTES, 1), Buffer.alloc(NODE_BYTES, 1)]
  const bare = await timed(() => {
    for (let entry = 0; entry < entries; entry += 1) {
      hash('sha256', leaf, 'buffer')
      hash('sha256', node, 'buffer')
    }
    return Promise.resolve()
  })
  return { entries, took: { ours: [took], bare: [bare] }, memory: { ours: [peak], bare: [before] } }
}
