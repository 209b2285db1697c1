/** Invented people who leave something to undo, made act by act through the app without a shell. */
import { expect } from 'vitest'
import type { AgentEvent } from '../../domain/case/events.ts'
import { faceToFace2026 } from '../../domain/guidance/editions/face-to-face-2026.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { journey } from '../fixtures/journey-events.ts'
import { organisations } from './flagged-people.ts'
import type { MainApp } from './main-app.ts'
import { walk, walkUntil } from './main-journey.ts'

const uuidOf = (number: number): string => `5550${String(10_000_000 + number)}`

/** A registrant with flag values in CIS, of one of the organisations. */
export async function flaggedCase(main: MainApp, number: number): Promise<string> {
  const organisation = organisations[number % organisations.length]!
  const own = {
    request: (app: MainApp, caseId: string) => app.act(caseId, { ...journey.requestReceived, organisation }),
    'phone-code': walk['phone-code'],
    cis: (app: MainApp, caseId: string) => app.act(caseId, { ...journey.cisIdentityCreated, uuid: uuidOf(number) }),
  }
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await walkUntil(main, caseId, 'cis', own)
  return caseId
}

/** With a position that ends, and one of the National Locum code. */
export const giveAccess = (main: MainApp, caseId: string, positions = bothPositions): Promise<unknown> =>
  main.act(caseId, { kind: 'accessRecorded', positions: [...positions] })
const bothPositions: Extract<AgentEvent, { kind: 'accessRecorded' }>['positions'] = [
  { name: 'Invented Clerk', odsCode: 'ZZ91', from: '2026-11-25', to: '2027-05-31' },
  {
    name: 'Invented Locum',
    odsCode: 'FFFFF',
    from: '2026-11-25',
    to: '2027-05-31',
    reviewBy: '2027-02-28',
    reason: 'Moves between pharmacies',
  },
]

/** A case that proves the identity of a person face to face, from beginning to end. */
export async function proveFaceToFace(main: MainApp, number: number, personId?: string): Promise<string> {
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await main.act(caseId, meeting(number), undefined, faceToFace2026.id)
  if (personId !== undefined) await main.act(caseId, { kind: 'personLinked', personId, why: 'The same UUID.' })
  const on = plainDateOf(main.clock.now())
  await main.act(caseId, {
    kind: 'documentsSeenInPerson',
    on,
    documents: [{ type: 'uk-passport', number: '123456789', expiresOn: '2031-05-01' }],
    originals: true,
    faceMatches: true,
  })
  await main.act(caseId, { kind: 'cisFlagsRemoved', on })
  return caseId
}

const meeting = (number: number): Extract<AgentEvent, { kind: 'meetingArranged' }> => ({
  kind: 'meetingArranged',
  uuid: uuidOf(number),
  name: { given: 'Ŵyn', family: 'Sampleton-Ångström' },
  organisation: organisations[number % organisations.length]!,
  at: '2026-12-02T10:00',
  place: 'Room 2, Invented House',
})

export async function startCampaign(
  main: MainApp,
  choice: Parameters<typeof main.must<'windDown.start'>>[1]['choice'] = {},
): Promise<string> {
  const { campaignId } = await main.must('windDown.start', { name: 'Invented campaign', choice })
  return campaignId
}

export async function kindsLeft(main: MainApp): Promise<string[]> {
  const { counts } = await main.must('windDown.today', {})
  return counts.flatMap(({ kind, count }) => Array.from({ length: count }, () => kind)).sort()
}

export async function expectCode(
  answer: Promise<{ readonly ok: boolean; readonly error?: { readonly code: string } }>,
  code: string,
): Promise<void> {
  expect((await answer).error?.code).toBe(code)
}
