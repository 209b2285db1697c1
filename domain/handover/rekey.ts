/** A case that comes to another vault: its scans and secrets get keys and places of that vault, and nothing else in it changes. */
import { readCaseRecord, type CaseRecord } from '../case/case.ts'
import { evidence as evidenceShape, type Evidence } from '../values.ts'

export type SecretKind = 'passcode' | 'puk' | 'phone-code'

/** Every scan and picture that the case speaks of, each once. */
export function listEvidence(record: CaseRecord): Evidence[] {
  const found = new Map<string, Evidence>()
  visit(record.events, (value) => {
    const read = evidenceShape.safeParse(value)
    if (read.success) found.set(read.data.evidenceId, read.data)
    return value
  })
  return [...found.values()]
}

export interface NamedSecret {
  readonly custodyId: string
  readonly kind: SecretKind
}

/** Every secret that the case names. */
export function listSecrets(record: CaseRecord): NamedSecret[] {
  return record.events.flatMap(({ event }): NamedSecret[] =>
    event.kind === 'cardWriteStarted'
      ? [
          { custodyId: event.passcodeId, kind: 'passcode' },
          { custodyId: event.pukId, kind: 'puk' },
        ]
      : event.kind === 'phoneCodeTexted'
        ? [{ custodyId: event.custodyId, kind: 'phone-code' }]
        : [],
  )
}

export interface NewKeys {
  readonly caseKeyId: string
  /** By evidence id. What is not in here was erased before, and stays unreadable. */
  readonly evidence: ReadonlyMap<string, string>
  /** New custody ids by the old ones. */
  readonly secrets: ReadonlyMap<string, string>
}

export function rekey(record: CaseRecord, keys: NewKeys): CaseRecord {
  const events = visit(record.events, (value) => {
    if (typeof value !== 'object' || value === null) return value
    const fields = { ...(value as Record<string, unknown>) }
    const key = typeof fields['evidenceId'] === 'string' && 'keyId' in fields ? keys.evidence.get(fields['evidenceId']) : undefined
    if (key !== undefined) fields['keyId'] = key
    for (const name of ['passcodeId', 'pukId', 'custodyId']) {
      const now = typeof fields[name] === 'string' ? keys.secrets.get(fields[name]) : undefined
      if (now !== undefined) fields[name] = now
    }
    return fields
  })
  return readCaseRecord({ ...record, keyId: keys.caseKeyId, events })
}

function visit(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => visit(one, change))
  if (typeof value !== 'object' || value === null) return value
  return change(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, visit(field, change)])))
}
