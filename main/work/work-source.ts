/** What each part of RA Desk gives to Today and to the palette. A part lists its own; this folder only gathers. */
import type { FoundThing } from '../../domain/work/found-thing.ts'
import type { WorkItem } from '../../domain/work-item.ts'

export interface WorkSource {
  list(): Promise<readonly WorkItem[]> | readonly WorkItem[]
}

export interface FindSource {
  /**
   * At most `most` things. `bare`: letters and digits of what was typed, in capitals; never empty. `text`: as it was typed. Answers from memory,
   * as the agent types.
   */
  find(bare: string, most: number, text: string): readonly FoundThing[]
}
