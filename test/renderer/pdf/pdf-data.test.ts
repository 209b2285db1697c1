import { describe, expect, test } from 'vitest'
import { PdfData } from '../../../renderer/pdf/pdf-data.ts'

describe('data for PDFs', () => {
  test.each(['../trusted-types', 'Identity-H.bcmap/../x', 'x.js', '', 'https://example.com/x.bcmap', 'a%2f.bcmap', 'a\n.bcmap'])(
    'a name that leads elsewhere is not loaded: %j',
    async (filename) => {
      await expect(new PdfData().fetch({ kind: 'cMapUrl', filename })).rejects.toThrow('not a name of our own data')
    },
  )

  test.each(['UniJIS-UCS2-H.bcmap', '78-EUC-V.bcmap', 'FoxitSerif.pfb', 'LiberationSans-Regular.ttf'])(
    '%s is asked for',
    async (filename) => {
      await expect(new PdfData().fetch({ kind: 'cMapUrl', filename })).rejects.not.toThrow('not a name of our own data')
    },
  )
})
