/** Everything that works on an unlocked record: the ports of all use-cases, opened in the order in which each needs the one before. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { GiveWay } from '../../domain/agent-first.ts'
import type { SecretCustody } from '../record/secret-custody.ts'
import { drawCaseReference } from '../../domain/case/case-reference.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { eraseFromManifest } from '../dispatch/close-manifest.ts'
import { openCardServices, type Cards } from '../cards/card-services.ts'
import type { FileReading } from '../cards/read-apart.ts'
import { createLazyCim } from '../cim/lazy-cim.ts'
import type { CimReports } from '../cim/open-cim.ts'
import type { ReportReading } from '../cim/report-reader.ts'
import type {
  Clock,
  Custody,
  DevicePorts,
  Editions,
  Fonts,
  Ids,
  Practice,
  Pushes,
  RandomBytes,
  RandomNumbers,
  Settings,
  SignedInAgent,
  Store,
  Views,
  WorkPhone,
} from '../ports.ts'
import { createBlindMark, type BlindMark } from '../registration/blind-marks.ts'
import { createMarkIndex } from '../registration/mark-index.ts'
import type { Grants } from '../person/open-person.ts'
import { createPersonRegistry, type Persons } from '../person/person-registry.ts'
import { openUnfinishedJobs, type PrinterJobs } from '../printing/unfinished-jobs.ts'
import { grantsOf } from '../locum/locum-grants.ts'
import { createLocumLog, type LocumLogs } from '../locum/locum-log.ts'
import { type EditionBooks } from '../editions/edition-book.ts'
import { type VaultRecord } from '../record/record.ts'
import type { RecordStore } from '../record/store.ts'
import { createCaseStore, type Cases, type CaseStore } from '../registration/case-store.ts'
import { createCallsOn, type CallsOn } from '../call/calls-on.ts'
import { createCodeLives, type CodeLives } from '../call/code-lives.ts'
import { createReleaseApprovals, type Release } from '../release/approve-release.ts'
import { openRetention, type Retained } from '../retention/retention.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { PolicyInForce } from './policy-in-force.ts'
import { destroyUselessHandoverKeys, destroyUselessSecrets } from './destroy-left.ts'
import { type SettingsStore } from './station-settings.ts'
import { openWindDown, type WindsDown } from '../wind-down/wind-down.ts'
import { openCustody } from '../record/custody.ts'

/** Ports that come from outside the session. */
export type WorldPorts = Clock &
  DevicePorts &
  FileReading &
  Fonts &
  Ids &
  Practice &
  Pushes &
  RandomBytes &
  RandomNumbers &
  ReportReading &
  WorkPhone
/** Every port of every use-case. Only handlers and this folder name it; a use-case names the few it needs. */
export type SessionPorts = WorldPorts &
  CallsOn &
  Cards &
  Cases &
  CimReports &
  CodeLives &
  Custody &
  EditionBooks &
  Editions &
  Grants &
  Persons &
  LocumLogs &
  PrinterJobs &
  Release &
  Retained &
  Settings &
  SignedInAgent &
  Store &
  Views &
  WindsDown & { readonly blindMark: BlindMark }

export type OpenPortsDeps = WorldPorts & {
  readonly policy: PolicyInForce
  readonly monotonic: () => number
  /** Lets the agent's work go before checks in the background. Without it, checks only take turns with it. */
  readonly giveWay?: GiveWay
}

export interface Opened extends SignedInAgent, EditionBooks, Views {
  readonly vault: UnlockedVault
  readonly record: VaultRecord
  readonly store: RecordStore
  readonly settings: SettingsStore
}

/** Opens everything that works on the record, in the order in which each needs the one before. */
export async function openPorts(opened: Opened, deps: OpenPortsDeps): Promise<SessionPorts> {
  const { agent, vault, record, store, editionBook, views, settings } = opened
  const { now, newId, monotonic, randomBytes, push, fileReader } = deps
  const { policy } = deps.policy
  const custody: SecretCustody = await openCustody({ vault, record, randomBytes })
  const cards = await openCardServices({ store, keyring: vault.keyring, agent, now, newId, fileReader })
  const { editions } = editionBook
  const people = await openPeople(opened, deps)
  const { marks, blindMark, persons, locumLog, locumGrants } = people
  const windDown = await openWindDown({ store, editions, findCard: (serial) => cards.book.find(serial), grants: locumGrants.all })
  const retention = await openRetention({
    store,
    keptOf: async (caseId) =>
      [cards.book.keptOf(caseId), windDown.keptOf(caseId), await persons.keptOf(caseId)].filter((row) => row !== undefined),
    withoutItem: (item) => eraseFromManifest(store, item),
    policy,
    now,
    monotonic,
    push,
  })
  const callsOn = createCallsOn(monotonic)
  const cases: CaseStore = await createCaseStore({
    onLine: (line) => {
      cards.book.observe(line)
      retention.observe(line)
      windDown.observe(line)
    },
    liveCardsOf: cards.book.liveCardsOf,
    cardCasesOf: windDown.book.obligations.cardCasesOf,
    onChanged: callsOn.observe,
    blindMark,
    marks,
    store,
    agent,
    now,
    newId,
    newReference: () => drawCaseReference(deps.randomInt),
    editions,
    settings: () => settings.current().settings,
    today: () => plainDateOf(now()),
    practice: deps.practice,
    // Asked at each act: an RA manager may agree to another number meanwhile.
    passcodeReleases: () => policy.passcodeReleases,
  })
  retention.use(cases)
  await cases.storeRenewedLines()
  if (people.isLogRead) await windDown.eraseSettled()
  await destroyUselessSecrets({ store, cases, custody })
  await destroyUselessHandoverKeys({ store, vault })
  return {
    ...deps,
    agent,
    store,
    cases,
    cards,
    custody,
    retention,
    locumLog,
    cim: createLazyCim({ store, cases, cards, agent, now, newId, push, locumLog, persons, giveWay: deps.giveWay ?? (() => nextTurn()) }),
    unfinishedJobs: await openUnfinishedJobs(store),
    views,
    windDown,
    editions,
    editionBook,
    settings: () => settings.current().settings,
    persons,
    marks,
    blindMark,
    grantsOf: async (uuid) => locumGrants.of(uuid),
    callsOn,
    codeLives: createCodeLives(monotonic),
    release: openRelease(opened, deps),
  }
}

function openRelease({ agent, vault }: Opened, { policy: { policy }, now, monotonic }: OpenPortsDeps) {
  return createReleaseApprovals({
    get needed() {
      return policy.twoAgentRelease
    },
    agentId: agent.agentId,
    agents: () => vault.keyring.station.agents,
    now,
    monotonic,
  })
}

/** What is kept of people above their cases. */
async function openPeople({ agent, vault, store }: Opened, { now, newId }: OpenPortsDeps) {
  const marks = createMarkIndex()
  const blindMark = createBlindMark(() => vault.indexKey())
  const locumLog = createLocumLog({ store, agent, now })
  // Read at sign-in: what is to be undone, the comparison with CIM and the page of a person all need the whole log.
  const locumBook = await locumLog.open().catch(() => undefined)
  const locumGrants = grantsOf(() => {
    if (!locumBook) throw new Error('the National Locum log could not be read')
    return locumBook
  })
  const persons = createPersonRegistry({ store, marks, blindMark, now, newId, agent })
  return { marks, blindMark, persons, locumLog, locumGrants, isLogRead: locumBook !== undefined }
}
