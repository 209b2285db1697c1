/** People in the newest reports who are not known here: listed, and added as short entries, several in one frame. */
import { entryOfPerson } from '../../domain/cim/entry-of-person.ts'
import { ok } from '../../domain/result.ts'
import type { Input, Output, Reply } from '../../preload/contract.ts'
import type { Persons } from '../person/person-registry.ts'
import type { Views } from '../ports.ts'
import type { Cases } from '../registration/case-store.ts'
import type { BlindMark } from '../registration/blind-marks.ts'
import type { CimReports } from './open-cim.ts'
import { personsOfReport, type PersonOfReport } from './persons-of-report.ts'

export type AddPeoplePorts = Cases & CimReports & Persons & Views & { readonly blindMark: BlindMark }

type Listed = Output<'cim.notKnown'>['people'][number]

/** Enough to read through; the rest follows when these are added. */
export const MOST_NOT_KNOWN = 200

/** Known: by a case, a short entry, or what stays of a deleted case. */
const isKnown = ({ cases, marks, blindMark }: AddPeoplePorts, uuid: string): boolean =>
  cases.ownerOfUuid(uuid) !== undefined || marks.others(undefined, [blindMark({ kind: 'uuid', value: uuid })]).length > 0

export async function listNotKnown(desk: AddPeoplePorts): Promise<Reply<'cim.notKnown'>> {
  const noted = await desk.views.note({ action: 'cim-people-viewed', of: 'cim' })
  if (!noted.ok) return noted
  await desk.persons.load()
  const { reports } = await desk.cim.open()
  const people: Listed[] = []
  let total = 0
  for await (const some of personsOfReport(reports).all())
    for (const one of some) {
      if (isKnown(desk, one.uuid)) continue
      total += 1
      if (people.length < MOST_NOT_KNOWN) people.push(listed(one))
    }
  return ok({ people, total })
}

function listed(one: PersonOfReport): Listed {
  const entry = entryOfPerson(one)
  const { uuid, name, organisation, status, reportedOn } = one
  return {
    uuid,
    reportedOn,
    ...(name === undefined ? {} : { nameThere: name }),
    ...(entry ? { name: entry.name } : {}),
    ...(organisation === undefined ? {} : { organisation }),
    ...(status === undefined ? {} : { status }),
  }
}

/** Read again from the reports: the page names UUIDs only, and a report may have been removed since. */
export async function addPeople(desk: AddPeoplePorts, { uuids }: Input<'cim.addPeople'>): Promise<Reply<'cim.addPeople'>> {
  await desk.persons.load()
  const { reports } = await desk.cim.open()
  const persons = personsOfReport(reports)
  const entries = []
  for (const uuid of new Set(uuids)) {
    const one = isKnown(desk, uuid) ? undefined : await persons.find(uuid)
    const entry = one && entryOfPerson(one)
    if (entry) entries.push(entry)
  }
  const leftOut = new Set(uuids).size - entries.length
  if (entries.length === 0) return ok({ added: 0, leftOut })
  const added = await desk.persons.addSeveral(entries, { from: 'cim-report' })
  return added.ok ? ok({ added: added.value.length, leftOut }) : added
}
