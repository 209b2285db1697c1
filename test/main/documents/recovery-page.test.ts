import { expect, test } from 'vitest'
import { makeRecoveryPage } from '../../../main/documents/recovery-page.ts'
import { recoveryParts } from '../../../main/documents/recovery-words.ts'

const sheet = { stationName: 'Sample <Valley> & Co', madeOn: '2026-11-23', groups: ['AB0C1', 'DEFGH', 'Z'] }

test('recovery page: the groups in order, the workstation, the day and every sentence of the PDF', () => {
  const { body } = makeRecoveryPage(sheet, { practice: false })
  expect([...body.matchAll(/class="group"><b>([^<]*)</g)].map(([, group]) => group)).toEqual(sheet.groups)
  expect(body).toContain('23 November 2026')
  for (const { points } of recoveryParts) for (const point of points) expect(body).toContain(point.replaceAll("'", '&#39;'))
  expect(body).not.toContain('PRACTICE')
})

test('recovery page: what was typed cannot become markup, and practice is said', () => {
  const { body } = makeRecoveryPage(sheet, { practice: true })
  expect(body).toContain('Sample &#60;Valley&#62; &#38; Co')
  expect(body).toContain('PRACTICE')
})
