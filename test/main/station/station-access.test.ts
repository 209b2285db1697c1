/** Access to the data folder before sign-in: the number of its format is asked before anything else, and noted after. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DATA_FORMAT } from '../../../domain/station/data-format.ts'
import { stationDeps, createClock } from '../../support/main-app-deps.ts'

let folder: string
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const AGENT = '00000000-0000-4000-8000-000000000001'
const passphrase = 'seven invented words for a test'

test('data format: noted when a station is made and when it opens; with a higher one no way in is tried', async () => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-access-'))
  const { vaultAccess } = stationDeps(folder, createClock())
  const file = join(folder, 'data-format.json')
  const wrong = await vaultAccess.unlock({ agentId: AGENT, passphrase })
  expect([wrong.ok, existsSync(file)]).toEqual([false, false])
  const made = await vaultAccess.create({ agent: { id: AGENT, name: 'Sample Agent', signInName: 'desk' }, passphrase })
  if (!made.ok) throw new Error(made.error.code)
  expect(existsSync(file)).toBe(true)
  made.value.vault.lock()

  rmSync(file)
  const opened = await vaultAccess.unlock({ agentId: AGENT, passphrase })
  if (!opened.ok) throw new Error(opened.error.code)
  expect(existsSync(file)).toBe(true)
  opened.value.lock()

  writeFileSync(file, JSON.stringify({ format: DATA_FORMAT + 1 }))
  const recovery = { agentId: AGENT, recoveryKey: made.value.recoveryKey, newPassphrase: 'another seven invented words here' }
  for (const answer of [
    await vaultAccess.agents(),
    await vaultAccess.unlock({ agentId: AGENT, passphrase }),
    await vaultAccess.unlockWithRecovery(recovery),
  ])
    expect(answer).toMatchObject({ ok: false, error: { code: 'key-slots-newer' } })
})
