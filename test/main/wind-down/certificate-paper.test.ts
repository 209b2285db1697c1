import { expect, test } from 'vitest'
import { readPdfText } from '../../support/pdf-text.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { expectCode, flaggedCase, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()

test('the nothing-left certificate on paper: who, when, counts, and how the signed file is checked; no name of a person', async () => {
  const main = await open()
  const caseId = await flaggedCase(main, 1)
  const campaignId = await startCampaign(main, { kinds: ['flagged-identity'] })
  await expectCode(main.call('windDown.saveCertificate', { campaignId, format: 'pdf' }), 'not-certified')
  await main.must('windDown.decide', { campaignId, personIds: [caseId], decision: 'keep', why: 'Proved', decidedBy: 'Invented Manager' })
  await main.must('windDown.certify', { campaignId })
  const signed = await main.must('windDown.saveCertificate', { campaignId, format: 'json' })
  const paper = await main.must('windDown.saveCertificate', { campaignId, format: 'pdf' })
  expect(paper.savedAs).toBe(signed.savedAs.replace(/json$/, 'pdf'))
  const words = (await readPdfText(main.saved.get(paper.savedAs)!)).join(' ').replaceAll(/\s+/g, ' ')
  expect(words).toContain('Page 1 of 1')
  expect(words).toContain('Nothing of the campaign “Invented campaign” was left to undo')
  expect(words).toContain('About Flagged identity')
  expect(words).toContain('1 thing of 1 person')
  expect(words).toContain('Settled: Kept 1')
  expect(words).toMatch(/Ended \d+ \w+ \d{4}, \d\d:\d\d, by Sample Agent/)
  expect(words).toMatch(/Printed on \d+ \w+ \d{4} by Sample Agent/)
  expect(words).toContain(`Record code ${paper.code}`)
  expect(words.replaceAll(' ', '')).toContain(signed.savedAs)
  for (const personal of ['Sampleton', '07700', 'JG103759A', '55501']) expect(words).not.toContain(personal)
  const statement = JSON.parse((JSON.parse(Buffer.from(main.saved.get(signed.savedAs)!).toString()) as { signed: string }).signed) as {
    entry: number
  }
  expect(words).toContain(`Entry of the record ${statement.entry.toLocaleString('en-GB')}`)
})
