import { beforeEach, describe, expect, test, vi } from 'vitest'
import { err, ok } from '../../../domain/result.ts'
import type { HandoverDeps } from '../../../main/handover/handover-deps.ts'
import { listHandovers } from '../../../main/handover/handover-ledger.ts'
import { describeBundle, describeHandovers } from '../../../main/handover/handover-views.ts'
import { lookAtBundle } from '../../../main/handover/look-at-bundle.ts'
import { findTrusted, listStations, ownStation, type TrustedStation } from '../../../main/handover/stations.ts'
import { evidenceOf, journey } from '../../fixtures/journey-events.ts'
import { code, value } from '../vault/support.ts'

vi.mock('../../../main/handover/handover-ledger.ts', () => ({ listHandovers: vi.fn() }))
vi.mock('../../../main/handover/look-at-bundle.ts', () => ({ lookAtBundle: vi.fn() }))
vi.mock('../../../main/handover/stations.ts', () => ({
  fingerprint: () => ['AAAA', 'BBBB'],
  findTrusted: vi.fn(),
  listStations: vi.fn(),
  ownStation: vi.fn(),
}))

const own = { stationId: 'own', name: 'Sample North', recipient: 'age1', deviceKey: 'key' }
const south: TrustedStation = {
  rev: 1,
  stationId: 'south',
  name: 'Sample South',
  recipient: 'age1',
  deviceKey: 'key',
  state: 'trusted',
  confirmedAt: '2026-11-20T09:30:00.000Z',
  confirmedBy: 'Sample Agent',
  spokeTo: 'Invented Colleague',
}
const row = {
  rev: 1,
  direction: 'out' as const,
  handoverId: 'h1',
  station: { stationId: 'south', name: 'Sample South' },
  at: '2026-11-21T09:30:00.000Z',
  by: 'Sample Agent',
  cases: [{ caseId: 'a', caseReference: 'RA-1' }],
}

let custody: object | undefined
let noted: unknown[]
let noteFails: boolean
const deps = {
  vault: { vaultId: 'ab'.repeat(16) },
  desk: {
    settings: () => ({ serviceProvider: { name: 'Sample' } }),
    cases: { get: async (caseId: string) => (caseId === 'a' ? { view: { facts: { custody } } } : undefined) },
    views: {
      note: async (view: unknown) => {
        noted.push(view)
        return noteFails ? err('disk-full', 'Full.', 'Free some.') : ok()
      },
    },
  },
} as unknown as HandoverDeps

beforeEach(() => {
  custody = { handoverId: 'h1', state: 'outstanding' }
  noted = []
  noteFails = false
  vi.mocked(ownStation).mockResolvedValue(ok(own))
  vi.mocked(listStations).mockResolvedValue([south])
  vi.mocked(findTrusted).mockResolvedValue(ok(south))
  vi.mocked(listHandovers).mockResolvedValue([row] as never)
})

describe('the page of handovers', () => {
  test('this workstation and those it trusts, with fingerprints and no keys', async () => {
    const page = value(await describeHandovers(deps))
    expect(page.own).toEqual({ stationId: 'own', name: 'Sample North', fingerprint: ['AAAA', 'BBBB'] })
    expect(page.stations[0]).toMatchObject({ name: 'Sample South', spokeTo: 'Invented Colleague', fingerprint: ['AAAA', 'BBBB'] })
    expect(JSON.stringify(page)).not.toContain('age1')
    expect(page.stations[0]).not.toHaveProperty('withdrawnAt')
  })

  test('trust that was withdrawn: when and by whom', async () => {
    const withdrawn = { state: 'withdrawn', withdrawnAt: '2026-11-22T09:30:00.000Z', withdrawnBy: 'Sample Manager' } as const
    vi.mocked(listStations).mockResolvedValue([{ ...south, ...withdrawn }])
    vi.mocked(findTrusted).mockResolvedValue(err('not-trusted', 'Not trusted.', 'Phone.') as never)
    const page = value(await describeHandovers(deps))
    expect(page.stations[0]).toMatchObject(withdrawn)
    expect(page.handovers[0]!.trusted).toBe(false)
  })

  test.each([
    ['this handover decides it', { handoverId: 'h1', state: 'gone' }, 'a', 'gone'],
    ['a later handover decides it', { handoverId: 'h2', state: 'outstanding' }, 'a', 'moved-on'],
    ['none does any more', undefined, 'a', 'moved-on'],
    ['the case is not here', { handoverId: 'h1', state: 'gone' }, 'b', 'moved-on'],
  ])('custody of a case, %s', async (_, now, caseId, expected) => {
    custody = now
    vi.mocked(listHandovers).mockResolvedValue([{ ...row, cases: [{ caseId, caseReference: 'RA-1' }] }] as never)
    expect(value(await describeHandovers(deps)).handovers[0]!.cases).toEqual([{ caseId, caseReference: 'RA-1', custody: expected }])
  })

  test('the key of this workstation cannot be made: that is the answer', async () => {
    vi.mocked(ownStation).mockResolvedValue(err('disk-full', 'Full.', 'Free some.') as never)
    expect(code(await describeHandovers(deps))).toBe('disk-full')
  })
})

describe('what a bundle would change', () => {
  const recorded = (...events: readonly object[]) =>
    events.map((event, index) => ({ seq: index + 1, at: '2026-11-20T09:30:00.000Z', agentName: 'A', event }))
  const coming = (arrival: string, ...events: readonly object[]) => ({
    record: { caseId: 'a', caseReference: 'RA-1', events: recorded(...events) },
    arrival,
    message: 'Words.',
  })
  const scan = { kind: 'identityDocumentAttached', evidence: evidenceOf(3) }
  const lookingAt = (...cases: readonly object[]) =>
    vi.mocked(lookAtBundle).mockResolvedValue(
      ok({
        bundle: { manifest: { handoverId: 'h1', madeAt: row.at, madeBy: 'Sample Colleague' } },
        from: south,
        cases,
        repeated: false,
      }) as never,
    )

  test('it is recorded who looked at which cases before anything is shown; if that fails, nothing is', async () => {
    lookingAt(coming('new', journey.requestReceived))
    expect(code(await describeBundle(deps, new Uint8Array()))).toBe('ok')
    expect(noted).toEqual([{ action: 'bundle-looked-at', of: 'h1', detail: { handoverId: 'h1', from: 'south', cases: ['a'] } }])
    noteFails = true
    expect(code(await describeBundle(deps, new Uint8Array()))).toBe('disk-full')
  })

  test.each([
    ['new', true],
    ['comes-back', true],
    ['here-already', false],
    ['held-here', false],
    ['apart', false],
    ['uuid-taken', false],
  ])('a case that is “%s”: taken over is %s', async (arrival, taken) => {
    lookingAt(coming(arrival, journey.requestReceived))
    expect(value(await describeBundle(deps, new Uint8Array())).cases[0]).toMatchObject({ arrival, taken, message: 'Words.' })
  })

  test('the name is that of the details, and of the request as long as there are none; events and scans are counted', async () => {
    lookingAt(coming('new', journey.requestReceived), coming('new', journey.requestReceived, journey.detailsRecorded, scan))
    const { cases } = value(await describeBundle(deps, new Uint8Array()))
    expect(cases.map(({ name, events, scans }) => [name, events, scans])).toEqual([
      ['Ŵyn Sampleton-Ångström', 1, 0],
      ['Ŵyn Sampleton-Ångström', 3, 1],
    ])
  })

  test('a bundle that does not open is not noted', async () => {
    vi.mocked(lookAtBundle).mockResolvedValue(err('bundle-damaged', 'Damaged.', 'Ask again.') as never)
    expect(code(await describeBundle(deps, new Uint8Array()))).toBe('bundle-damaged')
    expect(noted).toEqual([])
  })
})
