/** What the app's processes hold in memory, read by the system as root or the same person may: `/proc`, Linux only. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { processesFor } from '../shells/app-fixture.ts'

export type ProcessKind = 'main' | 'renderer' | 'other'
export interface AppProcess {
  readonly pid: number
  readonly kind: ProcessKind
}

/** Main and every process of the browser that was started for a data folder. */
export function processesOf(app: { readonly pid: number; readonly dataFolder: string }): AppProcess[] {
  return processesFor(app.dataFolder).map((pid) => {
    let words = ''
    try {
      words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    } catch {
      /* ended meanwhile */
    }
    return { pid, kind: pid === app.pid ? 'main' : words.includes('--type=renderer') ? 'renderer' : 'other' }
  })
}

const PIECE_BYTES = 1_024 * 1_024
/** Longer than any needle: what lies across two pieces is found too. */
const OVERLAP_BYTES = 4_096
const zeros = Buffer.alloc(PIECE_BYTES + OVERLAP_BYTES)

/** One pass for all needles, which are at least two bytes long: most places are passed over by one look at two bytes. */
function prepare(needles: readonly Uint8Array[]): (bytes: Buffer, found: Set<number>) => void {
  const begins = new Map<number, number[]>()
  const isBeginning = new Uint8Array(0x1_0000)
  for (const [index, needle] of needles.entries()) {
    const key = (needle[0]! << 8) | needle[1]!
    begins.set(key, [...(begins.get(key) ?? []), index])
    isBeginning[key] = 1
  }
  return (bytes, found) => {
    let key = bytes[0] ?? 0
    for (let end = 1; end < bytes.length; end += 1) {
      key = ((key << 8) | bytes[end]!) & 0xffff
      if (isBeginning[key] === 0) continue
      for (const index of begins.get(key)!) {
        const needle = needles[index]!
        if (!found.has(index) && bytes.subarray(end - 1, end - 1 + needle.length).equals(needle)) found.add(index)
      }
    }
  }
}

/** Which of the needles are somewhere in what a process can write to, by their place in the list, and how many bytes were looked at. A process that has ended holds nothing. */
function findInMemory(pid: number, needles: readonly Uint8Array[]): { readonly found: ReadonlySet<number>; readonly bytes: number } {
  const found = new Set<number>()
  let bytes = 0
  let memory: number
  let maps: string
  try {
    maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
    memory = openSync(`/proc/${pid}/mem`, 'r')
  } catch {
    return { found, bytes }
  }
  const look = prepare(needles)
  const piece = Buffer.alloc(PIECE_BYTES + OVERLAP_BYTES)
  try {
    for (const [, from, to] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const [start, end] = [parseInt(from!, 16), parseInt(to!, 16)]
      for (let at = start; at < end; at += PIECE_BYTES) {
        let length: number
        try {
          length = readSync(memory, piece, 0, Math.min(piece.length, end - at), at)
        } catch {
          continue
        }
        bytes += Math.min(length, PIECE_BYTES)
        const read = piece.subarray(0, length)
        if (read.equals(zeros.subarray(0, length))) continue
        look(read, found)
      }
    }
  } finally {
    closeSync(memory)
  }
  return { found, bytes }
}

/** Half a key, when it is one of the usual length: memory that was given back has its first bytes overwritten by the allocator. */
const HALF = 16

/** Which secrets a process holds, whole or by half, and how many bytes were looked at. */
export function findSecrets<Secret extends { readonly bytes: Uint8Array }>(
  pid: number,
  secrets: readonly Secret[],
): { readonly found: readonly Secret[]; readonly bytes: number } {
  const pieces = secrets.flatMap((secret) =>
    (secret.bytes.length === 2 * HALF ? [secret.bytes.subarray(0, HALF), secret.bytes.subarray(HALF)] : [secret.bytes]).map((bytes) => ({
      secret,
      bytes,
    })),
  )
  const { found, bytes } = findInMemory(
    pid,
    pieces.map((piece) => piece.bytes),
  )
  return { found: [...new Set([...found].map((index) => pieces[index]!.secret))], bytes }
}
