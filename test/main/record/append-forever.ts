/** A process of its own that appends frames until it is killed, and says each one that was acknowledged. */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../main/record/journal.ts'
import { identity, frameKeys } from './kill-fixture.ts'

const opened = await openJournal({ folder: process.argv[2]!, vaultId: identity.vaultId, frameKeys, now: () => new Date() })
if (!opened.ok) throw new Error(opened.error.code)
const journal = opened.value
for (let number = journal.lastSeq + 1; ; number += 1) {
  const size = 200 + ((number * 7_919) % 60_000)
  const appended = await journal.append({
    rows: [{ table: 'cases', id: `row-${number}`, rev: 1, env: Buffer.alloc(size, number % 251).toString('base64') }],
    audit: null,
  })
  if (!appended.ok) throw new Error(appended.error.code)
  writeSync(1, `${appended.value.seq}\n`)
}
