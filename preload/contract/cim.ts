/** Reports of Care Identity Management (CIM), and how they differ from what RA Desk knows. */
import { z } from 'zod'
import { cardStates } from '../../domain/card/lifecycle.ts'
import { settlements } from '../../domain/cim/difference-state.ts'
import { differenceKinds } from '../../domain/cim/differences.ts'
import { differenceFilter } from '../../domain/cim/filter-differences.ts'
import { reportFields, reportKinds } from '../../domain/cim/report-kinds.ts'
import { cardTypes, reportStatuses } from '../../domain/cim/report-words.ts'
import { instant, personName, plainDate, randomId, shortText, text, uuid, visibleText } from '../../domain/values.ts'
import { recordCodes, reportCodes } from './codes.ts'
import { base64, channel, nothing } from './parts.ts'
import { cardIssuers, cardIssuersSee } from './who.ts'

const count = z.number().int().nonnegative()
/** 6 MB of file. */
const MOST_FILE = 8_000_000
const differenceIdText = visibleText().min(1).max(160)
const kind = z.enum(reportKinds)
const coverage = z.enum(['whole', 'some'])
const dateOrder = z.enum(['day-first', 'month-first'])
/** What the agent says of the columns, by their place. `null`: this column is not needed. */
const fields = z.record(z.string().regex(/^\d{1,2}$/), z.enum(reportFields).nullable())

const report = z.strictObject({
  reportId: randomId,
  kind,
  fileName: z.string(),
  reportedOn: plainDate,
  coverage,
  importedAt: instant,
  by: z.string(),
  rows: count,
  persons: count,
  leftOut: count,
  /** The newest of its kind that has its rows: this one is compared. */
  isCompared: z.boolean(),
  removed: z.strictObject({ at: instant, by: z.string() }).optional(),
})

const cardThere = z.strictObject({
  serial: z.string().optional(),
  status: z.enum(reportStatuses).optional(),
  cardType: z.enum(cardTypes).optional(),
  endsOn: plainDate.optional(),
})

const difference = z.strictObject({
  id: differenceIdText,
  kind: z.enum(differenceKinds),
  uuid: uuid.optional(),
  serial: z.string().optional(),
  endsOn: plainDate.optional(),
  nameThere: z.string().optional(),
  nameHere: z.string().optional(),
  organisation: z.string().optional(),
  statusThere: z.enum(reportStatuses).optional(),
  stateHere: z.enum(cardStates).optional(),
  cardType: z.enum(cardTypes).optional(),
  cards: z.array(cardThere).readonly().optional(),
  caseId: randomId.optional(),
  caseReference: z.string().optional(),
  from: z.array(kind).readonly(),
  state: z.enum(['open', ...settlements, 'gone']),
  because: z.enum(['new', 'still-shown', 'shown-again', 'reopened', 'undone', 'settled', 'report', 'here']),
  since: instant,
  note: z.string().optional(),
  by: z.string().optional(),
})

/** Those that the agent selected, or all that a list shows. */
const which = z.union([z.strictObject({ ids: z.array(differenceIdText).min(1).max(5_000) }), z.strictObject({ shown: differenceFilter })])

/** How far the names of persons that both know have been compared. */
export const cimComparing = z.strictObject({ done: count, of: count })

export const cimChannels = {
  'cim.read': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      reports: z.array(report),
      comparedAt: instant.optional(),
      /** Open differences of each kind, as they were compared last. */
      open: z.partialRecord(z.enum(differenceKinds), count),
      canExport: z.boolean(),
    }),
    codes: [],
  }),
  /** What importing a file would do. Changes nothing. */
  'cim.readReport': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      base64: base64.max(MOST_FILE),
      fileName: shortText,
      kind: kind.optional(),
      fields: fields.optional(),
      dateOrder: dateOrder.optional(),
    }),
    output: z.strictObject({
      kind,
      isCertain: z.boolean(),
      columns: z.array(
        z.strictObject({
          heading: z.string(),
          field: z.enum(reportFields).optional(),
          by: z.enum(['known', 'kept', 'chosen']).optional(),
          isSecond: z.literal(true).optional(),
          examples: z.array(z.string()),
        }),
      ),
      rowCount: count,
      persons: count,
      problems: z.array(z.strictObject({ line: count, message: z.string(), isUsed: z.boolean() })),
      leftOut: count,
      incomplete: count,
      repeated: count,
      dates: z.strictObject({ order: dateOrder, because: z.enum(['dates', 'either', 'both', 'chosen', 'none']) }),
      /** As the name of the file says it. */
      reportedOn: plainDate.optional(),
      /** Fields without which nothing can be compared. */
      missing: z.array(z.enum(reportFields)),
    }),
    codes: [...reportCodes, 'report-known'],
  }),
  'cim.importReport': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({
      base64: base64.max(MOST_FILE),
      fileName: shortText,
      kind,
      fields: fields.optional(),
      dateOrder: dateOrder.optional(),
      reportedOn: plainDate,
      coverage,
    }),
    output: z.strictObject({ reportId: randomId, rowCount: count, leftOut: count, isCompared: z.boolean() }),
    codes: [...reportCodes, ...recordCodes, 'report-known', 'report-without-rows', 'report-not-mapped', 'report-day-ahead'],
  }),
  /** Removes what a report says of persons. That it was imported stays. */
  'cim.removeRows': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ reportId: randomId }),
    output: nothing,
    codes: [...recordCodes, 'no-such-report'],
  }),
  /** Compares the newest reports with what RA Desk knows now. Names are compared last, with `cim.comparing` for the progress. */
  'cim.compare': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: nothing,
    output: z.strictObject({ open: count, gone: count, reopened: count }),
    codes: [...recordCodes],
  }),
  'cim.differences': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    /** `from`: where to go on, because tens of thousands are too many for one answer. */
    input: z.strictObject({ state: differenceFilter.shape.state, from: count }),
    /** `version`: the same as long as nothing changed between two answers. */
    output: z.strictObject({ differences: z.array(difference).readonly(), total: count, version: count }),
    codes: [...recordCodes],
  }),
  /** People in the newest reports who are not known here. Noted before it is shown. */
  'cim.notKnown': channel({
    when: 'unlocked',
    roles: cardIssuersSee,
    input: nothing,
    output: z.strictObject({
      people: z.array(
        z.strictObject({
          uuid,
          reportedOn: plainDate,
          /** As the report writes it. */
          nameThere: z.string().optional(),
          /** As a short entry would have it; absent: the report does not say enough. */
          name: personName.optional(),
          organisation: z.string().optional(),
          status: z.enum(reportStatuses).optional(),
        }),
      ),
      total: count,
    }),
    codes: [...recordCodes],
  }),
  /** Adds them as short entries, in one frame. `leftOut`: known meanwhile, or without a name. */
  'cim.addPeople': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ uuids: z.array(uuid).min(1).max(200) }),
    output: z.strictObject({ added: count, leftOut: count }),
    codes: [...recordCodes],
  }),
  'cim.settle': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ which, as: z.enum(settlements), note: text }),
    output: z.strictObject({ settled: count, passedOver: count, batch: randomId.optional() }),
    codes: [...recordCodes, 'no-such-difference'],
  }),
  /** Opens settled differences again: those named, or all that one act settled. */
  'cim.reopen': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.union([z.strictObject({ which }), z.strictObject({ batch: randomId })]),
    output: z.strictObject({ reopened: count }),
    codes: [...recordCodes, 'no-such-difference'],
  }),
  'cim.save': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ which }),
    output: z.strictObject({ savedAs: z.string() }),
    codes: [...recordCodes, 'exports-off', 'no-such-difference', 'not-saved'],
  }),
  'cim.print': channel({
    when: 'unlocked',
    roles: cardIssuers,
    input: z.strictObject({ which }),
    output: z.strictObject({ printed: z.boolean() }),
    codes: [...recordCodes, 'no-such-difference', 'not-printed', 'too-many-to-print'],
  }),
} as const
