import { describe, expect, test } from 'vitest'
import { listSecrets, rekey } from '../../../domain/handover/rekey.ts'
import { evidenceOf, journey } from '../../fixtures/journey-events.ts'

const events = (...all: readonly object[]) => all.map((event) => ({ event }))

describe('what a case names', () => {
  test('passcode, PUK and phone code, each with its kind; ids of other events are none', () => {
    const named = [
      { kind: 'cardWriteStarted', passcodeId: 'a', pukId: 'b' },
      { kind: 'cardWriteStarted', passcodeId: 'c' },
      { kind: 'phoneCodeTexted', custodyId: 'd' },
      { kind: 'passcodeTexted', passcodeId: 'a' },
    ]
    expect(listSecrets({ events: events(...named) as Parameters<typeof listSecrets>[0]['events'] })).toEqual([
      { custodyId: 'a', kind: 'passcode' },
      { custodyId: 'b', kind: 'puk' },
      { custodyId: 'c', kind: 'passcode' },
      { custodyId: 'd', kind: 'phone-code' },
    ])
  })
})

describe('the case under the keys of another vault', () => {
  const keys = {
    caseKeyId: 'new',
    evidence: new Map([[evidenceOf(3).evidenceId, 'f'.repeat(32)]]),
    secrets: new Map([['a', 'A']]),
  }
  const before = {
    keyId: 'old',
    caseReference: 'RA-1',
    events: events(journey.identityDocumentAttached, journey.photographAttached, { kind: 'cardWriteStarted', passcodeId: 'a', pukId: 'b' }),
  }

  test('scans and secrets that are known get their new ids; those that were erased before keep theirs, and nothing else changes', () => {
    const after = rekey(before, keys)
    expect(after).toEqual({
      keyId: 'new',
      caseReference: 'RA-1',
      events: events(
        { ...journey.identityDocumentAttached, evidence: { ...evidenceOf(3), keyId: 'f'.repeat(32) } },
        journey.photographAttached,
        { kind: 'cardWriteStarted', passcodeId: 'A', pukId: 'b' },
      ),
    })
  })

  test('the case itself is not changed', () => {
    const copy = structuredClone(before)
    rekey(before, keys)
    expect(before).toEqual(copy)
  })
})
