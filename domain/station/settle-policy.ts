/**
 * What is in force, from what the policy files ask for now and what was agreed before. A file can make a control stricter by itself. A
 * control that was on stays on until an RA manager agrees: a file may be missing, damaged or changed by someone who may not decide it. Before
 * anything was agreed, only the policy of the whole computer can make one weaker than RA Desk has it: any user can write that of the account.
 */
import { isWeakerPolicy, policyNames, policyRules, stricterOf, type Policy, type PolicyName, type PolicyValue } from './policy.ts'
import type { ResolvedPolicy } from './resolve-policy.ts'

export type PolicyValues = Readonly<Record<PolicyName, PolicyValue>>
/** As sealed in the vault. A value that a later version of RA Desk added is not in it. */
export type AgreedPolicy = Readonly<Partial<Record<PolicyName, PolicyValue>>>

/** A value that is not as the files ask. */
export interface HeldValue {
  readonly name: PolicyName
  /** `weaker`: the files ask for less than was agreed. `unclear`: a file cannot be read, or its value is not allowed. */
  readonly why: 'weaker' | 'unclear'
  /** What the files ask for; absent when that is not known. */
  readonly asked?: PolicyValue
}

export interface SettledPolicy {
  readonly inForce: Policy
  readonly held: readonly HeldValue[]
  /** To be sealed. A strict value that only stands in for an unreadable file is no part of it. */
  readonly agreed: AgreedPolicy
}

export function settlePolicy(
  { policy, unclear, sources }: Pick<ResolvedPolicy, 'policy' | 'unclear' | 'sources'>,
  before: AgreedPolicy,
): SettledPolicy {
  const inForce: Partial<Record<PolicyName, PolicyValue>> = {}
  const agreed: Partial<Record<PolicyName, PolicyValue>> = {}
  const held: HeldValue[] = []
  for (const name of policyNames) {
    const asked = policy[name]
    const own = sources[name] === 'user' ? policyRules[name].initial : undefined
    const last = before[name] === undefined ? own : before[name]
    if (unclear.includes(name)) {
      inForce[name] = last === undefined ? asked : stricterOf(name, last, asked)
      if (last !== undefined) agreed[name] = last
      held.push({ name, why: 'unclear' })
    } else if (last !== undefined && isWeakerPolicy(name, asked, last)) {
      inForce[name] = agreed[name] = last
      held.push({ name, why: 'weaker', asked })
    } else inForce[name] = agreed[name] = asked
  }
  return { inForce: inForce as unknown as Policy, held, agreed }
}

interface PolicyChange {
  readonly name: PolicyName
  readonly from: PolicyValue
  readonly to: PolicyValue
}

/** Controls that are not as they were; a value that was not known before is no change. */
export function changesOf(before: AgreedPolicy, now: PolicyValues): readonly PolicyChange[] {
  return policyNames.flatMap((name) => {
    const from = before[name]
    return from === undefined || from === now[name] ? [] : [{ name, from, to: now[name] }]
  })
}
