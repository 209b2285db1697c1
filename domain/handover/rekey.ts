/** Moves a case to another vault: its scans and secrets get keys and ids of that vault; nothing else in it changes. */
export type SecretKind = 'passcode' | 'puk' | 'phone-code'

/** What these functions read of a case. Ids may be at any depth of an event. */
export interface RecordedCase {
  readonly keyId: string
  readonly events: readonly object[]
}

export interface NamedSecret {
  readonly custodyId: string
  readonly kind: SecretKind
}

/** The events that name secrets, as the journey records them. */
interface SecretEvent {
  readonly kind: string
  readonly passcodeId?: string
  readonly pukId?: string
  readonly custodyId?: string
}

/** Every secret that the case names, once. */
export function listSecrets({ events }: { readonly events: readonly { readonly event: SecretEvent }[] }): NamedSecret[] {
  const named = (custodyId: string | undefined, kind: SecretKind): NamedSecret[] => (custodyId === undefined ? [] : [{ custodyId, kind }])
  const all = events.flatMap(({ event }): NamedSecret[] => {
    if (event.kind === 'cardWriteStarted') return [...named(event.passcodeId, 'passcode'), ...named(event.pukId, 'puk')]
    return event.kind === 'phoneCodeTexted' ? named(event.custodyId, 'phone-code') : []
  })
  return all.filter(({ custodyId }, index) => all.findIndex((one) => one.custodyId === custodyId) === index)
}

export interface NewKeys {
  readonly caseKeyId: string
  /** Key ids by evidence id. A scan that is not in here was erased before and stays unreadable. */
  readonly evidence: ReadonlyMap<string, string>
  /** New custody ids by the old ones. */
  readonly secrets: ReadonlyMap<string, string>
}

/** The case under new keys, to be parsed by the caller: `unknown`, because an id may stand anywhere in an event. */
export function rekey(record: RecordedCase, keys: NewKeys): unknown {
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
  return { ...record, keyId: keys.caseKeyId, events }
}

function visit(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => visit(one, change))
  if (typeof value !== 'object' || value === null) return value
  return change(Object.fromEntries(Object.entries(value).map(([name, field]) => [name, visit(field, change)])))
}
