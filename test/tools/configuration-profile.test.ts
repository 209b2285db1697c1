import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { policyNames, policyRules } from '../../domain/station/policy.ts'
import { resolvePolicy } from '../../domain/station/resolve-policy.ts'
import { PREFERENCES_DOMAIN } from '../../main/station/managed-preferences.ts'
import { writeProfile } from '../../tools/configuration-profile.ts'
import { definitionsFolder } from '../../tools/policy-definitions.ts'

/** A property list as an object: enough of it for a profile. */
function readPropertyList(text: string): unknown {
  const tokens = [...text.replace(/<!--[\s\S]*?-->|<[?!][^>]*>/g, '').matchAll(/<(\/?)(\w+)(?: [^>]*)?(\/?)>([^<]*)/g)]
  let at = 0
  const value = (): unknown => {
    const [, , tag, , content] = tokens[at++]!
    if (tag === 'true' || tag === 'false') return tag === 'true'
    const items: unknown[] = []
    while (tokens[at]![1] !== '/') items.push(value())
    expect(tokens[at++]![2]).toBe(tag)
    if (tag === 'string' || tag === 'key') return content!.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
    if (tag === 'integer') return Number(content)
    if (tag === 'dict') return Object.fromEntries(items.flatMap((key, index) => (index % 2 === 0 ? [[key, items[index + 1]]] : [])))
    return tag === 'plist' ? items[0] : items
  }
  const read = value()
  expect(at).toBe(tokens.length)
  return read
}

interface Profile {
  readonly PayloadScope: string
  readonly PayloadUUID: string
  readonly PayloadContent: readonly {
    readonly PayloadUUID: string
    readonly PayloadContent: Record<string, { readonly Forced: readonly { readonly mcx_preference_settings: Record<string, unknown> }[] }>
  }[]
}

test('configuration profile: what is in docs is what the rules of the policy say now', () => {
  expect(readFileSync(join(definitionsFolder, 'RADesk.mobileconfig'), 'utf8')).toBe(writeProfile())
})

test('configuration profile: forced for the computer, with each value that has an initial one, and all of them allowed', () => {
  const profile = readPropertyList(writeProfile()) as Profile
  const [payload] = profile.PayloadContent
  const settings = payload!.PayloadContent[PREFERENCES_DOMAIN]!.Forced[0]!.mcx_preference_settings
  expect(Object.keys(settings)).toEqual(policyNames.filter((name) => policyRules[name].initial !== null))
  expect(resolvePolicy({ machine: { text: JSON.stringify(settings) }, user: undefined }).problems).toEqual([])
  expect(profile.PayloadScope).toBe('System')
  const uuid = /^[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}$/
  expect([profile.PayloadUUID, payload!.PayloadUUID].every((id) => uuid.test(id))).toBe(true)
  expect(profile.PayloadUUID).not.toBe(payload!.PayloadUUID)
})

test('configuration profile: names every value of the policy, also those that are not set', () => {
  for (const name of policyNames) expect(writeProfile(), name).toContain(name)
})
