/**
 * In every order of acts on cases, cards, grants and campaigns, with restarts in between: nothing flagged is ever missing from the
 * wind-down list until it is settled, and no certificate is signed while anything is left.
 */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseLine } from '../../../domain/case/case-line.ts'
import type { ToUndo, UndoKind } from '../../../domain/case/to-undo.ts'
import { faceToFace2026 } from '../../../domain/guidance/editions/face-to-face-2026.ts'
import { remote20200408 } from '../../../domain/guidance/editions/remote-2020-04-08.ts'
import { createEditions } from '../../../domain/guidance/index.ts'
import type { LocumGrant, Obligation } from '../../../domain/wind-down/obligation.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { endCampaign } from '../../../main/wind-down/certify.ts'
import { addLater, decide, settle, startCampaign, type CampaignPorts } from '../../../main/wind-down/run-campaign.ts'
import { openWindDown, type WindDown } from '../../../main/wind-down/wind-down.ts'
import { memoryStore } from '../../support/memory-store.ts'

const CASES = 3
const caseIds = Array.from({ length: CASES }, (_, place) => `0000000${place}-0000-4000-8000-000000000000`)
const entryIds = Array.from({ length: 3 }, (_, place) => `1111111${place}-0000-4000-8000-000000000000`)
const uuidOf = (place: number) => `55500011122${place}`
const serialOf = (place: number) => `AB0${place}`
const caseKinds = ['flagged-identity', 'covid-role', 'temporary-access', 'card'] as const

/** What the workstation of the model has, apart from what is under test. */
interface World {
  readonly left: Map<number, Map<UndoKind, ToUndo>>
  readonly erased: Set<number>
  readonly away: Set<number>
  readonly cards: Map<string, { state: string; since: string }>
  readonly grants: Map<string, LocumGrant>
  /** What must be on the list: `kind place` and `grant entry`. */
  readonly expected: Set<string>
  clock: number
}

const nameOf = ({ kind, caseId, entryId }: Obligation): string =>
  entryId === undefined ? `${kind} ${caseIds.indexOf(caseId!)}` : `grant ${entryIds.indexOf(entryId)}`

type Act = readonly [name: string, place: number, kind: number]
const acts = fc.array(
  fc.tuple(
    fc.constantFrom(
      'flag',
      'flag',
      'cancel',
      'erase',
      'send',
      'return',
      'grant',
      'revoke',
      'prove',
      'restart',
      'start',
      'add',
      'settle',
      'settle',
      'certify',
    ),
    fc.nat(CASES - 1),
    fc.nat(caseKinds.length - 1),
  ),
  { minLength: 5, maxLength: 45 },
)

/** A campaign is under way. */
const begun: readonly Act[] = [
  ['flag', 0, 0],
  ['flag', 0, 1],
  ['flag', 1, 1],
  ['start', 0, 0],
]

test('nothing flagged is ever missing until it is settled, and nothing is certified while something is left', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (all: Act[]) => {
      const model = await openModel()
      for (const act of [...begun, ...all]) {
        await model.run(act)
        model.compare(act)
      }
    }),
    { numRuns: 300 },
  )
})

async function openModel() {
  const world: World = {
    left: new Map(),
    erased: new Set(),
    away: new Set(),
    cards: new Map(),
    grants: new Map(),
    expected: new Set(),
    clock: 0,
  }
  const { store } = memoryStore()
  const now = () => new Date(Date.UTC(2026, 10, 30, 9, 0, world.clock))
  const at = () => now().toISOString()
  const open = () =>
    openWindDown({
      store: store as RecordStore,
      editions: createEditions(),
      findCard: (serial) => world.cards.get(serial),
      grants: () => [...world.grants.values()],
    })
  let windDown: WindDown = await open()
  let campaignId: string | undefined
  const ports = (): CampaignPorts => ({ windDown, now, newId: randomUUID, agent: { agentId: 'a', agentName: 'Sample Agent' } })
  const lineOf = (place: number): CaseLine =>
    ({
      caseId: caseIds[place]!,
      caseReference: `RA-${place}`,
      edition: remote20200408.id,
      personId: caseIds[place]!,
      uuid: uuidOf(place),
      status: world.away.has(place) ? 'handed-over' : 'open',
      lastAt: at(),
      toUndo: [...(world.left.get(place)?.values() ?? [])],
    }) as unknown as CaseLine
  const isHere = (place: number) => !world.away.has(place) && !world.erased.has(place)
  const expectCase = (place: number, there: boolean) => {
    for (const kind of caseKinds) if (!there) world.expected.delete(`${kind} ${place}`)
  }
  const keep = new Map<number, Set<string>>()

  const run: Record<string, (place: number, kind: (typeof caseKinds)[number]) => Promise<void> | void> = {
    flag(place, kind) {
      if (!isHere(place)) return
      const own = world.left.get(place) ?? new Map<UndoKind, ToUndo>()
      const isCard = kind === 'card'
      own.set(kind, { kind, since: at(), odsCode: 'ZZ9', ...(isCard ? { serial: serialOf(place) } : {}) })
      if (isCard) world.cards.set(serialOf(place), { state: 'active', since: at() })
      world.left.set(place, own)
      world.expected.add(`${kind} ${place}`)
      windDown.observe(lineOf(place))
    },
    cancel(place) {
      if (!world.cards.has(serialOf(place))) return
      world.cards.set(serialOf(place), { state: 'cancelled', since: at() })
      world.expected.delete(`card ${place}`)
      keep.get(place)?.delete(`card ${place}`)
    },
    async erase(place) {
      if (world.erased.has(place) || !world.left.has(place)) return
      const kept = windDown.keptOf(caseIds[place]!)
      const stored = await store.commit(kept ? [kept] : [], { action: 'case-erased' })
      expect(stored.ok).toBe(true)
      world.erased.add(place)
    },
    send(place) {
      if (!isHere(place)) return
      world.away.add(place)
      keep.set(place, new Set([...world.expected].filter((one) => one.endsWith(` ${place}`) && !one.startsWith('grant'))))
      expectCase(place, false)
      windDown.observe(lineOf(place))
    },
    return(place) {
      if (!world.away.has(place) || world.erased.has(place)) return
      world.away.delete(place)
      for (const name of keep.get(place) ?? []) world.expected.add(name)
      windDown.observe(lineOf(place))
    },
    grant(place) {
      const entryId = entryIds[place % entryIds.length]!
      if (world.grants.has(entryId)) return
      world.grants.set(entryId, { entryId, odsCodes: ['ZZ8'], open: true, grantedOn: '2026-11-30' })
      world.expected.add(`grant ${place % entryIds.length}`)
    },
    revoke(place) {
      const entryId = entryIds[place % entryIds.length]!
      const grant = world.grants.get(entryId)
      if (!grant) return
      world.grants.set(entryId, { ...grant, open: false, revokedOn: '2026-11-30' })
      world.expected.delete(`grant ${place % entryIds.length}`)
    },
    prove(place) {
      const caseId = randomUUID()
      windDown.observe({
        ...lineOf(place),
        caseId,
        edition: faceToFace2026.id,
        status: 'closed',
        toUndo: [],
        lastAt: at(),
      })
      proofs.push({ ...lineOf(place), caseId, edition: faceToFace2026.id, status: 'closed', toUndo: [], lastAt: at() })
      world.expected.delete(`flagged-identity ${place}`)
      keep.get(place)?.delete(`flagged-identity ${place}`)
    },
    async restart() {
      windDown = await open()
      for (let place = 0; place < CASES; place += 1) if (world.left.has(place) && !world.erased.has(place)) windDown.observe(lineOf(place))
      for (const proof of proofs) windDown.observe(proof)
      expect((await windDown.eraseSettled()).ok).toBe(true)
    },
    async start() {
      const begun = await startCampaign(ports(), { name: 'Invented', choice: {} })
      expect(begun.ok).toBe(world.expected.size > 0)
      if (begun.ok) campaignId = begun.value.campaignId
    },
    async add() {
      if (campaignId !== undefined) await addLater(ports(), campaignId)
    },
    async settle(place, kind) {
      if (campaignId === undefined) return
      const personIds = windDown.book.personsOf(campaignId)
      const personId = personIds[place % Math.max(1, personIds.length)]
      if (personId === undefined) return
      const about = { campaignId, personIds: [personId] }
      const before = new Set(windDown.standings().open().map(nameOf))
      await decide(ports(), { ...about, decision: 'deregister', why: 'Left' })
      const done = await settle(ports(), { ...about, how: 'profile-closed', on: '2026-11-30', reference: 'INVENTED-1', kinds: [kind] })
      if (!done.ok) return
      const gone = [...before].filter((name) => !new Set(windDown.standings().open().map(nameOf)).has(name))
      // Only what was asked for, of this person.
      for (const name of gone) {
        const ofGrant = name.startsWith('grant') && entryIds.indexOf(personId) === Number(name.split(' ')[1])
        const ofCase = name === `${kind} ${caseIds.indexOf(personId)}`
        expect(ofGrant || ofCase, `${name} was settled by an act on ${personId}`).toBe(true)
        world.expected.delete(name)
      }
    },
    async certify() {
      if (campaignId === undefined) return
      const ended = await endCampaign(
        ports(),
        { record: { checkpoint: () => ({ size: 1, code: '', note: '' }), entries: async function* () {} } },
        campaignId,
      )
      // The campaign is about everything: it ends only when nothing at all is left.
      if (ended.ok) {
        expect([...world.expected]).toEqual([])
        campaignId = undefined
      }
    },
  }
  const proofs: CaseLine[] = []
  return {
    run: async ([name, place, kind]: Act) => {
      world.clock += 1
      await run[name]!(place, caseKinds[kind]!)
    },
    compare: (act: Act) =>
      expect(windDown.standings().open().map(nameOf).sort(), `after ${act[0]} ${act[1]}`).toEqual([...world.expected].sort()),
  }
}
