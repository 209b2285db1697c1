/**
 * The register of cards as `main` keeps it: what each case did to its cards, told by the case store whenever a case changes, and the
 * station's own rows: boxes of blank stock, and acts that no case knows. Rows are only ever added, each with its audit entry.
 */
import { z } from 'zod'
import type { CaseLine } from '../../domain/case/case-line.ts'
import { destructionMethodIds, liveStates, moveCard, type StationCardAct } from '../../domain/card/lifecycle.ts'
import { createKeptRegister } from '../../domain/card/register/kept-register.ts'
import {
  stationActsOf,
  type CardRegister,
  type CaseCardEntry,
  type RegisteredCard,
  type StationCardEntry,
} from '../../domain/card/register/register.ts'
import { normaliseSerial } from '../../domain/card/register/serial.ts'
import type { LiveCardElsewhere } from '../../domain/journey/part.ts'
import { cardSerial, instant, shortText, text } from '../../domain/values.ts'
import { err, ok, type Failure, type Result } from '../../domain/result.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import { createSequencer } from '../../domain/sequencer.ts'
import { CARDS_TABLE } from './card-master.ts'

/** `order`: the rows in the order in which they were recorded, not by their time. */
const acted = { order: z.number().int().positive(), at: instant, by: shortText }
const boxRow = z.strictObject({ kind: z.literal('box'), box: shortText, serials: z.array(cardSerial).min(1), ...acted })
const actRow = z.strictObject({
  kind: z.literal('act'),
  serial: cardSerial,
  act: z.enum(['cancel', 'markLost', 'destroy', 'proveDestroyed']),
  ...acted,
  method: z.enum(destructionMethodIds).optional(),
  witness: shortText.optional(),
  note: text.optional(),
})
/** What an erased case did to its cards: the cards are out there and stay on the register, without anything of the registrant. */
const erasedCaseRow = z.strictObject({
  kind: z.literal('erased-case'),
  caseId: z.string(),
  caseReference: shortText,
  order: z.number().int().positive(),
  entries: z.array(z.custom<CaseCardEntry>((value) => typeof value === 'object' && value !== null && 'serial' in value && 'act' in value)),
})
const stationRow = z.union([boxRow, actRow])
type StationRow = z.infer<typeof stationRow>
type ActRow = z.infer<typeof actRow>

export type CardRegistryFailureCode =
  | 'card-transition'
  | 'no-such-card'
  | 'card-held-by-case'
  | 'box-exists'
  | 'nothing-to-import'
  | 'disk-full'
  | 'journal-failed'
  | 'stale'

export interface CardRegistry {
  register(): CardRegister
  find(serial: string): RegisteredCard | undefined
  /** Whether a card can be used, or will be: issued, posted or active, and not cancelled by another case. */
  isCardLive(serial: string): boolean
  /** The cards of a case that can be used or finished. */
  liveCardsOf(caseId: string): readonly LiveCardElsewhere[]
  /** Takes a box of blank cards into stock. Serials that the register knows already must have been left out. */
  addBox(box: string, serials: readonly string[]): Promise<Result<void, CardRegistryFailureCode>>
  record(act: Omit<ActRow, 'kind' | keyof typeof acted>): Promise<Result<RegisteredCard, CardRegistryFailureCode>>
  /** Told by the case store: at opening for each case, and after each change of one. */
  observe(line: CardsOfLine): void
  /** What stays of a case that is erased, to be committed with the erasure; nothing when it never had a card. */
  keptOf(caseId: string): RowToSeal | undefined
}

type CardsOfLine = Pick<CaseLine, 'caseId' | 'caseReference' | 'status' | 'cards'>

export interface CardRegistryDeps {
  readonly store: RecordStore
  readonly agent: { readonly agentName: string }
  readonly now: () => Date
  readonly newId: () => string
}

export async function openCardRegistry(parts: CardRegistryDeps): Promise<CardRegistry> {
  const { store } = parts
  const register = createKeptRegister()
  const inTurn = createSequencer()

  const rows: StationRow[] = []
  for (const id of store.ids(CARDS_TABLE)) {
    const stored = await store.read(CARDS_TABLE, id, 'records')
    const erased = erasedCaseRow.safeParse(stored)
    if (erased.success) register.putCase({ ...erased.data, open: false })
    const row = stationRow.safeParse(stored)
    if (row.success) rows.push(row.data)
  }
  for (const row of rows.sort((one, other) => one.order - other.order)) register.addStation(entriesOf(row))
  let order = rows.at(-1)?.order ?? 0

  const stamp = () => ({ order: order + 1, at: parts.now().toISOString(), by: parts.agent.agentName })

  async function add(row: StationRow, action: string): Promise<Result<void, CardRegistryFailureCode>> {
    const detail = row.kind === 'box' ? { box: row.box, cards: row.serials.length } : { ...row }
    const committed = await store.commit([{ table: CARDS_TABLE, id: parts.newId(), rev: 1, keyId: 'records', value: row }], {
      action,
      detail,
    })
    if (!committed.ok) return committed
    register.addStation(entriesOf(row))
    order = row.order
    return ok()
  }

  return {
    register: register.cards,
    find: register.find,
    isCardLive: (serial) => isLive(register.find(normaliseSerial(serial))),
    liveCardsOf: (caseId) =>
      [...new Set((register.findCase(caseId)?.entries ?? []).map(({ serial }) => serial))].flatMap((serial) => {
        const card = register.find(serial)
        return card && card.caseId === caseId && (isLive(card) || card.state === 'begun')
          ? [{ serial, state: card.state, caseReference: card.caseReference! }]
          : []
      }),
    observe({ caseId, caseReference, status, cards }) {
      if (cards.length === 0 && !register.findCase(caseId)) return
      register.putCase({ caseId, caseReference, open: isOpenSomewhere(status), entries: cards })
    },
    keptOf(caseId) {
      const known = register.findCase(caseId)
      if (!known) return undefined
      const { caseReference, entries } = known
      return {
        table: CARDS_TABLE,
        id: caseId,
        rev: 1,
        keyId: 'records',
        value: { kind: 'erased-case', caseId, caseReference, order: 1, entries: [...entries] } satisfies z.infer<typeof erasedCaseRow>,
      }
    },
    addBox: (box, serials) =>
      inTurn(async () => {
        const fresh = serials.filter((serial) => !register.find(serial))
        if (fresh.length === 0) return nothingToImport
        if (register.hasBox(box))
          return err(
            'box-exists',
            `A box called “${box}” is in the stock already. Nothing was imported.`,
            'Give this box another name, as it stands on its label.',
          )
        return add({ kind: 'box', box, serials: fresh, ...stamp() }, 'card-box-imported')
      }),
    record: (wanted) =>
      inTurn(async () => {
        const card = register.find(wanted.serial)
        const refusal = whyNot(card, wanted.act)
        if (refusal) return { ok: false, error: refusal }
        const added = await add({ kind: 'act', ...wanted, ...stamp() }, actions[wanted.act])
        return added.ok ? ok(register.find(wanted.serial)!) : added
      }),
  }
}

const isLive = (card: RegisteredCard | undefined): boolean => card !== undefined && liveStates.has(card.state)

/** A card of a case that was handed over still belongs to it. */
function isOpenSomewhere(status: CaseLine['status']): boolean {
  return status === 'open' || status === 'handed-over'
}

function entriesOf(row: StationRow): StationCardEntry[] {
  if (row.kind === 'act') {
    const { serial, act, at, by, method, witness, note } = row
    return [{ serial, act, at, by, ...(method ? { method } : {}), ...(witness ? { witness } : {}), ...(note ? { note } : {}) }]
  }
  return row.serials.map((serial) => ({ serial, act: 'listed', at: row.at, by: row.by, box: row.box }))
}

function whyNot(card: RegisteredCard | undefined, act: Exclude<StationCardAct, 'listed'>): Failure<CardRegistryFailureCode> | undefined {
  if (!card)
    return {
      code: 'no-such-card',
      message: 'This card is not in the register. Nothing was changed.',
      next: 'Look at the serial number again.',
    }
  if (card.heldByCase) {
    return {
      code: 'card-held-by-case',
      message: `This card belongs to ${card.caseReference!}, which is open. Nothing was changed.`,
      next: 'Open the case and replace the card there: its passcode is destroyed with it, and a new card can be written.',
    }
  }
  const moved = moveCard(card.state, act)
  if (!moved.ok) return moved.error
  return stationActsOf(card).includes(act)
    ? undefined
    : {
        code: 'card-transition',
        message: 'How this card was destroyed is on record already. Nothing was changed.',
        next: 'Nothing more can happen to it.',
      }
}

const actions: Readonly<Record<Exclude<StationCardAct, 'listed'>, string>> = {
  cancel: 'card-cancelled',
  markLost: 'card-lost',
  destroy: 'card-destroyed',
  proveDestroyed: 'card-destruction-proved',
}

const nothingToImport = err(
  'nothing-to-import',
  'There is no card on this list that is not in the register already. Nothing was imported.',
  'Look at what is wrong with its lines, and choose the list that belongs to this box.',
)
