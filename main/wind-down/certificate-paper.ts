/** The nothing-left certificate as a PDF, from the same statement as the signed file. The signed file is the proof; the paper says so. */
import { undoKinds } from '../../domain/case/to-undo.ts'
import { formatDateTime, formatLongDate, peopleInWords, thingsInWords } from '../../domain/format.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { CampaignRow } from '../../domain/wind-down/campaign.ts'
import type { CertificateStatement } from '../../domain/wind-down/certificate.ts'
import { undoKindWords } from '../../domain/wind-down/obligation.ts'
import { ownWays, settledWays, settledWords } from '../../domain/wind-down/settlement.ts'
import type { CertificateSection } from '../documents/certificate-pdf.ts'
import type { DocumentFailureCode } from '../documents/failure.ts'
import type { Clock, Editions, Fonts, Practice, Settings, SignedInAgent } from '../ports.ts'
import { certificateFileName, type SavedCertificate } from './certify.ts'
import { dayOfInstant, type WindsDown } from './wind-down.ts'

export type CertificatePaperPorts = Clock & Editions & Fonts & Practice & Settings & SignedInAgent & WindsDown

const ways = [...settledWays, ...ownWays]
const number = (count: number): string => count.toLocaleString('en-GB')

export async function drawCertificate(
  ports: CertificatePaperPorts,
  statement: CertificateStatement,
): Promise<Result<SavedCertificate, DocumentFailureCode>> {
  const now = ports.now().toISOString()
  const { makeCertificatePdf } = await import('../documents/certificate-pdf.ts')
  const drawn = await makeCertificatePdf(
    {
      provider: ports.settings().serviceProvider.name,
      printed: `Printed on ${formatLongDate(dayOfInstant(now))} by ${ports.agent.agentName}.`,
      statement: `Nothing of the campaign “${statement.campaign.name}” was left to undo on this workstation on ${formatDateTime(statement.at)}.`,
      sections: [aboutCampaign(ports, statement), whatWasChecked(statement), howToCheck(statement)],
      checkpoint: statement.code,
    },
    { fonts: await ports.documentFonts(), now, practice: ports.practice },
  )
  return drawn.ok ? ok({ fileName: certificateFileName(statement, 'pdf'), bytes: drawn.value, code: statement.code }) : drawn
}

function aboutCampaign(
  { editions, windDown }: Pick<CertificatePaperPorts, 'editions' | 'windDown'>,
  { campaign: { campaignId, name, choice }, at }: CertificateStatement,
): CertificateSection {
  const events: CampaignRow['events'] = windDown.book.findCampaign(campaignId)?.events ?? []
  const [started, ended] = [events[0], events.find(({ kind }) => kind === 'certified')]
  const { editions: ids = [], odsCodes = [], kinds = [], from, to } = choice
  const about = [
    ...ids.map((id) => editions.find(id)?.name ?? id),
    ...odsCodes,
    ...kinds.map((kind) => undoKindWords[kind]),
    ...(from ? [`from ${formatLongDate(from)}`] : []),
    ...(to ? [`to ${formatLongDate(to)}`] : []),
  ]
  return {
    heading: 'Campaign',
    rows: [
      ['Name', name],
      ['About', about.length > 0 ? about.join('; ') : 'Everything that is to be undone'],
      ...(started ? [['Started', `${formatDateTime(started.at)}, by ${started.by}`] as const] : []),
      ['Ended', `${formatDateTime(at)}${ended ? `, by ${ended.by}` : ''}`],
    ],
  }
}

function whatWasChecked({ persons, obligations, kinds, settled, elsewhere }: CertificateStatement): CertificateSection {
  return {
    heading: 'What was checked',
    rows: [
      ['In the campaign', `${thingsInWords(obligations)} of ${peopleInWords(persons)}`],
      ...undoKinds.flatMap((kind) => (kinds[kind] ? [[undoKindWords[kind], number(kinds[kind])] as const] : [])),
      ...ways.flatMap((way) => (settled[way] ? [[`Settled: ${settledWords[way]}`, number(settled[way])] as const] : [])),
      ['Left to undo', '0'],
      ['Left with cases handed over', number(elsewhere)],
    ],
    note:
      'RA Desk checked each of these things against the cases, the register of cards and the National Locum log of this workstation, and that ' +
      'nothing of this kind was outside the campaign. It cannot see CIS.',
  }
}

function howToCheck(statement: CertificateStatement): CertificateSection {
  const file = certificateFileName(statement, 'json')
  return {
    heading: 'How to check it',
    rows: [
      ['Entry of the record', number(statement.entry)],
      ['Record code', statement.code],
      ['Signed file', file],
      ['Signed by', `${statement.agent.name} and this workstation`],
    ],
    note:
      `This page is a copy to read. The signed file is the certificate: export the record, then run ` +
      `“node tools/verify-record.mjs RECORD.jsonl ${statement.code} ${file}”. It checks the signatures, the record and the code above.`,
  }
}
