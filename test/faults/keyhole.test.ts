import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { pickFrom } from '../support/record-mutations.ts'
import { keyholeSuite } from './keyhole.ts'

test('a thousand messages that must do nothing do nothing: misshapen, foreign, locked out, sent twice, beyond the role', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ra-desk-keyhole-'))
  try {
    const { ok, figures } = await keyholeSuite({ rounds: 1_000, folder, random: pickFrom(20_261_125) })
    expect({ crashes: figures['crashes'], answered: figures['answered'], effects: figures['effects'] }, JSON.stringify(figures)).toEqual({ crashes: 0, answered: 0, effects: 0 })
    expect(ok, JSON.stringify(figures)).toBe(true)
    expect(figures['messages']).toBeGreaterThan(990)
  } finally { rmSync(folder, { recursive: true, force: true }) }
}, 120_000)
