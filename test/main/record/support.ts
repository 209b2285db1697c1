import { join } from 'node:path'
import type { FrameBody } from '../../../domain/record/frame.ts'
import { createJournal, type Journal, type JournalDeps } from '../../../main/record/journal.ts'
import { freshFolder, value } from '../vault/support.ts'
import { identity, frameKey, frameKeys } from './kill-fixture.ts'

/** A frame body that says which one it is, `size` bytes of envelope. */
export function body(number: number, size = 90): FrameBody {
  return { rows: [{ table: 'cases', id: `row-${number}`, rev: 1, env: Buffer.alloc(size, number % 251).toString('base64') }], audit: null }
}

export async function freshJournal(): Promise<JournalDeps> {
  const path = join(await freshFolder(), 'journal.log')
  value(await createJournal(path, identity, frameKey))
  return { path, vaultId: identity.vaultId, frameKeys }
}

export async function bodiesOf(journal: Journal, since = 0): Promise<FrameBody[]> {
  const bodies: FrameBody[] = []
  for await (const frame of journal.readSince(since)) {
    const { rows, audit } = value(frame)
    bodies.push({ rows, audit })
  }
  return bodies
}
