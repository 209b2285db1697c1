import { expect, test } from 'vitest'
import { granted, revoked } from '../../domain/locum/grants.ts'
import { grantsOf } from '../../../main/locum/locum-grants.ts'
import { locumPorts } from './locum-ports.ts'

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`
const { grant } = granted as Extract<typeof granted, { kind: 'granted' }>

test('locum log, as others ask: open and revoked entries, of everybody and of one person', async () => {
  const { ports } = locumPorts()
  const book = await ports.locumLog.open()
  const grants = grantsOf(() => book)
  expect([grants.all(), grants.of(grant.uuid)]).toEqual([[], []])
  await book.commit([{ entryId: id(1), events: [granted] }], { action: 'locum-granted' })
  expect(grants.all()).toMatchObject([
    { entryId: id(1), uuid: grant.uuid, odsCodes: grant.organisations, endsOn: grant.endsOn, open: true },
  ])
  await book.commit([{ entryId: id(1), events: [revoked] }], { action: 'locum-revoked' })
  const { on } = revoked as Extract<typeof revoked, { kind: 'revoked' }>
  expect(grants.all()).toMatchObject([{ open: false, revokedOn: on }])
  expect(grants.of(grant.uuid)).toMatchObject([{ odsCode: 'FFFFF', reviewBy: grant.reviewBy, revokedOn: on }])
  expect(grants.of('555999888777')).toEqual([])
})
