/** Handlers of `preload/contract/wind-down.ts`. */
import { err, ok, type Result } from '../../domain/result.ts'
import type { CampaignRow } from '../../domain/wind-down/campaign.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { UndoKind } from '../../domain/case/to-undo.ts'
import type { Handlers, Output } from '../../preload/contract.ts'
import type { windDownChannels } from '../../preload/contract/wind-down.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import type { Store, Views } from '../ports.ts'
import type { CertificatePaperPorts } from './certificate-paper.ts'
import type { CertifyingSession } from './certify.ts'
import type { LeftListPorts } from './left-list.ts'
import type { LetterPorts } from './letters.ts'
import { chartOf, findLater, progressOf, readPerson, readPersons, summariseInCampaign, summariseOpen } from './read-campaign.ts'
import { noSuchCampaign, noSuchPerson } from './not-found.ts'
import type { CampaignPorts } from './run-campaign.ts'
import type { Standings } from './standing.ts'
import type { WindsDown } from './wind-down.ts'

type WindDownPorts = CampaignPorts & CertificatePaperPorts & LeftListPorts & LetterPorts & Store & Views

export interface WindDownHandlerDeps {
  readonly desk: () => WindDownPorts
  readonly session: () => CertifyingSession
  readonly save: SaveFile
  /** What the policy of the organisation says. */
  readonly exportsAllowed: () => boolean
}

type WindDownHandlers = Pick<Handlers, keyof typeof windDownChannels>

export const windDownHandlers = (deps: WindDownHandlerDeps): WindDownHandlers => ({
  ...lookHandlers(deps),
  ...actHandlers(deps),
  ...fileHandlers(deps),
})

type Campaign = Output<'windDown.campaign'>['campaign']

function describe(
  { windDown }: WindsDown,
  campaign: CampaignRow,
  standings: Standings,
): { campaign: Campaign; persons: ReturnType<typeof readPersons> } {
  const { campaignId, name, choice, events } = campaign
  const certified = events.find(({ kind }) => kind === 'certified')
  const persons = readPersons(windDown, standings, campaignId)
  // What comes after the end belongs to another campaign.
  const later = certified ? [] : findLater(standings, campaign, persons)
  return {
    persons,
    campaign: {
      campaignId,
      name,
      choice,
      startedAt: events[0]!.at,
      startedBy: events[0]!.by,
      ...(certified ? { certifiedAt: certified.at } : {}),
      ...progressOf(persons, later),
    },
  }
}

const noteView = ({ views }: Views, of: string) => views.note({ action: 'wind-down-viewed', of })

function countBy(open: ReturnType<Standings['open']>): Output<'windDown.today'>['counts'] {
  const counts = new Map<string, { odsCode?: string; kind: UndoKind; count: number }>()
  for (const { kind, odsCodes } of open)
    for (const odsCode of odsCodes.length > 0 ? odsCodes : [undefined]) {
      const key = `${odsCode ?? ''} ${kind}`
      const before = counts.get(key)
      counts.set(key, { ...(odsCode === undefined ? {} : { odsCode }), kind, count: (before?.count ?? 0) + 1 })
    }
  return [...counts.values()]
}

function lookHandlers({ desk }: WindDownHandlerDeps) {
  return {
    'windDown.today': async () => {
      const ports = desk()
      const noted = await noteView(ports, 'wind-down')
      if (!noted.ok) return noted
      const standings = ports.windDown.standings()
      const open = standings.open()
      return ok({
        today: plainDateOf(ports.now()),
        obligations: open.length,
        elsewhere: standings.elsewhereCount(),
        counts: countBy(open),
        persons: summariseOpen(open),
        campaigns: ports.windDown.book.campaigns().map((one) => describe(ports, one, standings).campaign),
      })
    },
    'windDown.preview': async ({ choice }) => {
      const { previewCampaign } = await import('./run-campaign.ts')
      const chosen = previewCampaign(desk(), choice)
      const kinds: Partial<Record<UndoKind, number>> = {}
      for (const { kind } of chosen) kinds[kind] = (kinds[kind] ?? 0) + 1
      return ok({ persons: new Set(chosen.map(({ personId }) => personId)).size, obligations: chosen.length, kinds })
    },
    'windDown.campaign': async ({ campaignId }) => {
      const ports = desk()
      const found = ports.windDown.book.findCampaign(campaignId)
      if (!found) return noSuchCampaign
      const noted = await noteView(ports, campaignId)
      if (!noted.ok) return noted
      const { campaign, persons } = describe(ports, found, ports.windDown.standings())
      const today = plainDateOf(ports.now())
      return ok({ today, campaign, persons: persons.map(summariseInCampaign), chart: chartOf(persons, today) })
    },
    'windDown.person': async ({ campaignId, personId }) => {
      const ports = desk()
      if (!ports.windDown.book.findCampaign(campaignId)) return noSuchCampaign
      const found = readPerson(ports.windDown, ports.windDown.standings(), campaignId, personId)
      if (!found) return noSuchPerson
      const noted = await noteView(ports, personId)
      if (!noted.ok) return noted
      const { decision, chased, reproofs } = found.known
      return ok({
        person: summariseInCampaign(found),
        all: found.all.map(({ obligation, standing }) => ({ obligation, standing })),
        ...(decision ? { decision: pick(decision) } : {}),
        ...(chased
          ? { chased: { letter: chased.letter, on: chased.on, ...(chased.next === undefined ? {} : { next: chased.next }) } }
          : {}),
        meetings: [...reproofs],
      })
    },
    'windDown.packs': async ({ campaignId, decision }) => {
      const ports = desk()
      if (!ports.windDown.book.findCampaign(campaignId)) return noSuchCampaign
      const noted = await ports.views.note({ action: 'wind-down-pack-viewed', of: `${campaignId} ${decision}` })
      if (!noted.ok) return noted
      const chosen = readPersons(ports.windDown, ports.windDown.standings(), campaignId).filter(
        ({ left, known }) => left.length > 0 && known.decision?.decision === decision,
      )
      const { makePacks } = await import('../../domain/wind-down/closure-pack.ts')
      const uuids = chosen.map(({ all }) => all.find(({ obligation }) => obligation.uuid !== undefined)?.obligation.uuid)
      return ok({
        packs: makePacks(uuids.filter((uuid) => uuid !== undefined)).map(({ title, uuids: own }) => ({ title, uuids: [...own] })),
        withoutUuid: uuids.filter((uuid) => uuid === undefined).length,
      })
    },
  } satisfies Partial<WindDownHandlers>
}

const pick = ({ decision, why, decidedBy, at, by }: NonNullable<Output<'windDown.person'>['decision']>) => ({
  decision,
  at,
  by,
  ...(why === undefined ? {} : { why }),
  ...(decidedBy === undefined ? {} : { decidedBy }),
})

function actHandlers({ desk, session }: WindDownHandlerDeps) {
  const nothing = <Code extends string>(done: Result<unknown, Code>) => (done.ok ? ok({}) : done)
  return {
    'windDown.start': async (input) => (await import('./run-campaign.ts')).startCampaign(desk(), input),
    'windDown.addLater': async ({ campaignId }) => (await import('./run-campaign.ts')).addLater(desk(), campaignId),
    'windDown.decide': async (input) => (await import('./run-campaign.ts')).decide(desk(), input),
    'windDown.settle': async (input) => (await import('./run-campaign.ts')).settle(desk(), input),
    'windDown.chase': async (input) => (await import('./run-campaign.ts')).chase(desk(), input),
    'windDown.noteMeeting': async (input) => nothing(await (await import('./note-meeting.ts')).noteMeeting(desk(), input)),
    'windDown.certify': async ({ campaignId }) => nothing(await (await import('./certify.ts')).endCampaign(desk(), session(), campaignId)),
  } satisfies Partial<WindDownHandlers>
}

function fileHandlers({ desk, session, save, exportsAllowed }: WindDownHandlerDeps) {
  return {
    'windDown.letter': async (input) => {
      const { writeLetter } = await import('./letters.ts')
      const ports = desk()
      const written = await writeLetter(ports, input)
      if (!written.ok) return written
      const { to, subject, body, caseId } = written.value
      const noted = await ports.views.note({
        action: 'wind-down-letter-previewed',
        of: `${input.personId} ${input.letter}`,
        ...(caseId === undefined ? {} : { caseId }),
      })
      return noted.ok ? ok({ subject, body, ...(to === undefined ? {} : { to }) }) : noted
    },
    'windDown.letterPdf': async (input) => {
      const { drawLetter } = await import('./letters.ts')
      const ports = desk()
      const drawn = await drawLetter(ports, input)
      if (!drawn.ok) return drawn
      const { caseId, bytes } = drawn.value
      const of = `${input.personId} ${input.letter} pdf`
      const noted = await ports.views.note({ action: 'wind-down-letter-previewed', of, ...(caseId === undefined ? {} : { caseId }) })
      return noted.ok ? ok({ base64: Buffer.from(bytes).toString('base64') }) : noted
    },
    'windDown.saveLetter': async (input) => {
      const { drawLetter } = await import('./letters.ts')
      const drawn = await drawLetter(desk(), input)
      if (!drawn.ok) return drawn
      const { caseId, fileName, bytes } = drawn.value
      const note = { action: 'wind-down-letter-saved', ...(caseId === undefined ? {} : { caseId }) }
      return saveNoted(desk(), note, () => save(fileName, bytes))
    },
    'windDown.saveLeft': async (input) => {
      if (!exportsAllowed()) return exportsOff
      const { drawLeftList } = await import('./left-list.ts')
      const drawn = await drawLeftList(desk(), input)
      if (!drawn.ok) return drawn
      const { fileName, bytes } = drawn.value
      return saveNoted(desk(), { action: 'wind-down-left-saved', detail: { ...input } }, () => save(fileName, bytes))
    },
    'windDown.saveCertificate': async ({ campaignId, format }) => {
      const { stateCertificate, signCertificate } = await import('./certify.ts')
      const stated = await stateCertificate(desk(), session(), campaignId)
      if (!stated.ok) return stated
      const made =
        format === 'json'
          ? ok(signCertificate(stated.value, session()))
          : await (await import('./certificate-paper.ts')).drawCertificate(desk(), stated.value)
      if (!made.ok) return made
      const { fileName, bytes, code } = made.value
      const action = format === 'json' ? 'wind-down-certificate-saved' : 'wind-down-certificate-printed'
      const saved = await saveNoted(desk(), { action, detail: { campaignId, code } }, () => save(fileName, bytes))
      return saved.ok ? ok({ savedAs: saved.value.savedAs, code }) : saved
    },
  } satisfies Partial<WindDownHandlers>
}

const exportsOff = err(
  'exports-off',
  'Your organisation does not allow lists to be saved as files on this workstation. Nothing was saved.',
  'Print what is left, or ask your RA manager.',
)
