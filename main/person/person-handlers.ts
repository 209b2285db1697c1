/** Handlers of `preload/contract/person.ts`. The code behind them is loaded when it is first asked for: most sign-ins never open a person. */
import type { Handlers } from '../../preload/contract.ts'
import type { personChannels } from '../../preload/contract/person.ts'
import type { DuplicatePorts } from './find-duplicates.ts'
import type { OpenPersonPorts } from './open-person.ts'

export type PersonPorts = OpenPersonPorts & DuplicatePorts

const loadOpening = () => import('./open-person.ts')
const loadKnown = () => import('./known-people.ts')
const loadDuplicates = () => import('./find-duplicates.ts')
const loadLinking = () => import('./link-person.ts')

export function personHandlers({ desk }: { readonly desk: () => PersonPorts }): Pick<Handlers, keyof typeof personChannels> {
  return {
    'person.open': async ({ personId }) => (await loadOpening()).openPerson(desk(), personId),
    'person.list': async (input) => (await loadKnown()).listEntered(desk(), input),
    'person.add': async (input) => (await loadKnown()).addPerson(desk(), input),
    'person.correct': async (input) => (await loadKnown()).correctPerson(desk(), input),
    'person.duplicates': async (input) => (await loadDuplicates()).findDuplicates(desk(), input),
    'person.link': async (input) => (await loadLinking()).linkPerson(desk(), input),
    'person.requestKnown': async (input) => (await loadKnown()).findRequest(desk(), input),
  }
}
