import { expect, test } from 'vitest'
import { undoKinds } from '../../../../../domain/case/to-undo.ts'
import { readCampaignForm, type CampaignForm } from '../../../../../renderer/features/pages/wind-down/read-campaign-form.ts'

const none = { day: '', month: '', year: '' }
const date = (day: string, month: string, year: string) => ({ day, month, year })
const form = (change: Partial<CampaignForm> = {}): CampaignForm => ({
  name: 'Invented campaign',
  edition: '',
  odsCode: '',
  kinds: [...undoKinds],
  from: none,
  to: none,
  ...change,
})

test.each<readonly [what: string, change: Partial<CampaignForm>, choice: object]>([
  ['everything', {}, {}],
  ['an edition and an organisation', { edition: 'remote', odsCode: 'ZZ91' }, { editions: ['remote'], odsCodes: ['ZZ91'] }],
  ['one kind', { kinds: [undoKinds[1]!] }, { kinds: [undoKinds[1]] }],
  ['one day', { from: date('1', '2', '2026'), to: date('01', '02', '2026') }, { from: '2026-02-01', to: '2026-02-01' }],
])('campaign form: %s', (_what, change, choice) => {
  expect(readCampaignForm(form(change))).toEqual({ problems: [], choice })
})

test.each<readonly [what: string, change: Partial<CampaignForm>, field: string]>([
  ['a day that is not in the calendar', { from: date('31', '2', '2026') }, 'from'],
  ['half a date', { to: date('3', '', '') }, 'to'],
  ['an end before its beginning', { from: date('2', '2', '2026'), to: date('1', '2', '2026') }, 'to'],
  ['nothing to undo', { kinds: [] }, 'kinds'],
])('campaign form: %s is about nobody, and is said at its field', (_what, change, field) => {
  const { problems, choice } = readCampaignForm(form(change))
  expect([choice, problems.map((problem) => problem.field)]).toEqual([undefined, [field]])
})

test('campaign form: without a name it can be counted and not started', () => {
  expect(readCampaignForm(form({ name: ' ' }))).toEqual({
    choice: {},
    problems: [{ field: 'name', message: 'Enter a name for the campaign' }],
  })
})
