/** Answers the channels of `preload/contract/readers.ts`. */
import type { ReaderUse } from '../../domain/card/reader-choice.ts'
import { err, ok } from '../../domain/result.ts'
import type { CardPage } from '../../native/card-inspection/read-card.ts'
import { supportTranscript } from '../../native/reader/transcript.ts'
import type { Answer, Handlers } from '../../preload/contract.ts'
import type { readersChannels } from '../../preload/contract/readers.ts'
import type { DeskContext } from '../station/desk-context.ts'
import type { ReaderPinStore } from './keep-off.ts'
import { readCardPage } from '../cards/inspect-card.ts'

export interface ReaderHandlerDeps {
  readonly desk: () => DeskContext
  readonly pins: ReaderPinStore
  /** The pins changed: what is said of the readers is said anew. */
  readonly pinned: () => void
  readonly version: string
  readonly save: (fileName: string, bytes: Uint8Array) => Promise<Answer<{ savedAs: string }>>
}

export function readerHandlers({ desk, pins, pinned, version, save }: ReaderHandlerDeps): Pick<Handlers, keyof typeof readersChannels> {
  /** The last page read from each reader; withheld what has to be, so it may wait here until it is saved. */
  const pages = new Map<string, { readonly page: CardPage; readonly at: string }>()
  return {
    'readers.pin': ({ reader, use }) => {
      pins.write(withPin(pins.read(), reader, use))
      pinned()
      return Promise.resolve(ok({}))
    },
    'card.page': async ({ reader }) => {
      pages.delete(reader)
      const page = await readCardPage(desk(), reader)
      if (!page.ok) return page
      pages.set(reader, { page: page.value, at: desk().now().toISOString() })
      const { atr, what, sections, transcript } = page.value
      return ok({ atr, what, sections: sections.map((section) => ({ ...section, rows: [...section.rows] })), transcript: [...transcript] })
    },
    'card.saveTranscript': ({ reader }) => {
      const last = pages.get(reader)
      if (!last)
        return Promise.resolve(
          err('no-transcript', 'No card has been read in this reader yet.', 'Read the card first, then save what was said.'),
        )
      const {
        page: { transcript, atr, what },
        at,
      } = last
      const text = supportTranscript({ lines: transcript, atr, what, reader, version, platform: process.platform, at })
      return save(`card-transcript-${at.slice(0, 10)}.txt`, new TextEncoder().encode(text))
    },
  }
}

/** A reader has one use, and each use one reader. */
export function withPin(pins: ReturnType<ReaderPinStore['read']>, reader: string, use: ReaderUse): ReturnType<ReaderPinStore['read']> {
  const keep = (name: string | undefined): string | undefined => (name === reader ? undefined : name)
  return { blankCards: use === 'blank-cards' ? reader : keep(pins.blankCards), ownCard: use === 'own-card' ? reader : keep(pins.ownCard) }
}
