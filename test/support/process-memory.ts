/** What the app's processes hold in memory, read by the system as root or the same person may: `/proc`, Linux only. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { processesFor } from '../shells/app-fixture.ts'

export type ProcessKind = 'main' | 'renderer' | 'other'
export interface AppProcess { readonly pid: number; readonly kind: ProcessKind }

/** Main and every process of the browser that was started for a data folder. */
export function processesOf(app: { readonly pid: number; readonly dataFolder: string }): AppProcess[] {
  return processesFor(app.dataFolder).map((pid) => {
    let words = ''
    try { words = readFileSync(`/proc/${pid}/cmdline`, 'utf8') } catch { /* ended meanwhile */ }
    return { pid, kind: pid === app.pid ? 'main' : words.includes('--type=renderer') ? 'renderer' : 'other' }
  })
}

const PIECE_BYTES = 1_024 * 1_024
/** Longer than any needle: what lies across two pieces is found too. */
const OVERLAP_BYTES = 4_096
const zeros = Buffer.alloc(PIECE_BYTES + OVERLAP_BYTES)

/** Which of the needles are somewhere in what a process can write to, by their place in the list, and how many bytes were looked at. A process that has ended holds nothing. */
export function findInMemory(pid: number, needles: readonly Uint8Array[]): { readonly found: ReadonlySet<number>; readonly bytes: number } {
  const found = new Set<number>()
  let bytes = 0
  let memory: number
  let maps: string
  try {
    maps = readFileSync(`/proc/${pid}/maps`, 'utf8')
    memory = openSync(`/proc/${pid}/mem`, 'r')
  } catch { return { found, bytes } }
  const wanted = needles.map((needle) => Buffer.from(needle))
  const piece = Buffer.alloc(PIECE_BYTES + OVERLAP_BYTES)
  try {
    for (const [, from, to] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const [start, end] = [parseInt(from!, 16), parseInt(to!, 16)]
      for (let at = start; at < end; at += PIECE_BYTES) {
        let length: number
        try { length = readSync(memory, piece, 0, Math.min(piece.length, end - at), at) } catch { continue }
        bytes += Math.min(length, PIECE_BYTES)
        const read = piece.subarray(0, length)
        if (read.equals(zeros.subarray(0, length))) continue
        wanted.forEach((needle, index) => { if (!found.has(index) && read.includes(needle)) found.add(index) })
      }
    }
  } finally { closeSync(memory) }
  return { found, bytes }
}
