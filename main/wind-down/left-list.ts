/** What is left of a campaign, as a file for a spreadsheet or for paper. UUIDs and references, no names. */
import { formatPlainDate } from '../../domain/registrant/plain-date.ts'
import { groupUuid, thingsInWords } from '../../domain/format.ts'
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { ok, type Result } from '../../domain/result.ts'
import { decisionWords } from '../../domain/wind-down/settlement.ts'
import { undoKindWords } from '../../domain/wind-down/obligation.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import { makeSafeCsv } from '../documents/manifest-csv.ts'
import type { Clock, Fonts, Practice, SignedInAgent, Store } from '../ports.ts'
import { readPersons } from './read-campaign.ts'
import { noSuchCampaign } from './not-found.ts'
import { dayOfInstant, type WindsDown } from './wind-down.ts'

const headings = ['UUID', 'Case', 'To undo', 'Organisations', 'Since', 'Ends on', 'Card', 'Decision'] as const

export type LeftListPorts = WindsDown & Clock & Fonts & Practice & SignedInAgent & Store

interface LeftList {
  readonly name: string
  readonly rows: readonly (readonly string[])[]
}

function listLeft({ windDown }: WindsDown, campaignId: string): LeftList | undefined {
  const campaign = windDown.book.findCampaign(campaignId)
  if (!campaign) return undefined
  const rows = readPersons(windDown, windDown.standings(), campaignId).flatMap(({ left, known }) =>
    left.map(({ uuid, caseReference, kind, odsCodes, since, until, serial }) => [
      uuid ?? '',
      caseReference ?? '',
      undoKindWords[kind],
      odsCodes.join(' '),
      dayOfInstant(since),
      until ?? '',
      serial ?? '',
      known.decision ? decisionWords[known.decision.decision].title : 'Not decided',
    ]),
  )
  return { name: campaign.name, rows }
}

export interface LeftFile {
  readonly fileName: string
  readonly bytes: Uint8Array
}

export async function drawLeftList(
  ports: LeftListPorts,
  { campaignId, format }: { readonly campaignId: string; readonly format: 'csv' | 'pdf' },
): Promise<Result<LeftFile, DocumentFailureCode | 'no-such-campaign'>> {
  const list = listLeft(ports, campaignId)
  if (!list) return noSuchCampaign
  const fileName = `left-to-undo-${campaignId.slice(0, 8)}.${format}`
  if (format === 'csv') {
    const practice = ports.practice ? [['PRACTICE']] : []
    return ok({ fileName, bytes: makeSafeCsv([...practice, headings, ...list.rows]) })
  }
  const { size, code } = ports.store.checkpoint()
  const rows = list.rows.map(
    ([uuid = '', reference = '', kind = '', organisations = '', since = '', until = '', serial = '', decision = '']) => [
      uuid === '' ? 'No UUID' : groupUuid(uuid),
      reference,
      kind,
      organisations,
      formatPlainDate(since),
      until && formatPlainDate(until),
      serial,
      decision,
    ],
  )
  const { makeTablePdf } = await import('../documents/table-pdf.ts')
  const drawn = await makeTablePdf(
    {
      title: 'Left to undo',
      about: `${list.name}: ${thingsInWords(rows.length)}`,
      printed: {
        on: dayOfInstant(ports.now().toISOString()),
        by: ports.agent.agentName,
        checkpoint: formatPaperCode({ size, code }),
      },
      columns: headings,
      rows,
    },
    { fonts: await ports.documentFonts(), now: ports.now().toISOString(), practice: ports.practice },
  )
  return drawn.ok ? ok({ fileName, bytes: drawn.value }) : drawn
}
