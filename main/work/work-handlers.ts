/** Handlers of `preload/contract/work.ts`. Each part of RA Desk adds one line to the sources. */
import { countStock } from '../../domain/card/register/stock.ts'
import { ok } from '../../domain/result.ts'
import type { Role } from '../../domain/station/roles.ts'
import { accessTo, type ChannelName, type Handlers } from '../../preload/contract.ts'
import type { workChannels } from '../../preload/contract/work.ts'
import type { CardViewsPorts } from '../cards/card-views.ts'
import type { LocumLogs } from '../locum/locum-log.ts'
import type { Clock, Editions, Store } from '../ports.ts'
import type { FindPeoplePorts } from './find-people.ts'
import { findAnything, listWork } from './list-work.ts'
import type { WindsDown } from '../wind-down/wind-down.ts'
import type { FindSource, WorkSource } from './work-source.ts'

type WorkPorts = CardViewsPorts & Clock & Editions & LocumLogs & FindPeoplePorts & Store & WindsDown

export interface WorkHandlerDeps {
  readonly desk: () => WorkPorts
  readonly role: () => Role
}

/** A source that the role may see in its own page. */
const seenBy = <Source>(role: Role, channel: ChannelName, source: Source): readonly Source[] =>
  accessTo(role, channel) === 'no' ? [] : [source]

/** What waits, beside the cases. */
const workSources = (desk: WorkPorts, role: Role): readonly WorkSource[] => [
  ...seenBy(role, 'cards.list', { list: async () => (await import('./card-work.ts')).stockWork(desk).list() }),
  ...seenBy(role, 'cards.ending', { list: async () => (await import('../cards/ending-cards.ts')).endingCardsWork(desk) }),
  ...seenBy(role, 'windDown.today', { list: async () => (await import('../wind-down/work-items.ts')).listWindDownWork(desk) }),
  ...seenBy(role, 'person.list', { list: async () => (await import('../person/person-work.ts')).listPersonWork(desk) }),
  ...seenBy(role, 'locum.list', { list: async () => (await import('./locum-not-in-log.ts')).listNotInLog(desk) }),
  ...seenBy(role, 'locum.list', { list: async () => (await import('../locum/locum-views.ts')).listLocumWork(desk) }),
  ...seenBy(role, 'cim.read', { list: async () => (await import('../cim/list-cim-work.ts')).listCimWork(desk) }),
]
/** What the palette finds, beside the cases; the first comes first. */
async function findSources(desk: WorkPorts, role: Role): Promise<readonly FindSource[]> {
  const [{ findCards }, { findDispatches }, { findPeople }] = await Promise.all([
    import('./card-work.ts'),
    import('./find-dispatch.ts'),
    import('./find-people.ts'),
  ])
  return [
    ...seenBy(role, 'person.open', await findPeople(desk)),
    ...seenBy(role, 'cards.list', findCards(desk)),
    ...seenBy(role, 'manifest.list', findDispatches(desk)),
  ]
}

export const workHandlers = ({ desk, role }: WorkHandlerDeps): Pick<Handlers, keyof typeof workChannels> => ({
  'work.items': async () => ok({ items: await listWork(workSources(desk(), role())) }),
  'work.cards': async () => {
    const { blank, byState } = countStock(desk().cards.book.register())
    return ok({ blank, byState })
  },
  'work.queues': async () => {
    const { readQueues } = await import('./saved-queues.ts')
    const { queues, rev } = await readQueues(desk())
    return ok({ queues: [...queues], rev })
  },
  'work.saveQueues': async (input) => {
    const { saveQueues } = await import('./saved-queues.ts')
    const saved = await saveQueues(desk(), input)
    return saved.ok ? ok({ queues: [...saved.value.queues], rev: saved.value.rev }) : saved
  },
  'find.anything': async ({ text }) => ok({ found: findAnything(await findSources(desk(), role()), text) }),
})
