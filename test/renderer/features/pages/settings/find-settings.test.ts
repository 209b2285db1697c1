import { describe, expect, test } from 'vitest'
import { policyNames, policyRules } from '../../../../../domain/station/policy.ts'
import { channels } from '../../../../../preload/contract.ts'
import { mayOpen } from '../../../../../renderer/client/page-access.ts'
import { findSettings, findSettingsPlace } from '../../../../../renderer/features/pages/settings/find-settings.ts'
import { otherPages, settingsPages, settingsParts } from '../../../../../renderer/features/pages/settings/settings-index.ts'

const titles = (query: string) => findSettings(query).map(({ title }) => title)

describe('settings: search', () => {
  test.each([
    ['printer', 'Card printer'],
    ['PRINTER card', 'Card printer'],
    ['password', 'Your passphrase'],
    ['retention', 'Policy of your organisation'],
    ['two agents', 'Policy of your organisation'],
    ['sms', 'Texts and labels'],
    ['sim', 'Modem'],
    ['telephone', 'Your name and mobile number'],
    ['users', 'Agents'],
    ['roles', 'Agents'],
    ['ID checker', 'Agents'],
    ['teams', 'Organisations'],
    ['sender', 'Return address'],
    ['p-256', 'Cards'],
    ['p12', 'Issuing authority'],
    ['logo', 'Card template'],
    ['guidance', 'Editions of the guidance'],
    ['timeout', 'Safety'],
    ['backup', 'Backup'],
    ['handover', 'Handover'],
    ['trusted workstations', 'Trusted workstations'],
    ['stock', 'Blank stock'],
    ['wording', 'Wording of emails and texts'],
    ['reader', 'Card readers and devices'],
    ['recovery sheet', 'Recovery key'],
  ])('“%s” finds %s', (query, title) => expect(titles(query)).toContain(title))

  test('what has every word in its title comes first', () => {
    expect(titles('modem')[0]).toBe('Modem')
    expect(titles('backup')[0]).toBe('Backup')
    expect(titles('recovery')[0]).toBe('Recovery key')
  })

  test.each(['', '   ', '·'])('“%s” finds nothing', (query) => expect(findSettings(query)).toEqual([]))
  test('every word must be found', () => {
    expect(titles('printer')).toContain('Card printer')
    expect(titles('printer wordthatisnowhere')).toEqual([])
  })
  test('a word counts from its beginning', () => expect(titles('rinter')).toEqual([]))
})

describe('settings: places', () => {
  test.each([
    [undefined, 'account', undefined],
    ['account', 'account', undefined],
    ['team', 'team', undefined],
    ['workstation', 'workstation', undefined],
    ['policy', 'policy', undefined],
    ['policy-values', 'policy', 'policy-values'],
    ['agents', 'team', 'agents'],
    ['printer', 'workstation', 'printer'],
    ['editions', 'policy', 'editions'],
    ['safety', 'account', 'safety'],
    ['nowhere', 'account', undefined],
  ] as const)('/settings/%s is on %s', (place, page, part) =>
    expect(findSettingsPlace(place)).toEqual(part === undefined ? { page } : { page, part }),
  )

  test('links that were there before lead to a part still', () => {
    const before =
      'agents passphrase provider organisations return-address staff texts-and-labels card printer modem editions cards authority safety'
    for (const id of before.split(' ')) expect(findSettingsPlace(id).part).toBe(id)
    expect(settingsParts.find(({ page }) => page === findSettingsPlace('policy').page)?.id).toBe('policy-values')
  })

  test('each page has parts, and each part asks a channel that there is', () => {
    for (const { id } of settingsPages)
      expect(
        settingsParts.some(({ page }) => page === id),
        id,
      ).toBe(true)
    for (const { id, asks, does } of settingsParts) {
      expect(asks === undefined || asks in channels, id).toBe(true)
      expect(does === undefined, id).toBe(asks === undefined)
    }
  })

  test('a search never leads an RA ID checker to a page that is closed to them', () => {
    expect(otherPages.filter(({ to }) => !mayOpen('idChecker', to)).map(({ title }) => title)).toEqual([
      'Recovery key',
      'Trusted workstations',
      'Handover',
      'Blank stock',
      'Export the record',
    ])
    expect(settingsParts.every(({ id }) => mayOpen('idChecker', `/settings/${id}`))).toBe(true)
  })

  test('each value of the policy can be found by a word of its title', () => {
    for (const name of policyNames) {
      const found = policyRules[name].title
        .split(/\W+/)
        .some((word) => word.length > 3 && titles(word).includes('Policy of your organisation'))
      expect(found, name).toBe(true)
    }
  })
})
