/** A vault with three agents, and who can open it. */
import { rm } from 'node:fs/promises'
import { addAgent } from '../../../main/vault/agent-access.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import type { UnlockedVault } from '../../../main/vault/vault.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { clockedVaultAccess, madeVault, passphrase, agent as tamsin, value } from './support.ts'

export const bryn = {
  id: '33333333-3333-4333-8333-333333333333',
  name: 'Bryn Invented',
  signInName: 'bryn',
  role: 'raAgent' as const,
  passphrase: 'nine violet kettles whisper sideways',
}
export const carys = {
  id: '44444444-4444-4444-8444-444444444444',
  name: 'Carys Made-Up',
  signInName: 'carys',
  role: 'raManager' as const,
  passphrase: 'eleven paper lanterns doze',
}
export const caseId = '22222222-2222-4222-8222-222222222222'
export const place = { table: 'cases', recordId: caseId, rev: 1, schema: 1 }
export const now = () => new Date('2026-03-02T09:00:00Z')
export const signIn = (folder: string, who: { id: string; passphrase: string }) =>
  clockedVaultAccess(folder).vaultAccess.unlock({ agentId: who.id, passphrase: who.passphrase })
export const first = { ...tamsin, passphrase }
export const bothCopies = (path: string): string[] => [path, secondCopyOf(path)]

export async function station(folder: string) {
  const made = await madeVault(folder)
  const parts = { vault: made.vault, vaultAccess: made.vaultAccess, now }
  return { ...made, parts }
}

export async function stationOfThree(folder: string) {
  const made = await station(folder)
  value(await addAgent(made.parts, bryn))
  value(await addAgent(made.parts, carys))
  return made
}

export async function opensWith(folder: string, who: { id: string; passphrase: string }): Promise<UnlockedVault | undefined> {
  await clearLockout(folder)
  const tried = await signIn(folder, who)
  return tried.ok ? tried.value : undefined
}
export async function allOpenWith(
  folder: string,
  people: readonly { id: string; passphrase: string }[],
): Promise<(UnlockedVault | undefined)[]> {
  const opened: (UnlockedVault | undefined)[] = []
  for (const who of people) opened.push(await opensWith(folder, who))
  return opened
}
const clearLockout = (folder: string) => rm(vaultPaths(folder).lockout, { force: true })
