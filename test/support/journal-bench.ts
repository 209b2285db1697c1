/** A journal with frames in it, opened and read back. */
import { readFile, stat } from 'node:fs/promises'
import { type JournalDeps, openJournal } from '../../main/record/journal.ts'
import { value } from '../main/vault/support.ts'
import { bodiesOf, body, freshJournal } from '../main/record/support.ts'

export async function writtenJournal(frames: number) {
  const parts = await freshJournal()
  const journal = value(await openJournal(parts))
  const ends = [(await stat(parts.path)).size]
  for (let number = 1; number <= frames; number += 1) {
    value(await journal.append(body(number)))
    ends.push((await stat(parts.path)).size)
  }
  await journal.close()
  return { parts, ends, bytes: await readFile(parts.path) }
}

export const bodies = (count: number) => Array.from({ length: count }, (_, index) => body(index + 1))

export async function openAndRead(parts: JournalDeps) {
  const journal = value(await openJournal(parts))
  const read = await bodiesOf(journal)
  await journal.close()
  return { read, torn: journal.torn }
}
