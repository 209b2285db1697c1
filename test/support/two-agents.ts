/** Two more agents of a workstation, their sign-in, and what the record says of them. */
import { findBase64 } from '../../domain/bytes.ts'
import type { AuditEntry } from '../../domain/record/audit-entry.ts'
import { auditDetailPlace } from '../../main/record/audited-write.ts'
import { openRecord } from '../../main/record/record.ts'
import type { Policy } from '../../domain/station/policy.ts'
import type { UnlockedVault } from '../../main/vault/vault.ts'
import { openMainApp, PASSPHRASE, type MainApp } from './main-app.ts'
import { policyOf } from './main-app-deps.ts'
import { closeAppsAfterEach } from './opened-apps.ts'
import { cheapKdf, clockedVaultAccess, value } from '../main/vault/support.ts'

export const bryn = {
  name: 'Bryn Invented',
  mobile: '+447700900111',
  signInName: 'bryn',
  role: 'raAgent' as const,
  passphrase: 'nine violet kettles whisper sideways',
}
export const carys = {
  name: 'Carys Made-Up',
  mobile: '+447700900112',
  signInName: 'carys',
  role: 'idChecker' as const,
  passphrase: 'eleven paper lanterns doze',
}
export const idOf = async (main: MainApp, signInName: string) =>
  (await main.must('station.state', {})).agents.find((agent) => agent.signInName === signInName)!.agentId

export async function signIn(main: MainApp, signInName: string, passphrase: string) {
  await main.app.lock('switch')
  const answer = await main.call('vault.unlock', {
    agentId: await idOf(main, signInName),
    passphrase,
    workerPublicKey: main.worker.publicKey,
  })
  if (answer.ok) await main.worker.open(answer.value)
  return answer.ok ? 'ok' : answer.error.code
}

/** Everything in the record, with the vault that opens its details. Locks the app. */
export async function recordOf(
  main: MainApp,
  passphrase = PASSPHRASE,
): Promise<{ entries: AuditEntry[]; vault: UnlockedVault; detail: (entry: AuditEntry) => Record<string, unknown> }> {
  const agentId = await idOf(main, 'desk')
  await main.app.lock('asked')
  const vault = value(await clockedVaultAccess(main.folder, { kdf: cheapKdf }).vaultAccess.unlock({ agentId, passphrase }))
  const record = value(await openRecord({ folder: main.folder, vault, now: () => new Date(), monotonic: () => 0 }))
  const entries: AuditEntry[] = []
  for await (const entry of record.entries(0)) entries.push(value(entry))
  await record.close()
  const detail = (entry: AuditEntry) =>
    JSON.parse(new TextDecoder().decode(value(vault.open(auditDetailPlace(entry.seq), findBase64(entry.detail!)!)))) as Record<
      string,
      unknown
    >
  return { entries, vault, detail }
}

/** What a workstation did at its locks, in order. */
export interface Seen {
  locks: string[]
  steps: string[]
  /** Seconds without input that the system reports. */
  idleSeconds: number | undefined
}

/** Call it once at the top of a test file: opens workstations under policies that note what they do, and closes them after each test. */
export function underPolicies(): { readonly seen: Seen; start(policy?: Partial<Policy>): Promise<MainApp> } {
  const opened = closeAppsAfterEach()
  const seen: Seen = { locks: [], steps: [], idleSeconds: undefined }
  return {
    seen,
    start: async (policy = {}) => {
      Object.assign(seen, { locks: [], steps: [], idleSeconds: undefined })
      const main: MainApp = await openMainApp({
        parts: {
          policy: policyOf(policy),
          push: (name, payload) => {
            if (name === 'vault.locking') seen.steps.push('asked for drafts')
            if (name === 'vault.locked') seen.locks.push((payload as { why: string }).why)
          },
          copies: {
            copy: () => Promise.resolve(),
            pictureCopied: () => Promise.resolve(),
            takeBack: async () => {
              seen.steps.push('clipboard')
            },
          },
          closeReveals: () => {
            seen.steps.push('reveals closed')
          },
          afterLock: () => {
            seen.steps.push('page thrown away')
          },
          systemIdleSeconds: () => seen.idleSeconds,
        },
      })
      opened.push(main)
      await main.setUp()
      return main
    },
  }
}
