/** The policy for its page: what is in force and why, and an RA manager's agreement to a weaker value. */
import { ok } from '../../domain/result.ts'
import { policyNames, policyRules } from '../../domain/station/policy.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { RecordStore } from '../record/store.ts'
import type { PolicyInForce } from './policy-in-force.ts'

export function describePolicy({ policy, held, read }: PolicyInForce): Output<'policy.read'> {
  const { sources, problems, places } = read
  return {
    values: policyNames.map((name) => {
      const { title, allowed, because } = policyRules[name]
      const kept = held.find((value) => value.name === name)
      return {
        name,
        title,
        value: policy[name],
        source: sources[name],
        ...(kept ? { held: { why: kept.why, ...(kept.asked === undefined ? {} : { asked: kept.asked }) } } : {}),
        allowed,
        because,
      }
    }),
    problems: problems.map(({ source, message }) => ({ source, message })),
    places,
  }
}

export async function agreePolicy(
  policy: PolicyInForce,
  store: RecordStore,
  { name, asked }: Input<'policy.agree'>,
): Promise<Reply<'policy.agree'>> {
  const agreed = await policy.agree(store, name, asked)
  return agreed.ok ? ok({}) : agreed
}
