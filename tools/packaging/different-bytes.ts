/** Which files of two folders differ, and in how many bytes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './packed-files.ts'

/** One line a file that is in one folder only, or whose bytes differ: `name: 16 of 5,000 bytes, from 120 to 135`. */
export function listDifferentBytes(one: string, other: string): readonly string[] {
  const names = [new Set(listFiles(one)), new Set(listFiles(other))] as const
  const all = [...new Set([...names[0], ...names[1]])].toSorted()
  return all.flatMap((name) => {
    if (!names[0].has(name) || !names[1].has(name)) return [`${name}: in one of them only`]
    const difference = describeDifference(readFileSync(join(one, name)), readFileSync(join(other, name)))
    return difference === undefined ? [] : [`${name}: ${difference}`]
  })
}

export function describeDifference(one: Uint8Array, other: Uint8Array): string | undefined {
  const places = differentPlaces(one, other)
  if (places === undefined) return `${String(one.length)} and ${String(other.length)} bytes`
  if (places.length === 0) return undefined
  return `${String(places.length)} of ${String(one.length)} bytes, from ${String(places[0])} to ${String(places.at(-1))}`
}

/** Offsets of the bytes that differ; nothing when the lengths do. */
function differentPlaces(one: Uint8Array, other: Uint8Array): readonly number[] | undefined {
  if (one.length !== other.length) return undefined
  if (Buffer.compare(one, other) === 0) return []
  const places: number[] = []
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) places.push(at)
  return places
}
