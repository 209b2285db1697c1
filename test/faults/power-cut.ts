/**
 * Power cuts. Every write, flush and rename of a working station is written down as it happens; then the disk is put together as it
 * would be after a cut at a random moment: of each file only what was flushed, of each folder only the names that were flushed, and
 * of what was not flushed a random part or none. Control: the same station with flushes that do nothing.
 */
import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { countLosses, makeVault, nextAct, openStation, sumOf, value, type Told } from './station.ts'
import type { FaultReport, FaultRun } from './suites.ts'

type Event =
  | { readonly kind: 'make' | 'remove'; readonly path: string }
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Uint8Array }
  | { readonly kind: 'cut'; readonly path: string; readonly length: number }
  | { readonly kind: 'flush' | 'flush-folder'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'told'; readonly act: Told }

export async function powerCutSuite({ rounds, folder, random }: FaultRun): Promise<FaultReport> {
  const cuts = 25
  const ours = { cuts: 0, losses: 0, acknowledged: 0, 'not opened': 0 }
  const control = { cuts: 0, losses: 0, 'not opened': 0 }
  for (let done = 0; done < rounds; done += cuts)
    await cutOften(join(folder, `ours-${done}`), Math.min(cuts, rounds - done), random, true, ours)
  await cutOften(join(folder, 'control'), Math.min(cuts, rounds), random, false, control)
  const harmless = ours.losses === 0 && ours['not opened'] === 0
  return {
    ok: harmless && control.losses + control['not opened'] > 0,
    harmless,
    figures: {
      'power cuts': ours.cuts,
      'acknowledged before the cuts': ours.acknowledged,
      lost: ours.losses,
      'not opened': ours['not opened'],
      'control without flushing: cuts': control.cuts,
      'control: lost or not opened': control.losses + control['not opened'],
    },
  }
}

async function cutOften(
  folder: string,
  cuts: number,
  random: (below: number) => number,
  flushes: boolean,
  tally: { cuts: number; losses: number; acknowledged?: number; 'not opened': number },
): Promise<void> {
  const home = join(folder, 'home')
  await makeVault(home)
  const start = new Map<string, Uint8Array>()
  for (const name of await fs.readdir(join(home, 'vault'))) start.set(name, await fs.readFile(join(home, 'vault', name)))
  const events: Event[] = []
  const watching = watchDisk(join(home, 'vault'), events, flushes)
  try {
    const station = await openStation(home)
    for (let number = 1; number < 70; number += 1) {
      const act = nextAct(number)
      value(await (act.kind === 'saved' ? station.save(act.id, act.rev) : station.purge(act.id, act.rev)))
      events.push({ kind: 'told', act })
    }
    await station.close()
  } finally {
    watching.stop()
  }

  for (let cut = 0; cut < cuts; cut += 1) {
    const until = 1 + random(events.length)
    const told = new Map<string, Told>()
    let acknowledged = 0
    for (const event of events.slice(0, until)) {
      if (event.kind !== 'told') continue
      told.set(event.act.id, event.act)
      acknowledged += 1
    }
    const after = join(folder, `after-${cut}`)
    await fs.mkdir(join(after, 'vault'), { recursive: true })
    for (const [name, bytes] of diskAfter(start, events.slice(0, until), random)) await fs.writeFile(join(after, 'vault', name), bytes)
    tally.cuts += 1
    if (tally.acknowledged !== undefined) tally.acknowledged += acknowledged
    try {
      const station = await openStation(after)
      tally.losses += sumOf(await countLosses(station, told, acknowledged))
      await station.close()
    } catch {
      tally['not opened'] += 1
    }
    await fs.rm(after, { recursive: true })
  }
  await fs.rm(folder, { recursive: true })
}

interface Content {
  now: Uint8Array
  flushed: Uint8Array
}

/** Names and contents that a cut leaves. What was not flushed is there in part: each name's change and each file's bytes by chance. */
function diskAfter(
  start: ReadonlyMap<string, Uint8Array>,
  events: readonly Event[],
  random: (below: number) => number,
): Map<string, Uint8Array> {
  const names = new Map([...start].map(([name, bytes]) => [name, { now: bytes, flushed: bytes } as Content]))
  let flushedNames = new Map(names)
  for (const event of events) {
    if (event.kind === 'told') continue
    const name = basename(event.path)
    const content = names.get(name)
    if (event.kind === 'make') names.set(name, content ?? { now: new Uint8Array(0), flushed: new Uint8Array(0) })
    else if (event.kind === 'remove') names.delete(name)
    else if (event.kind === 'flush-folder') flushedNames = new Map(names)
    else if (content === undefined) continue
    else if (event.kind === 'write') {
      const grown = new Uint8Array(Math.max(content.now.length, event.offset + event.bytes.length))
      grown.set(content.now)
      grown.set(event.bytes, event.offset)
      content.now = grown
    } else if (event.kind === 'cut') content.now = content.now.slice(0, event.length)
    else if (event.kind === 'flush') content.flushed = content.now
    else if (event.kind === 'rename') {
      names.set(basename(event.to), content)
      names.delete(name)
    }
  }
  // A folder's changes reach the disk in order: all of those that were not flushed, or none.
  const left = random(2) === 0 ? flushedNames : names
  return new Map(
    [...left].map(([name, { now, flushed }]) => {
      if (now === flushed || random(2) === 0) return [name, flushed] as const
      const reached = flushed.length + random(Math.max(1, now.length - flushed.length + 1))
      return [name, now.length >= flushed.length ? Buffer.concat([flushed, now.subarray(flushed.length, reached)]) : flushed] as const
    }),
  )
}

/** Writes down what is done to the files of a folder. Everything imports these functions live, so putting ours in their place reaches all. */
function watchDisk(folder: string, events: Event[], flushes: boolean): { stop(): void } {
  const original = { open: fs.open, rename: fs.rename, rm: fs.rm }
  const ours = (path: unknown): path is string => typeof path === 'string' && (path === folder || dirname(path) === folder)
  const patched = fs as { open: unknown; rename: unknown; rm: unknown }
  patched.open = async (path: string, flags?: string, mode?: number): Promise<FileHandle> => {
    const handle = await original.open(path, flags, mode)
    if (!ours(path)) return handle
    if (path === folder)
      return replaced(handle, {
        sync: async () => {
          if (flushes) events.push({ kind: 'flush-folder', path })
          await handle.sync()
        },
      })
    if (flags === 'w') events.push({ kind: 'make', path }, { kind: 'cut', path, length: 0 })
    if (flags === 'a') events.push({ kind: 'make', path })
    const flush = async () => {
      await handle.datasync()
      if (flushes) events.push({ kind: 'flush', path })
    }
    return replaced(handle, {
      write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
        const written = await handle.write(bytes, offset, length, position)
        events.push({ kind: 'write', path, offset: position, bytes: bytes.slice(offset, offset + written.bytesWritten) })
        return written
      },
      writeFile: async (bytes: Uint8Array) => {
        await handle.writeFile(bytes)
        events.push({ kind: 'write', path, offset: 0, bytes: bytes.slice() })
      },
      truncate: async (length: number) => {
        await handle.truncate(length)
        events.push({ kind: 'cut', path, length })
      },
      datasync: flush,
      sync: flush,
    })
  }
  patched.rename = async (from: string, to: string) => {
    await original.rename(from, to)
    if (ours(from)) events.push({ kind: 'rename', path: from, to })
  }
  patched.rm = async (path: string, options: object) => {
    await original.rm(path, options)
    if (ours(path)) events.push({ kind: 'remove', path })
  }
  syncBuiltinESMExports()
  return {
    stop: () => {
      Object.assign(fs, original)
      syncBuiltinESMExports()
    },
  }
}

function replaced(handle: FileHandle, own: object): FileHandle {
  return new Proxy(handle, {
    get: (target, name) => {
      if (name in own) return own[name as never]
      const found = target[name as keyof FileHandle] as unknown
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
}
