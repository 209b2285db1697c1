import { expect, test } from 'vitest'
import type { Mark } from '../../../domain/person/marks.ts'
import { findPeople, type FindPeoplePorts } from '../../../main/work/find-people.ts'
import { findAnything } from '../../../main/work/list-work.ts'
import { createMarkIndex } from '../../../main/registration/mark-index.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'

const start = setUpAppsForEach()
const entered = { name: { given: 'Jörg', family: 'Entered' }, uuid: '555000000077', mobile: '+447700900377' }

test('palette: a person with a short entry is found by name, UUID and mobile, and their page is named', async () => {
  const main = await start()
  const { personId } = await main.must('person.add', { entry: entered, asked: false })
  const found = async (text: string) => (await main.must('find.anything', { text })).found
  const person = { kind: 'person', title: 'Jörg Entered', detail: 'UUID 5550 0000 0077', place: `/people/person/${personId}` }
  for (const text of ['entered', 'joerg ent', 'ENTERED JORG', '5550 0000 0077', '555000000077', '07700 900377', '+44 7700 900 377'])
    expect([text, await found(text)]).toEqual([text, [person]])
  expect(await found('entered smith')).toEqual([])
  await main.must('person.correct', { personId, entry: { ...entered, name: { given: 'Jörg', family: 'Corrected' } }, why: 'Married' })
  expect(await found('entered')).toEqual([])
  expect(await found('corrected')).toEqual([{ ...person, title: 'Jörg Corrected' }])
})

test('palette: of several with a short entry, the one who is called so comes first', async () => {
  const main = await start()
  for (const [at, family] of ['Sample', 'Testname'].entries())
    await main.must('person.add', {
      entry: {
        name: { given: 'Invented', family },
        uuid: `55500000010${at}`,
        email: `wyn${at}@example.nhs.uk`,
      },
      asked: true,
    })
  await main.must('person.add', { entry: { name: { given: 'Ŵyn', family: 'Sampleton' }, uuid: '555000000109' }, asked: true })
  expect((await main.must('find.anything', { text: 'wyn' })).found[0]).toMatchObject({ title: 'Ŵyn Sampleton' })
})

test('palette: after the next sign-in the entries are read again', async () => {
  const main = await start()
  await main.must('person.add', { entry: entered, asked: false })
  await main.app.lock('asked')
  await main.unlock()
  expect((await main.must('find.anything', { text: 'entered' })).found).toHaveLength(1)
})

test('palette: a person with only a deleted case is found by the whole UUID or serial number, without a name', async () => {
  const marks = createMarkIndex()
  const deleted = { caseReference: 'RA-1', month: '2026-10' }
  marks.put({ id: 'deleted c', personId: 'p', marks: ['u555000000088', 's77001'], toldApart: [], deleted })
  const desk = {
    marks,
    blindMark: ({ kind, value }: Mark) => `${kind[0]}${value}`,
    persons: { load: async () => undefined, entries: () => new Map() },
  } as unknown as FindPeoplePorts
  const sources = [await findPeople(desk)]
  const person = { kind: 'person', title: 'Person of RA-1', detail: 'The case was deleted', place: '/people/person/p' }
  expect(findAnything(sources, '5550 0000 0088')).toEqual([person])
  expect(findAnything(sources, '77001')).toEqual([person])
  expect(findAnything(sources, '555000000')).toEqual([])
})
