/**
 * Letters and emails to people of a campaign. The name, address and email come from their case, while it is here; without one, the name comes
 * from the National Locum log.
 */
import { formatPhone } from '../../domain/phone-number.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { ok, type Result } from '../../domain/result.ts'
import { draftLetter, letterTemplates, type LetterKind } from '../../domain/wind-down/letters.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import { lastGrantedFirst } from '../locum/locum-views.ts'
import type { LocumLogs } from '../locum/locum-log.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Fonts, Practice, Settings, SignedInAgent } from '../ports.ts'
import { readPerson, type StandingObligation } from './read-campaign.ts'
import { noSuchPerson } from './not-found.ts'
import type { WindsDown } from './wind-down.ts'

export type LetterPorts = WindsDown & Cases & Clock & Fonts & LocumLogs & Practice & Settings & SignedInAgent

interface LetterInput {
  readonly campaignId: string
  readonly personId: string
  readonly letter: LetterKind
}

export interface Letter {
  /** Email of the person, where their case has one. */
  readonly to?: string
  readonly subject: string
  readonly body: string
  readonly caseId?: string
}

interface DraftedLetter extends Letter {
  readonly lines: readonly string[]
}

export async function writeLetter(
  ports: LetterPorts,
  { campaignId, personId, letter }: LetterInput,
): Promise<Result<DraftedLetter, 'no-such-person'>> {
  const person = readPerson(ports.windDown, ports.windDown.standings(), campaignId, personId)
  if (!person) return noSuchPerson
  const { registrant, caseId, organisation } = await findRegistrant(
    ports,
    person.all.map(({ obligation }) => obligation.caseId),
  )
  const name = registrant ? fullName(registrant) : await findNameInLog(ports, person.all)
  const settings = ports.settings()
  const agent = settings.agents.find(({ agentId }) => agentId === ports.agent.agentId)
  const drafted = draftLetter(letter, {
    name: name ?? 'colleague',
    organisation: organisation ?? person.all[0]!.obligation.odsCodes[0] ?? 'your organisation',
    serviceProvider: settings.serviceProvider.name,
    agentName: ports.agent.agentName,
    agentMobile: agent ? formatPhone(agent.mobile) : 'our office number',
  })
  const address = registrant?.address
  return ok({
    ...drafted,
    ...(caseId === undefined ? {} : { caseId }),
    ...(registrant?.email ? { to: registrant.email.address } : {}),
    lines:
      registrant && address
        ? [fullName(registrant), ...address.lines, address.town, address.postcode].filter((line) => line !== '')
        : name === undefined
          ? []
          : [name],
  })
}

/** Of the newest case of the person that is here. */
async function findRegistrant({ cases }: Cases, caseIds: readonly (string | undefined)[]) {
  for (const caseId of new Set(caseIds.toReversed())) {
    const open = caseId === undefined ? undefined : await cases.get(caseId)
    const registrant = open?.view.facts.registrant
    if (caseId !== undefined && registrant) return { caseId, registrant, organisation: open.view.facts.organisation?.name }
  }
  return {}
}

/** As the screens name them: by the access of their UUID that was granted last. */
async function findNameInLog({ locumLog }: LocumLogs, all: readonly StandingObligation[]): Promise<string | undefined> {
  const uuids = new Set(all.flatMap(({ obligation: { uuid } }) => uuid ?? []))
  if (uuids.size === 0) return undefined
  const entries = (await locumLog.open()).all().filter(({ entry }) => uuids.has(entry.grant.uuid))
  return entries.toSorted(lastGrantedFirst)[0]?.entry.grant.name
}

export async function drawLetter(
  ports: LetterPorts,
  input: LetterInput & { readonly body: string },
): Promise<
  Result<{ readonly fileName: string; readonly bytes: Uint8Array; readonly caseId?: string }, DocumentFailureCode | 'no-such-person'>
> {
  const written = await writeLetter(ports, input)
  if (!written.ok) return written
  const { lines, caseId, subject } = written.value
  const today = ports.now()
  const { makeTextPdf } = await import('../documents/text-pdf.ts')
  const drawn = await makeTextPdf(
    {
      title: letterTemplates[input.letter].title,
      paragraphs: [
        ...(lines.length > 0 ? [lines.join('\n')] : []),
        new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(today),
        subject,
        ...input.body.split('\n\n'),
      ],
      foot: ports.settings().serviceProvider.name,
    },
    { fonts: await ports.documentFonts(), now: today.toISOString(), practice: ports.practice },
  )
  if (!drawn.ok) return drawn
  return ok({
    fileName: `${input.letter}-${input.personId.slice(0, 8)}.pdf`,
    bytes: drawn.value,
    ...(caseId === undefined ? {} : { caseId }),
  })
}
