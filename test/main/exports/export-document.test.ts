import { expect, test } from 'vitest'
import { setUpAppsForEach } from '../../support/opened-apps.ts'

const start = setUpAppsForEach()
const base64 = (text: string) => Buffer.from(text).toString('base64')
const EMAIL = base64('To: invented@example.nhs.net\r\n\r\nInvented')

test('file of the page: saved under a name that is safe on Windows', async () => {
  const main = await start()
  await main.must('file.save', { fileName: 'CON.eml', base64: EMAIL })
  await main.must('file.save', { fileName: 'RA-TEST-XX.eml', base64: EMAIL })
  expect([...main.saved.keys()]).toEqual(['_CON.eml', 'RA-TEST-XX.eml'])
})

test('file of the page: not saved, and no entry made, if its contents are not what its ending says', async () => {
  const main = await start()
  const saved = await main.call('file.save', { fileName: 'scan.pdf', base64: base64('MZ\0\0 a program') })
  expect(saved).toMatchObject({ error: { code: 'contents-differ' } })
  expect(main.saved.size).toBe(0)
  const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 100 })
  expect(entries.filter(({ action }) => action.startsWith('file-saved'))).toEqual([])
})
