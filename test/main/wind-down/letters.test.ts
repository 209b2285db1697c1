import { expect, test } from 'vitest'
import { plainDateOf } from '../../../domain/plain-date-of.ts'
import { addDays } from '../../../domain/registrant/plain-date.ts'
import { readPdfText } from '../../support/pdf-text.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { expectCode, flaggedCase, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()

test('a letter has name and address from the case, and the text as the agent left it', async () => {
  const main = await open()
  const personId = await flaggedCase(main, 1)
  const campaignId = await startCampaign(main)
  const about = { campaignId, personId, letter: 'invitation' as const }
  const drafted = await main.must('windDown.letter', about)
  expect(drafted.to).toBe('wyn@example.nhs.uk')
  expect(drafted.body).toContain('Dear Ŵyn Sampleton-Ångström,')
  const { savedAs } = await main.must('windDown.saveLetter', { ...about, body: `${drafted.body}\n\nInvented last line.` })
  const words = (await readPdfText(main.saved.get(savedAs)!)).join(' ')
  for (const part of ['Ŵyn', '1 Invented Street', 'Invented last line.']) expect(words).toContain(part)
  expect(savedAs).not.toContain('Sampleton')
  await expectCode(main.call('windDown.letter', { ...about, personId: await flaggedCase(main, 2) }), 'no-such-person')
})

test('a letter to a locum without a case is addressed by the National Locum log', async () => {
  const main = await open()
  const today = plainDateOf(main.clock.now())
  const row = {
    name: 'Invented Pharmacist',
    uuid: '555010000077',
    registerNumber: '2000001',
    reason: 'Covers a pharmacy',
    sponsor: 'Sample Sponsor',
    organisations: 'FZZ01',
    grantedOn: today,
    reviewBy: addDays(today, 60),
    endsOn: addDays(today, 200),
  }
  await main.must('locum.add', { kind: 'grant', rows: [row] })
  const campaignId = await startCampaign(main)
  const [person] = (await main.must('windDown.campaign', { campaignId })).persons
  const about = { campaignId, personId: person!.personId, letter: 'rescinding' as const }
  const { body, to } = await main.must('windDown.letter', about)
  expect(body).toContain('Dear Invented Pharmacist,')
  expect(to).toBeUndefined()
  const { savedAs } = await main.must('windDown.saveLetter', { ...about, body })
  expect((await readPdfText(main.saved.get(savedAs)!)).join(' ')).toMatch(/^Invented Pharmacist /)
})
