/**
 * A piece of work whose files fail under it, or which is killed between two of its calls. Everything imports the functions of
 * `node:fs/promises` live, so putting ours in their place reaches all; only what runs inside `withFault` is counted and harmed.
 *
 * Killed means: from that call on nothing of it happens, and nothing of it goes on, not even what would tidy up. What lies on the disk then is
 * what a kill leaves, without starting a process for each moment.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

export interface Fault {
  /** Which call, from 1; nothing happens below that. Infinity only counts. */
  readonly at: number
  /** `tear`: half of a write is done, then it is killed. `fail`: this call and all after it fail so, as on a stick that was pulled. */
  readonly does: 'kill' | 'tear' | { readonly fail: 'EIO' | 'ENOSPC' | 'ENOENT' }
  /** Calls that count. */
  readonly counts: (call: { readonly name: string; readonly path: string; readonly changes: boolean }) => boolean
}

export interface Harmed<Value> {
  /** Nothing when it was killed. */
  readonly value?: Value
  readonly killed: boolean
  /** Names of the calls that counted. */
  readonly calls: readonly string[]
}

interface Run {
  readonly fault: Fault
  readonly calls: string[]
  readonly handles: Set<FileHandle>
  killed: boolean
  readonly onKilled: () => void
}

const runs = new AsyncLocalStorage<Run>()
const never = new Promise<never>(() => undefined)
type Work<Value> = () => Promise<Value>

/** Does the call, or the harm in its place. */
async function pass<Value>(name: string, path: string, changes: boolean, work: Work<Value>, half?: Work<unknown>): Promise<Value> {
  const run = runs.getStore()
  if (run === undefined) return work()
  if (run.killed) return never
  if (!run.fault.counts({ name, path, changes })) return work()
  run.calls.push(`${name} ${path}`)
  const { at, does } = run.fault
  if (run.calls.length < at) return work()
  if (typeof does === 'object') {
    // A pulled stick takes part of the last write.
    await half?.().catch(() => undefined)
    throw Object.assign(new Error(`${does.fail}: ${name}`), { code: does.fail })
  }
  run.killed = true
  if (does === 'tear') await half?.()
  // The system closes what a killed process had open.
  for (const handle of run.handles) await handle.close().catch(() => undefined)
  run.onKilled()
  return never
}

const original = {
  open: fs.open,
  rename: fs.rename,
  rm: fs.rm,
  rmdir: fs.rmdir,
  mkdir: fs.mkdir,
  readdir: fs.readdir,
  stat: fs.stat,
  statfs: fs.statfs,
  readFile: fs.readFile,
}
let isInstalled = false

function install(): void {
  if (isInstalled) return
  isInstalled = true
  const patched = fs as unknown as Record<string, unknown>
  for (const name of ['rename', 'rm', 'rmdir', 'mkdir', 'readdir', 'stat', 'statfs', 'readFile'] as const) {
    const call = original[name] as (...given: unknown[]) => Promise<unknown>
    patched[name] = (...given: unknown[]) =>
      pass(name, String(given[0]), ['rename', 'rm', 'rmdir', 'mkdir'].includes(name), () => call(...given))
  }
  patched['open'] = async (path: string, flags: string | number = 'r', mode?: number): Promise<FileHandle> => {
    const handle = await pass('open', path, flags !== 'r' && flags !== 'r+', () => original.open(path, flags, mode))
    const run = runs.getStore()
    if (run === undefined) return handle
    run.handles.add(handle)
    return harmed(handle, path)
  }
  syncBuiltinESMExports()
}

function harmed(handle: FileHandle, path: string): FileHandle {
  const own: Record<string, unknown> = {
    write: (bytes: Uint8Array, offset: number, length: number, position: number) =>
      pass(
        'write',
        path,
        true,
        () => handle.write(bytes, offset, length, position),
        () => handle.write(bytes, offset, length >> 1, position),
      ),
    writeFile: (bytes: Uint8Array | string) => {
      const whole = Buffer.from(bytes as Uint8Array)
      return pass(
        'writeFile',
        path,
        true,
        () => handle.writeFile(whole),
        () => handle.writeFile(whole.subarray(0, whole.length >> 1)),
      )
    },
    truncate: (length: number) => pass('truncate', path, true, () => handle.truncate(length)),
    sync: () => pass('sync', path, true, () => handle.sync()),
    datasync: () => pass('datasync', path, true, () => handle.datasync()),
    read: (...given: Parameters<FileHandle['read']>) => pass('read', path, false, () => handle.read(...given)),
    close: () => (runs.getStore()?.killed ? never : handle.close()),
  }
  return new Proxy(handle, {
    get: (target, name) => {
      if (typeof name === 'string' && name in own) return own[name]
      const found = target[name as keyof FileHandle] as unknown
      return typeof found === 'function' ? (found.bind(target) as unknown) : found
    },
  })
}

export async function withFault<Value>(fault: Fault, work: Work<Value>): Promise<Harmed<Value>> {
  install()
  let onKilled = () => {}
  const killed = new Promise<undefined>((resolve) => {
    onKilled = () => {
      resolve(undefined)
    }
  })
  const run: Run = { fault, calls: [], handles: new Set(), killed: false, onKilled }
  const value = await Promise.race([runs.run(run, work), killed])
  return { killed: run.killed, calls: run.calls, ...(run.killed || value === undefined ? {} : { value }) }
}

/** How many calls there are, without harm. */
export async function countCalls(counts: Fault['counts'], work: Work<unknown>): Promise<readonly string[]> {
  return (await withFault({ at: Number.POSITIVE_INFINITY, does: 'kill', counts }, work)).calls
}
