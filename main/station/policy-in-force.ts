/**
 * The policy that is in force. Before the vault is open it is what the files ask for. From each unlock on it is that, compared with what is
 * sealed in the record: a control that was on stays on until an RA manager agrees.
 */
import { z } from 'zod'
import { err, ok, type Result } from '../../domain/result.ts'
import { policyNames, policyRules, type Policy, type PolicyName, type PolicyValue } from '../../domain/station/policy.ts'
import {
  changesOf,
  settlePolicy,
  type AgreedPolicy,
  type HeldValue,
  type PolicyValues,
  type SettledPolicy,
} from '../../domain/station/settle-policy.ts'
import type { RecordFailureCode, RecordStore } from '../record/store.ts'
import type { ReadPolicy } from './policy-file.ts'

const POLICY_ROW = 'policy'
const values = z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.null()]))
const heldValue = z.object({ name: z.string(), why: z.string(), asked: z.unknown().optional() })
const sealedPolicy = z.strictObject({
  rev: z.number().int().positive(),
  agreed: values,
  /** As they were at the last unlock, to note what changed since. */
  inForce: values,
  held: z.array(heldValue),
})
type SealedPolicy = z.infer<typeof sealedPolicy>

type PolicyStore = Pick<RecordStore, 'commit' | 'has' | 'read' | 'revs'>
type AgreeFailureCode = RecordFailureCode | 'policy-differs'

export interface PolicyInForce {
  /** One object for the life of the app; each value is the one in force when it is read. */
  readonly policy: Policy
  /** Values that are not as the files ask, and why. */
  readonly held: readonly HeldValue[]
  /** What the files ask for. */
  readonly read: ReadPolicy
  /** After unlock, before anything that depends on the policy. Notes what changed; fails if that cannot be noted. */
  settle(store: PolicyStore): Promise<Result<void, RecordFailureCode>>
  /** An RA manager agrees to a weaker value. `asked`: what the manager was shown. */
  agree(store: PolicyStore, name: PolicyName, asked: PolicyValue): Promise<Result<void, AgreeFailureCode>>
}

export function createPolicyInForce(read: ReadPolicy): PolicyInForce {
  let settled: SettledPolicy = settlePolicy(read, {})
  const policy = Object.defineProperties(
    {},
    Object.fromEntries(policyNames.map((name) => [name, { enumerable: true, get: () => settled.inForce[name] }])),
  ) as Policy
  return {
    policy,
    get held() {
      return settled.held
    },
    read,
    settle: async (store) => {
      const before = await findSealed(store)
      const isLost = before === undefined && store.has('station', POLICY_ROW)
      const now = settlePolicy(read, isLost ? strictest : known(before?.agreed))
      const saved = await note(store, before, now)
      if (saved.ok) settled = now
      return saved
    },
    agree: async (store, name, asked) => {
      const wanted = settled.held.find((held) => held.name === name && held.why === 'weaker')
      if (wanted?.asked !== asked) return differs
      const from = settled.inForce[name]
      const next = settlePolicy(read, { ...settled.agreed, [name]: asked })
      const saved = await store.commit([policyRow(store, next)], { action: 'policy-agreed', detail: { name, from, to: asked } })
      if (!saved.ok) return saved
      settled = next
      return ok()
    },
  }
}

/** `undefined` before the first unlock, and when it cannot be read. */
async function findSealed(store: PolicyStore): Promise<SealedPolicy | undefined> {
  return sealedPolicy.safeParse(await store.read('station', POLICY_ROW, 'records')).data
}

/** Values that this version has, and that it allows. */
function known(kept: SealedPolicy['agreed'] | undefined): AgreedPolicy {
  return Object.fromEntries(
    policyNames.flatMap((name) => {
      const value = kept?.[name]
      return value !== undefined && policyRules[name].schema.safeParse(value).success ? [[name, value]] : []
    }),
  )
}

async function note(store: PolicyStore, before: SealedPolicy | undefined, now: SettledPolicy): Promise<Result<void, RecordFailureCode>> {
  const changes = changesOf(known(before?.inForce), valuesOf(now.inForce))
  const isHeldNew = now.held.length > 0 && JSON.stringify(before?.held) !== JSON.stringify(now.held)
  const actions = [
    ...(before ? [] : ['policy-kept']),
    ...(changes.length > 0 ? ['policy-changed'] : []),
    ...(isHeldNew ? ['policy-held'] : []),
  ]
  const isSame = before && JSON.stringify([before.agreed, before.held]) === JSON.stringify([now.agreed, now.held])
  if (isSame && actions.length === 0) return ok()
  const saved = await store.commit([policyRow(store, now)], {
    action: actions.join(' ') || 'policy-kept',
    detail: { changes, held: now.held, ...(before ? {} : { values: now.inForce }) },
  })
  return saved.ok ? ok() : saved
}

function policyRow(store: PolicyStore, { agreed, inForce, held }: SettledPolicy) {
  const rev = (store.revs('station').get(POLICY_ROW) ?? 0) + 1
  const value: SealedPolicy = { rev, agreed, inForce: valuesOf(inForce), held: [...held] } as SealedPolicy
  return { table: 'station', id: POLICY_ROW, rev, keyId: 'records', value } as const
}

/** What was agreed cannot be read any more: until an RA manager agrees, no control is weaker than this. */
const strictest: AgreedPolicy = Object.fromEntries(policyNames.map((name) => [name, policyRules[name].strict]))

const valuesOf = (policy: Policy): PolicyValues => policy as unknown as PolicyValues

const differs = err(
  'policy-differs',
  'The policy file does not ask for this any more, or asks for something else. Nothing was changed.',
  'Look at the policy again.',
)
