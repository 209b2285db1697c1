import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshFolder } from '../main/vault/support.ts'
import { backupSuite } from './backup.ts'

test('every altered backup is refused or found, and a look at the shape alone would take them', { timeout: 60_000 }, async () => {
  const { ok, figures } = await backupSuite({ rounds: 160, folder: join(await freshFolder(), 'rounds'), random: (below) => randomInt(below) })
  expect(figures).toMatchObject({ outerRefused: figures['outer'], innerRefused: figures['inner'], controlTaken: figures['control'], boundRefused: figures['bound'], boundTakenWhenSignedAnew: figures['bound'] })
  expect(ok).toBe(true)
})
