/**
 * What the process that will be killed does, act by act: all that writes to the vault's folder. Which act comes next follows from its
 * number and from who may sign in at that moment, so that a process that starts after a kill goes on from what is there.
 */
import { toHex } from '../../domain/bytes.ts'
import { rowOf } from '../../main/record/record.ts'
import { addAgent, changePassphrase, removeAgent } from '../../main/vault/agent-access.ts'
import type { KillMoment } from './kill-moments.ts'
import { agent, doorOf, value, type OpenStation } from './station.ts'

export const actKinds = [
  'save',
  'purge a case',
  'store a scan',
  'purge a scan',
  'add an agent',
  'remove an agent',
  'change a passphrase',
] as const
export type ActKind = (typeof actKinds)[number]

export interface KillAct {
  readonly kind: ActKind
  readonly number: number
  /** Of the case, of the scan's piece, or of the agent. */
  readonly id: string
  /** Of the agent who is added, or the new one. */
  readonly passphrase?: string
}

/** What the working process says, a line each: before it begins an act, after the act was acknowledged, and around the moment at which it dies by itself. */
export type Said = { readonly begun: KillAct } | { readonly done: KillAct } | { readonly moment: KillMoment | null }

const order: readonly ActKind[] = [
  'save',
  'save',
  'store a scan',
  'add an agent',
  'save',
  'purge a scan',
  'change a passphrase',
  'save',
  'purge a case',
  'save',
]

const memberId = (number: number): string => `22222222-2222-4222-8222-${String(number).padStart(12, '0')}`

export function actOf(number: number, { vault }: Pick<OpenStation, 'vault'>): KillAct {
  const kind = order[number % order.length]!
  const ten = Math.floor(number / 10)
  switch (kind) {
    // The save just before a purge is of a case of its own, which nothing touches afterwards.
    case 'save':
      return { kind, number, id: number % 10 === 7 ? `gone-${ten}` : `case-${ten % 12}` }
    case 'purge a case':
      return { kind, number, id: `gone-${ten}` }
    case 'store a scan':
    case 'purge a scan':
      return { kind, number, id: `scan-${ten}` }
    case 'change a passphrase':
      return { kind, number, id: agent.id, passphrase: `four quiet otters juggle ${number}` }
    case 'add an agent':
    case 'remove an agent': {
      const second = vault.keyring.station.agents.find((each) => each.id !== agent.id && each.leftAt === undefined)
      return second
        ? { kind: 'remove an agent', number, id: second.id }
        : { kind: 'add an agent', number, id: memberId(number), passphrase: `six invented kettles whistle ${number}` }
    }
  }
}

export const contentOf = (number: number, size: number): Uint8Array => new Uint8Array(size).fill(number % 251)
const SCAN = 40_000
export const scanOf = (number: number): Uint8Array => contentOf(number, SCAN)

/** Resolves when the act is acknowledged; it throws when anything is refused. Answers the passphrase that is in force then. */
export async function carryOut(act: KillAct, station: OpenStation, folder: string, passphrase: string): Promise<string> {
  const { vault, record } = station
  const members = { vault, vaultAccess: doorOf(folder), now: () => new Date() }
  switch (act.kind) {
    case 'save':
      value(await station.save(act.id, act.number))
      return passphrase
    case 'purge a case':
      value(await station.purge(act.id, act.number))
      return passphrase
    case 'store a scan': {
      const [key] = value(await vault.keyring.create([{ purpose: 'evidence', ownerId: act.id }]))
      const env = value(
        vault.seal(
          { table: 'chunks', recordId: act.id, rev: act.number, schema: 1, chunk: { index: 0, count: 1 } },
          scanOf(act.number),
          toHex(key!.keyId),
        ),
      )
      value(await record.append([rowOf('chunks', act.id, act.number, env)], { action: 'evidence-stored' }))
      return passphrase
    }
    case 'purge a scan':
      value(await vault.keyring.destroy(vault.keyring.list({ ownerId: act.id }).map(({ keyId }) => toHex(keyId))))
      value(await record.append([rowOf('chunks', act.id, act.number, null)], { action: 'erased documents' }))
      return passphrase
    case 'add an agent': {
      const tag = String(act.number)
      value(
        await addAgent(members, {
          id: act.id,
          name: `Invented Colleague ${tag}`,
          signInName: `colleague ${tag}`,
          role: 'raAgent',
          passphrase: act.passphrase!,
        }),
      )
      value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
      return passphrase
    }
    case 'remove an agent':
      value(await removeAgent(members, act.id))
      value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
      return passphrase
    case 'change a passphrase':
      value(await changePassphrase(members, { old: passphrase, next: act.passphrase! }))
      value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
      value(await record.append([], { action: 'passphrase-changed' }))
      return act.passphrase!
  }
}
