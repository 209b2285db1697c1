/** A workstation under a policy of retention, days that go by, and what is still there. */
import { expect } from 'vitest'
import type { Policy } from '../../domain/station/policy.ts'
import type { AppDeps } from '../../main/app.ts'
import { openMainApp, type MainApp } from './main-app.ts'
import { policyOf } from './main-app-deps.ts'
import { readCase } from './main-journey.ts'
import { closeAppsAfterEach } from './opened-apps.ts'

export const DAY = 86_400_000
/** Call it once at the top of a test file: opens workstations under policies, and closes them after each test. */
export function underPolicies(): (policy: Partial<Policy>, parts?: Partial<AppDeps>) => Promise<MainApp> {
  const opened = closeAppsAfterEach()
  return async (policy, parts = {}) => {
    const main = await openMainApp({ parts: { policy: policyOf(policy), ...parts } })
    opened.push(main)
    await main.setUp()
    return main
  }
}

/** Days go by one after another, with a sign-in on each, as in an office. */
export async function daysLater(main: MainApp, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    await main.app.lock('asked')
    main.clock.forward(DAY)
    expect((await main.unlock()).ok).toBe(true)
  }
}

export async function actionsOf(main: MainApp, caseId: string): Promise<string[]> {
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 2_000 })
  return entries
    .filter((entry) => entry.caseId === caseId)
    .map(({ action }) => action)
    .filter((action) => /eras|kept-longer|held/.test(action))
}
export const has = (main: MainApp, evidence: { readonly evidenceId: string; readonly keyId: string }) =>
  main.call('evidence.open', evidence).then(({ ok }) => ok)
export const evidenceOf = async (main: MainApp, caseId: string) => {
  const { facts } = (await readCase(main, caseId)).view
  const pick = ({ evidenceId, keyId }: { evidenceId: string; keyId: string }) => ({ evidenceId, keyId })
  return { document: pick(facts.identityDocument!.evidence), photograph: pick(facts.photograph!.print) }
}
export const linesOf = async (main: MainApp) => (await main.must('retention.list', {})).items.map(({ what, state }) => `${what} ${state}`)
