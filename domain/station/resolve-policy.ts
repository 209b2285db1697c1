/**
 * Reads what the two policy files ask for. A value that is not allowed, and a whole file that cannot be read, are reported; what they may
 * have asked for is not known, so these values are as strict as they can be.
 */
import { findJson } from '../find-json.ts'
import { policyNames, policyRules, stricterOf, type Policy, type PolicyName, type PolicySource, type PolicyValue } from './policy.ts'

/** Something in a policy file that was not taken. */
export interface PolicyProblem {
  readonly source: 'user' | 'machine'
  /** Name of the value when it is one of ours; what else the file holds is not repeated. */
  readonly name: PolicyName | undefined
  readonly message: string
}

export interface ResolvedPolicy {
  readonly policy: Policy
  readonly sources: Readonly<Record<PolicyName, PolicySource>>
  readonly problems: readonly PolicyProblem[]
  /** Values of which it is not known what a file asks for. `policy` has them as strict as the other file and `strict` make them. */
  readonly unclear: readonly PolicyName[]
}

/** What a file holds: its text, nothing when there is none, or that it could not be read or was not used, and `why` in a sentence. */
export type PolicyText = { readonly text: string } | { readonly unreadable: true; readonly why?: string } | undefined

const LARGEST_TEXT = 64 * 1024

export function resolvePolicy(files: { readonly machine: PolicyText; readonly user: PolicyText }): ResolvedPolicy {
  const policy: Record<string, PolicyValue> = Object.fromEntries(policyNames.map((name) => [name, policyRules[name].initial]))
  const sources = Object.fromEntries(policyNames.map((name) => [name, 'default'])) as Record<PolicyName, PolicySource>
  const problems: PolicyProblem[] = []
  const unclear = new Set<PolicyName>()
  for (const source of ['user', 'machine'] as const) {
    const read = readValues(files[source], (name, message) => {
      problems.push({ source, name, message })
    })
    for (const [name, value] of read.values) {
      policy[name] = value
      sources[name] = source
      unclear.delete(name)
    }
    for (const name of read.unclear) unclear.add(name)
  }
  for (const name of unclear) policy[name] = stricterOf(name, policyRules[name].strict, policy[name]!)
  return { policy: policy as unknown as Policy, sources, problems, unclear: [...unclear] }
}

interface ReadValues {
  readonly values: readonly (readonly [PolicyName, PolicyValue])[]
  readonly unclear: readonly PolicyName[]
}

function readValues(file: PolicyText, problem: (name: PolicyName | undefined, message: string) => void): ReadValues {
  if (file === undefined) return { values: [], unclear: [] }
  if ('unreadable' in file) {
    problem(
      undefined,
      file.why === undefined ? 'The file could not be read, so strict values are in force.' : `${file.why} Strict values are in force.`,
    )
    return { values: [], unclear: policyNames }
  }
  const read = parse(file.text)
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    problem(undefined, 'The file is not written as a policy file must be, so strict values are in force. Compare it with the example file.')
    return { values: [], unclear: policyNames }
  }
  const values: [PolicyName, PolicyValue][] = []
  const unclear: PolicyName[] = []
  for (const [name, value] of Object.entries(read)) {
    if (name === '$comment') continue
    if (!isPolicyName(name)) {
      problem(undefined, 'The file names a value that this version does not know. It was left out.')
      continue
    }
    const checked = policyRules[name].schema.safeParse(value)
    if (checked.success) values.push([name, checked.data as PolicyValue])
    else {
      unclear.push(name)
      problem(name, `“${policyRules[name].title}” must be ${policyRules[name].allowed}. A strict value is in force instead.`)
    }
  }
  return { values, unclear }
}

const isPolicyName = (name: string): name is PolicyName => Object.hasOwn(policyRules, name)

function parse(text: string): unknown {
  return text.length > LARGEST_TEXT ? undefined : findJson(text.replace(/^\uFEFF/, ''))
}
