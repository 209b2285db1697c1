import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MANAGED_PLACE, PREFERENCES_DOMAIN, readManagedPreferences } from '../../../main/station/managed-preferences.ts'
import { root } from '../../support/checks.ts'

const ask = (json: string | undefined, isThere = true) =>
  readManagedPreferences({ exists: async () => isThere, convert: async (path) => (path === MANAGED_PLACE ? json : 'another file') })

test('managed preferences: values as a policy file has them, a list as text, keys of the profile left out', async () => {
  const read = await ask('{"idleMinutes":7,"twoAgentRelease":true,"printerHosts":["a.example","b.example"],"PayloadUUID":"x"}')
  expect(read).toEqual({
    place: MANAGED_PLACE,
    text: { text: '{"idleMinutes":7,"twoAgentRelease":true,"printerHosts":"a.example b.example"}' },
  })
})

test.each([
  ['a Mac that is not managed', undefined, false, undefined],
  ['a list that plutil cannot convert', undefined, true, true],
  ['rubbish', '{"idleMinutes":', true, true],
  ['a list of lists', '[1]', true, true],
])('managed preferences: %s', async (_what, json, isThere, unreadable) => {
  const read = await ask(json, isThere)
  expect(read && 'unreadable' in read.text ? read.text.unreadable : read).toBe(unreadable)
})

test('managed preferences: their domain is the app’s own id', () => {
  expect(/^appId: (\S+)$/m.exec(readFileSync(join(root, 'electron-builder.yml'), 'utf8'))?.[1]).toBe(PREFERENCES_DOMAIN)
})
