/** The work of all parts in one list, overdue first; and what their indexes find. */
import { bareText, MOST_FOUND, type FoundThing } from '../../domain/work/found-thing.ts'
import { compareWorkItems, type WorkItem } from '../../domain/work-item.ts'
import type { FindSource, WorkSource } from './work-source.ts'

export async function listWork(sources: readonly WorkSource[]): Promise<WorkItem[]> {
  const lists = await Promise.all(sources.map(async (source) => source.list()))
  return lists.flat().sort(compareWorkItems)
}

const SHORTEST = 3

/** Nothing for fewer than three letters and digits: they would be in everything. */
export function findAnything(sources: readonly FindSource[], text: string): FoundThing[] {
  const bare = bareText(text)
  if (bare.length < SHORTEST) return []
  const found: FoundThing[] = []
  for (const source of sources) {
    if (found.length >= MOST_FOUND) break
    found.push(...source.find(bare, MOST_FOUND - found.length, text))
  }
  return found
}
