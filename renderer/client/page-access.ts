/** Which channel each page asks before anything else. Who may open a page is who may ask that channel: the IPC contract says it, once. */
import type { Role } from '../../domain/station/roles.ts'
import { accessTo, type ChannelName } from '../../preload/contract.ts'

/** A page further down asks for itself; where it is not listed, it asks what the page above it asks. */
const askedFirst: Readonly<Record<string, ChannelName>> = {
  '/new': 'case.prepare',
  '/case': 'case.open',
  '/dispatch': 'manifest.list',
  '/dispatch/batch': 'batch.read',
  '/dispatch/handover': 'handover.read',
  '/people/locum-log': 'locum.list',
  '/people/locum-log/add': 'locum.add',
  '/people/locum-log/import': 'locum.add',
  '/people/locum-log/review': 'locum.act',
  '/people/locum-log/revoke': 'locum.act',
  '/cards': 'cards.list',
  '/people': 'person.list',
  '/people/person': 'person.open',
  '/people/cim-reports': 'cim.read',
  '/record': 'record.entries',
  '/workstation': 'doctor.report',
  '/workstation/card': 'card.page',
  '/settings': 'station.read',
  '/settings/card-template': 'cardTemplate.read',
  '/set-up': 'station.save',
  '/set-up/recovery': 'station.confirmRecoveryKey',
}

/** `undefined` for a page that asks nothing of its own, like the work list and the help. */
export function askOfPage(path: string): ChannelName | undefined {
  for (let place = path; place !== ''; place = place.slice(0, place.lastIndexOf('/'))) {
    const asked = askedFirst[place]
    if (asked) return asked
  }
  return undefined
}

export function mayOpen(role: Role | undefined, path: string): boolean {
  const asked = askOfPage(path)
  return asked === undefined || (role !== undefined && accessTo(role, asked) !== 'no')
}
