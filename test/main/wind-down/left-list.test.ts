import { expect, test } from 'vitest'
import { readPdfText } from '../../support/pdf-text.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { flaggedCase, giveAccess, startCampaign } from '../../support/wind-down-cases.ts'

const open = setUpAppsForEach()

test('what is left as CSV and PDF: every thing, no name, and nothing that a spreadsheet runs', async () => {
  const main = await open()
  const caseId = await flaggedCase(main, 1)
  await giveAccess(main, caseId)
  const campaignId = await startCampaign(main)
  const csv = await main.must('windDown.saveLeft', { campaignId, format: 'csv' })
  const text = Buffer.from(main.saved.get(csv.savedAs)!).toString('utf8')
  expect(text.split('\r\n').filter((line) => line.includes('"555010000001"'))).toHaveLength(3)
  expect(text).toContain('"FFFFF access"')
  expect(text).not.toContain('Sampleton')
  for (const cell of text.replace('\uFEFF', '').split(/","|"\r\n"|^"/)) expect(cell).not.toMatch(/^[=+\-@\t]/)
  const pdf = await main.must('windDown.saveLeft', { campaignId, format: 'pdf' })
  const words = (await readPdfText(main.saved.get(pdf.savedAs)!)).join(' ')
  expect(words).toContain('5550 1000 0001')
  expect(words).toContain('Invented campaign: 3 things')
  expect(words).toMatch(/Printed on \d+ \w+ \d{4} by Sample Agent\. Record code \d+-/)
  expect(await main.call('windDown.saveLeft', { campaignId: caseId, format: 'csv' })).toMatchObject({ error: { code: 'no-such-campaign' } })
})
