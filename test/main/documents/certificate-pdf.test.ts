import { beforeAll, expect, test } from 'vitest'
import { makeCertificatePdf, type CertificateToPrint } from '../../../main/documents/certificate-pdf.ts'
import type { DocumentSettings } from '../../../main/documents/pdf.ts'
import { readPdfText } from '../../support/pdf-text.ts'
import { must, settings } from './support.ts'

let plain: DocumentSettings
beforeAll(async () => {
  plain = await settings()
})

const certificate: CertificateToPrint = {
  provider: 'Invented RA Service',
  statement: 'Nothing was left.',
  sections: [{ heading: 'Campaign', rows: [['Name', 'Invented campaign']], note: 'A note.' }],
  printed: 'Printed on 23 November 2026 by Sample Agent.',
  checkpoint: '214-7K3M-Q0X9-WRAB-CDEF',
}

test('a campaign about very many organisations goes on over further pages, each with the record code and its number', async () => {
  const codes = Array.from({ length: 900 }, (_, index) => `ZZ${index + 100}`).join('; ')
  const words = (
    await readPdfText(
      must(await makeCertificatePdf({ ...certificate, sections: [{ heading: 'Campaign', rows: [['About', codes]] }] }, plain)),
    )
  ).join(' ')
  const [, count] = /Page 1 of (\d)/.exec(words)!
  expect(Number(count)).toBeGreaterThan(1)
  expect(words).toContain(`Page ${count} of ${count}`)
  expect(words.match(/Record code 214-7K3M-Q0X9-WRAB-CDEF/g)).toHaveLength(Number(count))
  expect(words).toContain('ZZ999')
  expect(words.indexOf('Signature')).toBeGreaterThan(words.indexOf('ZZ999'))
})

test('practice is printed on it', async () => {
  expect((await readPdfText(must(await makeCertificatePdf(certificate, await settings(true))))).join(' ')).toContain('PRACTICE')
})
