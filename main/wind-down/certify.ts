/**
 * Ends a campaign with its nothing-left certificate: only when nothing of it is left. First the end is recorded, then a checkpoint over that
 * entry is signed, then the certificate. If RA Desk stops in between, the certificate is made when it is next asked for.
 */
import { toBase64 } from '../../domain/bytes.ts'
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { CampaignEvent, CampaignRow } from '../../domain/wind-down/campaign.ts'
import { CERTIFICATE_KIND, type CertificateFile, type CertificateStatement } from '../../domain/wind-down/certificate.ts'
import type { VaultRecord } from '../record/record.ts'
import { signedBytesOf } from '../vault/signed-file.ts'
import type { UnlockedVault } from '../vault/vault.ts'
import type { RecordFailureCode } from '../record/store.ts'
import type { ReadFailureCode } from '../record/journal-failures.ts'
import { findLater, progressOf, readPersons, type PersonInCampaign } from './read-campaign.ts'
import { noSuchCampaign } from './not-found.ts'
import { findOpen, type CampaignPorts } from './run-campaign.ts'

const ACTION = 'wind-down-certified'

export interface CertifyingSession {
  readonly vault: Pick<UnlockedVault, 'vaultId' | 'deviceKey' | 'signAsAgent' | 'agent'>
  readonly record: Pick<VaultRecord, 'checkpoint' | 'entries'>
  readonly practice: boolean
}
type CertifiedEvent = Extract<CampaignEvent, { kind: 'certified' }>

/** Records that nothing is left. */
export async function endCampaign(
  ports: CampaignPorts,
  { record }: Pick<CertifyingSession, 'record'>,
  campaignId: string,
): Promise<Result<CampaignRow, RecordFailureCode | 'no-such-campaign' | 'campaign-certified' | 'something-left'>> {
  const campaign = findOpen(ports, campaignId)
  if (!campaign.ok) return campaign
  const standings = ports.windDown.standings()
  const persons = readPersons(ports.windDown, standings, campaignId)
  const { left, later, ...counts } = progressOf(persons, findLater(standings, campaign.value, persons))
  if (left > 0)
    return err(
      'something-left',
      `${left} things are still to be undone. No certificate was signed.`,
      'Settle them first: the campaign lists them.',
    )
  if (later > 0)
    return err(
      'something-left',
      `${later} things came since the campaign began. No certificate was signed.`,
      'Add them to the campaign, and settle them.',
    )
  const event: CertifiedEvent = {
    kind: 'certified',
    size: record.checkpoint().size,
    persons: counts.persons,
    obligations: counts.obligations,
    elsewhere: counts.elsewhere,
    ...countUp(persons),
    at: ports.now().toISOString(),
    by: ports.agent.agentName,
  }
  const ended = await ports.windDown.book.addToCampaign(campaignId, event, ACTION)
  return ended.ok ? ok(ports.windDown.book.findCampaign(campaignId)!) : ended
}

function countUp(persons: readonly PersonInCampaign[]): Pick<CertifiedEvent, 'kinds' | 'settled'> {
  const kinds: Record<string, number> = {}
  const settled: Record<string, number> = {}
  for (const { obligation, standing } of persons.flatMap(({ all }) => all)) {
    kinds[obligation.kind] = (kinds[obligation.kind] ?? 0) + 1
    if (standing.state === 'settled') settled[standing.how] = (settled[standing.how] ?? 0) + 1
  }
  return { kinds, settled }
}

/** What the certificate of a campaign that ended says. Each time it is made over the record as it then is; it never says anything else. */
export async function stateCertificate(
  ports: Pick<CampaignPorts, 'windDown'>,
  { vault, record, practice }: CertifyingSession,
  campaignId: string,
): Promise<Result<CertificateStatement, ReadFailureCode | 'no-such-campaign' | 'not-certified'>> {
  const campaign = ports.windDown.book.findCampaign(campaignId)
  if (!campaign) return noSuchCampaign
  const event = campaign.events.find((one) => one.kind === 'certified')
  if (!event) return err('not-certified', 'This campaign has not ended. Nothing was saved.', 'Sign its certificate first.')
  const entry = await findEntry(record, event.size)
  if (!entry.ok) return entry
  const { size, code, note } = record.checkpoint()
  const { persons, obligations, elsewhere, kinds, settled } = event
  return ok({
    version: 1,
    origin: `ra-desk/${vault.vaultId}`,
    practice,
    campaign: { campaignId, name: campaign.name, choice: campaign.choice, startedAt: campaign.events[0]!.at },
    persons,
    obligations,
    kinds,
    settled,
    elsewhere,
    at: event.at,
    agent: { agentId: vault.agent.id, name: vault.agent.name },
    entry: entry.value,
    checkpoint: note,
    code: formatPaperCode({ size, code }),
  })
}

export interface SavedCertificate {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly code: string
}

export const certificateFileName = ({ at, campaign }: CertificateStatement, format: 'json' | 'pdf'): string =>
  `nothing-left-${at.slice(0, 10)}-${campaign.campaignId.slice(0, 8)}.${format}`

/** Signed by the agent and by the workstation: what `tools/verify-record.mjs` checks. */
export function signCertificate(statement: CertificateStatement, { vault }: Pick<CertifyingSession, 'vault'>): SavedCertificate {
  const signed = JSON.stringify(statement)
  const message = signedBytesOf(CERTIFICATE_KIND, signed)
  const file: CertificateFile = {
    kind: CERTIFICATE_KIND,
    signed,
    workstation: toBase64(vault.deviceKey().sign(message)),
    agent: toBase64(vault.signAsAgent(message)),
  }
  return {
    fileName: certificateFileName(statement, 'json'),
    bytes: new TextEncoder().encode(`${JSON.stringify(file, undefined, 1)}\n`),
    code: statement.code,
  }
}

/** Entries of the clock may have come between the size that was noted and the entry itself. */
async function findEntry(record: CertifyingSession['record'], from: number): Promise<Result<number, ReadFailureCode>> {
  for await (const read of record.entries(from)) {
    if (!read.ok) return read
    if (read.value.action === ACTION) return ok(read.value.seq)
  }
  throw new Error('the entry that ended the campaign is not in the record')
}
