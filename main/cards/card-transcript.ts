/** What was said to one card each time it was written, kept sealed with its case: to be read on the card's page, and saved for support. */
import { err, ok, type Result } from '../../domain/result.ts'
import { findKnownCard } from '../../native/card-inspection/known-cards.ts'
import { supportTranscript } from '../../native/reader/transcript.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { CardTranscript } from './card-files.ts'
import { findCard } from './card-views.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import type { Cards } from './card-services.ts'
import type { Settings, Store, Views } from '../ports.ts'

/** What the use-cases of this file need. */
export type CardTranscriptPorts = Cards & Settings & Store & Views

export async function showTranscript(desk: CardTranscriptPorts, wanted: Input<'cards.transcript'>): Promise<Reply<'cards.transcript'>> {
  const found = await findTranscript(desk, wanted)
  if (!found.ok) return found
  const {
    caseId,
    transcript: { atr, reader, lines },
  } = found.value
  const noted = await desk.views.note({ action: 'card-transcript-viewed', of: `${caseId}:${wanted.index}`, caseId })
  return noted.ok ? ok({ atr, reader, lines: lines.map(({ direction, text }) => `${direction} ${text}`) }) : noted
}

export async function saveTranscript(
  desk: CardTranscriptPorts,
  wanted: Input<'cards.saveTranscript'>,
  parts: { readonly save: SaveFile; readonly version: string },
): Promise<Reply<'cards.saveTranscript'>> {
  const found = await findTranscript(desk, wanted)
  if (!found.ok) return found
  const {
    caseId,
    transcript: { atr, reader, lines, startedAt: at },
  } = found.value
  const text = supportTranscript({
    lines,
    atr,
    what: findKnownCard(atr)?.what ?? 'a card of a kind that is not listed',
    reader,
    version: parts.version,
    platform: process.platform,
    at,
  })
  return saveNoted(desk, { action: 'card-transcript-saved', caseId }, () =>
    parts.save(`card-writing-${at.slice(0, 10)}.txt`, new TextEncoder().encode(text)),
  )
}

async function findTranscript(
  desk: CardTranscriptPorts,
  { serial, index }: Input<'cards.transcript'>,
): Promise<Result<{ readonly caseId: string; readonly transcript: CardTranscript }, 'no-such-card' | 'no-transcript'>> {
  const card = findCard(desk, serial)
  if (!card.ok) return card
  const { caseId, attempt } = card.value
  const transcript = caseId === undefined ? undefined : (await desk.cards.files.readTranscripts(caseId, attempt))[index]
  return transcript && caseId !== undefined
    ? ok({ caseId, transcript })
    : err(
        'no-transcript',
        'There is no such transcript of this card: none is kept when RA Desk is ended in the middle of a writing, and it goes with its case.',
        'Look at the history of the card instead.',
      )
}
