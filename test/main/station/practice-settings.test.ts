import { expect, test } from 'vitest'
import { stationSettings } from '../../../domain/station.ts'
import { practiceSettings } from '../../../main/station/practice-settings.ts'
import { samples } from '../../../tools/demo/samples.ts'
import { openMainApp } from '../../support/main-app.ts'

test('practice settings: the organisation of every sample request is known from the start', async () => {
  const { organisations } = practiceSettings('Agnes Invented', '2026-11-30')
  for (const { organisation } of samples) expect(organisations.map(({ odsCode, name }) => ({ odsCode, name }))).toContainEqual(organisation)
})

test.each([
  ['in practice', true, 1],
  ['with real cases', false, 0],
])('set-up %s: invented organisations in settings', async (_name, practice, count) => {
  const main = await openMainApp({ parts: { practice } })
  await main.setUp()
  const { settings } = await main.must('station.read', {})
  expect(stationSettings.parse(settings).organisations).toHaveLength(count)
  await main.close()
})
