import { afterEach, expect, test } from 'vitest'
import { openMainApp, type MainApp } from '../../support/main-app.ts'

let main: MainApp | undefined
afterEach(() => main?.close())

test('how large a millimetre is on this screen is remembered, and forgotten when asked', async () => {
  let scale: { pixelsPerMillimetre: number; on: string } | undefined
  main = await openMainApp({
    parts: {
      screenScale: {
        read: () => scale,
        write: (next) => {
          scale = next
        },
      },
    },
  })
  await main.setUp()
  expect(await main.must('screen.scale', {})).toEqual({})
  await main.must('screen.setScale', { pixelsPerMillimetre: 4.2, on: '1920x1080@1' })
  expect(await main.must('screen.scale', {})).toEqual({ pixelsPerMillimetre: 4.2, on: '1920x1080@1' })
  await main.must('screen.setScale', {})
  expect(await main.must('screen.scale', {})).toEqual({})
})
