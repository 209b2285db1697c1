import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { setUpAppsForEach } from '../../support/opened-apps.ts'

const start = setUpAppsForEach()

test('support report: what was read is what is saved; also while locked, and only after it was read', async () => {
  const main = await start()
  expect(await main.call('support.save', {})).toMatchObject({ ok: false, error: { code: 'not-read' } })
  await main.must('vault.lock', {})
  const { text } = await main.must('support.report', {})
  expect(text).toContain('Rows: not counted while locked')
  writeFileSync(join(main.folder, 'later.json'), 'more')
  const { savedAs } = await main.must('support.save', {})
  expect(savedAs).toMatch(/^RA Desk support report \d{4}-\d\d-\d\d\.txt$/)
  expect(new TextDecoder().decode(main.saved.get(savedAs))).toBe(text)
})

test('support report: a disk that takes no file is said', async () => {
  const main = await start({ parts: { saveFile: () => Promise.reject(new Error('full')) } })
  await main.must('support.report', {})
  expect(await main.call('support.save', {})).toMatchObject({ ok: false, error: { code: 'not-saved' } })
})
