import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRequestEmail } from '../../../../../renderer/features/steps/request/read-email.ts'
import { suggestFields } from '../../../../../renderer/features/steps/request/suggest-fields.ts'

const organisations = [{ odsCode: 'ZZ9', name: 'Invented Health Centre' }]
async function suggest(name: string) {
  const read = await readRequestEmail(readFileSync(new URL(`../../../../fixtures/cases/${name}`, import.meta.url)))
  return read.ok ? suggestFields(read.value, organisations) : undefined
}
const all = { registrantName: 'Alex Sample', registrantEmail: 'alex.sample@example.org', sponsorName: 'Sam Sponsor', odsCode: 'ZZ9' }

test.each([
  ['A2: HTML only', 'e07-html-only.eml', all],
  ['A3: a byte order mark', 'e02-bom.eml', all],
  ['A5: 20,000 empty lines', 'e41-20k-blank-lines.eml', { sponsorName: 'Sam Sponsor' }],
  ['A6: direction marks', 'e16-bidi-from.eml', { registrantName: 'Alex Sample', sponsorName: 'Sam RosnopS' }],
])('suggestions, %s', async (_name, file, expected) => {
  expect(await suggest(file)).toMatchObject(expected)
})

test('A4: an empty name stays empty', async () => {
  const suggested = await suggest('e08-empty-name.eml')
  expect(suggested).not.toHaveProperty('registrantName')
  expect(suggested).toMatchObject({ registrantEmail: 'alex.sample@example.org', sponsorEmail: 'sam.sponsor@example.nhs.net' })
})
