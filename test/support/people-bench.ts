/** Cases of several invented people on one workstation, and who the workstation takes for the same person. */
import type { AgentEvent } from '../../domain/case/events.ts'
import type { PersonEntry } from '../../domain/person/person-entry.ts'
import { journey } from '../fixtures/journey-events.ts'
import type { MainApp } from './main-app.ts'

export const entry: PersonEntry = { name: { given: 'Sam', family: 'Sample' }, uuid: '555000000001' }

/** Everything about the person is this number's, unless it is given. */
export interface Somebody {
  readonly number: number
  readonly name?: { readonly given: string; readonly family: string }
  readonly mobile?: string
  readonly dateOfBirth?: string
}

const words = ['Alder', 'Birch', 'Cedar', 'Damson', 'Elder', 'Fig', 'Gorse', 'Hazel', 'Ivy', 'Juniper']
export const nameOf = (number: number) => ({ given: `Person${words[number]!}`, family: `Invented${words[number]!}` })

const requestOf = ({ number, name = nameOf(number) }: Somebody): Extract<AgentEvent, { kind: 'requestReceived' }> => ({
  ...journey.requestReceived,
  registrantName: `${name.given} ${name.family}`,
  registrantEmail: `person${number}@example.nhs.uk`,
})
const detailsOf = ({
  number,
  name = nameOf(number),
  mobile = `+4477009005${String(10 + number)}`,
  dateOfBirth = `19${70 + number}-01-02`,
}: Somebody): AgentEvent => ({
  ...journey.detailsRecorded,
  name,
  nameOnCard: name.family,
  dateOfBirth,
  mobile,
  nationalInsurance: { notGiven: 'Not to hand' },
  email: { address: `person${number}@example.nhs.uk`, judgement: 'secure' },
})

/** A case with a request and, unless `onlyRequest`, details. */
export async function caseOf(main: MainApp, somebody: Somebody, onlyRequest = false): Promise<string> {
  const { caseId, keys } = await main.must('case.prepare', {})
  await main.worker.addKeys(keys)
  await main.act(caseId, requestOf(somebody))
  if (!onlyRequest) await main.act(caseId, detailsOf(somebody))
  return caseId
}

export const duplicatesOf = async (main: MainApp, caseId: string) => (await main.must('person.duplicates', { caseId })).duplicates
export const personOf = async (main: MainApp, caseId: string) => (await main.must('person.duplicates', { caseId })).personId

export const link = (main: MainApp, caseId: string, personId: string) =>
  main.call('person.link', { caseId, expectedSeq: main.seq(caseId), personId, why: 'The same passport' })

export const endCase = (main: MainApp, caseId: string) =>
  main.act(caseId, { kind: 'caseEnded', why: 'withdrawn', note: 'No longer needed' })

/** Long enough for a policy of 30 days, without a sign-in on each: an agent confirms the date, and what is due is deleted. */
export async function monthLater(main: MainApp): Promise<void> {
  await main.app.lock('asked')
  main.clock.forward(31 * 86_400_000)
  await main.unlock()
  await main.must('retention.confirmClock', { today: (await main.must('retention.list', {})).today })
  await main.must('retention.eraseDue', {})
}
