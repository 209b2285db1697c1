import { describe, expect, test } from 'vitest'
import { roles, type Role } from '../../../domain/station/roles.ts'
import { findRoleRefusal } from '../../../main/station/role-gate.ts'
import { askOfPage, mayOpen } from '../../../renderer/client/page-access.ts'

const everyPage = [
  '/',
  '/new',
  '/case/0f0e0d0c',
  '/case/0f0e0d0c/history',
  '/case/0f0e0d0c/cis',
  '/dispatch',
  '/dispatch/batch',
  '/dispatch/handover',
  '/dispatch/handover/send',
  '/dispatch/handover/send/0f0e0d0c',
  '/dispatch/handover/stations',
  '/cards',
  '/cards/stock',
  '/cards/card/7003',
  '/record',
  '/workstation',
  '/workstation/card/Reader%201',
  '/settings',
  '/settings/printer',
  '/settings/card-template',
  '/set-up/recovery',
  '/set-up/organisations',
  '/help',
  '/help/agents',
]

describe.each(roles)('pages for %s', (role) => {
  test.each(everyPage)('%s is offered as main answers', (path) => {
    const asked = askOfPage(path)
    expect(mayOpen(role, path)).toBe(asked === undefined || findRoleRefusal(role, asked, {}) === undefined)
  })
})

test('pages: each role has its own', () => {
  const closed = (role: Role | undefined) => everyPage.filter((path) => !mayOpen(role, path))
  expect(closed('raManager')).toEqual([])
  expect(closed('raAgent')).toEqual([])
  expect(closed('idChecker')).toEqual([
    '/dispatch/batch',
    '/dispatch/handover',
    '/dispatch/handover/send',
    '/dispatch/handover/send/0f0e0d0c',
    '/dispatch/handover/stations',
    '/cards',
    '/cards/stock',
    '/cards/card/7003',
    '/record',
    '/workstation/card/Reader%201',
    '/set-up/recovery',
    '/set-up/organisations',
  ])
  expect(closed(undefined)).toEqual(everyPage.filter((path) => askOfPage(path) !== undefined))
})

test.each([
  ['/', undefined],
  ['/help/agents', undefined],
  ['/cardsharp', undefined],
  ['/cards/stock', 'cards.list'],
  ['/dispatch', 'manifest.list'],
  ['/dispatch/handover/stations', 'handover.read'],
  ['/set-up/recovery', 'station.confirmRecoveryKey'],
  ['/set-up/staff', 'station.save'],
] as const)('page %s asks %s first', (path, asked) => expect(askOfPage(path)).toBe(asked))
