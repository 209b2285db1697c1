import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { canariesSuite } from '../faults/canaries.ts'
import { expect, test } from '../shells/app-fixture.ts'
import { pickFrom } from '../support/record-mutations.ts'

test('nothing of a person, no passcode and no PUK is in any file; after locking no key is in the memory of any process, and no word of theirs in the page’s', async ({
  launch,
  shell,
}) => {
  test.skip(shell !== 'chromium-stand-in' || process.platform !== 'linux', 'not run: reads the memory of the stand-in’s processes in /proc')
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-canaries-'))
  try {
    const { ok, figures } = await canariesSuite({ rounds: 10, folder, random: pickFrom(20_261_125), launch })
    expect(ok, JSON.stringify(figures, undefined, 2)).toBe(true)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
})
