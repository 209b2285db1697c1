import { mkdtempSync, rmSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { erasureSuite } from './erasure.ts'

const folder = mkdtempSync(join(tmpdir(), 'ra-desk-erasure-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

test('what was erased is not recovered with any key that is left, however the erasing was cut off; before its day it is', async () => {
  const { ok, figures } = await erasureSuite({ rounds: 3, folder, random: (below) => randomInt(below) })
  expect(figures).toMatchObject({ recovered: 0, 'keys left': 0, 'not erased': 0, 'needed scans lost': 0 })
  expect(ok).toBe(true)
}, 120_000)
