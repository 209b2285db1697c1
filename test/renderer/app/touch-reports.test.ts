import { expect, test } from 'vitest'
import { createTouchReports, REPORT_EVERY_MILLISECONDS } from '../../../renderer/app/touch-reports.ts'

test('input is reported at once, and then every few seconds while it goes on', () => {
  let time = 0
  const reported: number[] = []
  const touched = createTouchReports(
    () => time,
    () => reported.push(time),
  )
  for (time = 0; time <= 2 * REPORT_EVERY_MILLISECONDS; time += 100) touched()
  expect(reported).toEqual([0, REPORT_EVERY_MILLISECONDS, 2 * REPORT_EVERY_MILLISECONDS])
})

test('input after a long pause is reported at once', () => {
  let time = 0
  const reported: number[] = []
  const touched = createTouchReports(
    () => time,
    () => reported.push(time),
  )
  touched()
  time = 600_000
  touched()
  expect(reported).toEqual([0, 600_000])
})
