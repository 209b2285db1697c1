import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../support/checks.ts'
import { asksIn, findOpenOffers, readClientMethods, readRenderer, type PageSource } from '../support/role-gates.ts'

const methods = readClientMethods(readFileSync(join(root, 'renderer/client/case-client.ts'), 'utf8'))
const sources = readRenderer(root)

/** Ways that need no gate, each with the reason. */
const settled: readonly (readonly [file: string, reason: string])[] = [
  ['renderer/app/use-idle-lock.ts', 'Waits for the card that is being made; only those who may make cards make one.'],
  ['renderer/features/pages/set-up/first-run.tsx', 'The first agent of a workstation is an RA manager.'],
  ['renderer/features/pages/unlock/recover-form.tsx', 'Before sign-in no role is known. The page that it leads to says who uses it.'],
  ['renderer/features/steps/request/new-request.tsx', 'Offers only editions whose first step the role works on.'],
]
const find = (of: readonly PageSource[]) => findOpenOffers(of, methods, new Set(settled.map(([file]) => file)))

test('roles: the page offers nothing to a role that main refuses', () => {
  expect(find(sources)).toEqual([])
})

test.each(settled)('roles: %s needs no gate, and would be found without its reason', (file) => {
  const others = new Set(settled.map(([one]) => one).filter((one) => one !== file))
  expect(findOpenOffers(sources, methods, others).length).toBeGreaterThan(0)
})

test('roles: the source that is read holds what is asked', () => {
  expect(methods.get('saveSettings')).toEqual(['station.save'])
  expect(methods.get('takeOver')).toEqual(['handover.takeOver'])
  const asked = new Set(sources.flatMap(({ text }) => asksIn(text, methods).map(({ what }) => what)))
  for (const what of [
    'station.save',
    'agents.add',
    'cards.list',
    'card.write',
    'record.export',
    'handover.send',
    'cardReplaced',
    'link to /dispatch/batch',
  ])
    expect(asked, what).toContain(what)
})

test.each([
  ['agents-part.tsx', "useAccess('agents.add')", "useAccess('agents.list')", 'agents.add'],
  ['replace-card-page.tsx', "useMayRecord('cardReplaced')", "useMayRecord('noteAdded')", 'cardReplaced'],
  ['dispatch-page.tsx', 'useMayOpen', 'useEverything', 'link to /dispatch/batch'],
  ['printer-notice.tsx', "useAccess('batch.read')", "useAccess('manifest.list')", 'batch.read'],
  ['routes.tsx', 'path="/cards"', 'path="/help/cards"', 'cards.list'],
  ['settings-parts.ts', 'passphrase: { Part: PassphrasePart', 'passphrase: { Part: ModemPart', 'devices.useModem'],
])('roles: %s without its gate is found', (name, gate, without, what) => {
  const file = sources.find((one) => one.file.endsWith(`/${name}`))!.file
  const changed = sources.map((one) => (one.file === file ? { file, text: one.text.replaceAll(gate, without) } : one))
  expect(changed.find((one) => one.file === file)!.text).not.toBe(sources.find((one) => one.file === file)!.text)
  expect(find(changed).join('\n')).toContain(`: ${what} (from `)
})
