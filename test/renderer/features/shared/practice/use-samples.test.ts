import { expect, test } from 'vitest'
import { beginWithSample, hasChosenSample, takeChosenSample } from '../../../../../renderer/features/shared/practice/use-samples.ts'

const file = (name: string, mime: string, text: string) => ({ name, mime, base64: btoa(text) })

test('sample request: its email is handed to one new request, and to no other', async () => {
  beginWithSample({ title: 'Ann', files: [file('photo.jpg', 'image/jpeg', 'P'), file('request.eml', 'message/rfc822', 'From: x')] })
  expect(hasChosenSample()).toBe(true)
  const taken = takeChosenSample()!
  expect([taken.name, taken.type, await taken.text()]).toEqual(['request.eml', 'message/rfc822', 'From: x'])
  expect(hasChosenSample()).toBe(false)
  expect(takeChosenSample()).toBeUndefined()
})

test('sample request: one without an email begins nothing', () => {
  beginWithSample({ title: 'Ann', files: [file('photo.jpg', 'image/jpeg', 'P')] })
  expect(hasChosenSample()).toBe(false)
})
