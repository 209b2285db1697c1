/**
 * What belongs to one card of a case beside its events, sealed under the case's own key so that it goes with the case: the request and certificate
 * of its key, and a redacted transcript of each time it was written.
 */
import { z } from 'zod'
import { instant, plainDate, shortText } from '../../domain/values.ts'
import type { Result } from '../../domain/result.ts'
import type { ManagementAlgorithm } from '../../native/card/piv.ts'
import type { RecordFailureCode, RecordStore, RowToSeal } from '../record/store.ts'

const CERTIFICATES = 'card-certificates'
const TRANSCRIPTS = 'card-transcripts'

export const cardCertificate = z.strictObject({
  rev: z.number().int().positive(),
  /** As the card told it, to the letter. */
  serial: shortText,
  /** SHA-256 of the DER SubjectPublicKeyInfo, upper-case hex. */
  publicKeyFingerprint: z.string().regex(/^[0-9A-F]{64}$/),
  management: z.strictObject({ algorithm: z.number().int(), key: z.enum(['present', 'next']) }),
  /** DER PKCS #10, signed by the card. */
  request: z.base64().optional(),
  certificate: z.base64().optional(),
  source: z.enum(['none', 'self-signed', 'authority', 'file']),
  installedAt: instant.optional(),
  validUntil: plainDate.optional(),
})
export type CardCertificate = z.infer<typeof cardCertificate> & { readonly management: { readonly algorithm: ManagementAlgorithm } }

export const cardTranscript = z.strictObject({
  attempt: z.number().int().positive(),
  startedAt: instant,
  endedAt: instant,
  reader: shortText,
  atr: z.string(),
  outcome: z.string(),
  lines: z.array(z.strictObject({ direction: z.enum(['=>', '<=']), text: z.string() })),
})
export type CardTranscript = z.infer<typeof cardTranscript>

export interface CardOfCase {
  readonly caseId: string
  readonly attempt: number
}
/** Sealed rows beside the events of a case: to be erased with it. `attempts`: number of its newest attempt at a card. */
export function findCardFiles(store: Pick<RecordStore, 'has'>, caseId: string, attempts: number) {
  const certificates = Array.from({ length: attempts }, (_, index) => ({ table: CERTIFICATES, id: `${caseId}:${index + 1}` }) as const)
  const transcripts = transcriptIds(store, caseId).map((id) => ({ table: TRANSCRIPTS, id }) as const)
  return [...certificates.filter(({ table, id }) => store.has(table, id)), ...transcripts]
}

/** They are numbered from 1 without a gap. */
function transcriptIds(store: Pick<RecordStore, 'has'>, caseId: string): string[] {
  const ids: string[] = []
  for (let id = `${caseId}:1`; store.has(TRANSCRIPTS, id); id = `${caseId}:${ids.length + 1}`) ids.push(id)
  return ids
}

type Kept = Promise<Result<unknown, RecordFailureCode>>

const certificateId = ({ caseId, attempt }: CardOfCase) => `${caseId}:${attempt}`

export interface CardFiles {
  readCertificate(card: CardOfCase): Promise<CardCertificate | undefined>
  /** To be committed with the event that it belongs to. */
  certificateRow(card: CardOfCase, value: Omit<CardCertificate, 'rev'>): Promise<RowToSeal>
  /** One for each time that the card was put in to be written, oldest first. */
  readTranscripts(caseId: string, attempt?: number): Promise<readonly CardTranscript[]>
  keepTranscript(caseId: string, transcript: CardTranscript): Kept
}

export function openCardFiles(store: RecordStore): CardFiles {
  const keyOf = (caseId: string): string => {
    const keyId = store.findCaseKey(caseId)
    if (keyId === undefined) throw new Error('a card of a case that is not here')
    return keyId
  }

  async function readCertificate(card: CardOfCase): Promise<CardCertificate | undefined> {
    const stored = await store.read(CERTIFICATES, certificateId(card), keyOf(card.caseId))
    return stored === undefined ? undefined : (cardCertificate.parse(stored) as CardCertificate)
  }

  return {
    readCertificate,
    certificateRow: async (card, value) => {
      const rev = ((await readCertificate(card))?.rev ?? 0) + 1
      return { table: CERTIFICATES, id: certificateId(card), rev, keyId: keyOf(card.caseId), value: { rev, ...value } }
    },
    readTranscripts: async (caseId, attempt) => {
      const found: CardTranscript[] = []
      for (const id of transcriptIds(store, caseId)) {
        const stored = await store.read(TRANSCRIPTS, id, keyOf(caseId))
        const transcript = stored === undefined ? undefined : cardTranscript.parse(stored)
        if (transcript && (attempt === undefined || transcript.attempt === attempt)) found.push(transcript)
      }
      return found.sort((one, other) => one.startedAt.localeCompare(other.startedAt))
    },
    keepTranscript: (caseId, transcript) => {
      const number = transcriptIds(store, caseId).length + 1
      return store.commit([{ table: TRANSCRIPTS, id: `${caseId}:${number}`, rev: 1, keyId: keyOf(caseId), value: transcript }], {
        action: 'card-transcript-kept',
        caseId,
      })
    },
  }
}
