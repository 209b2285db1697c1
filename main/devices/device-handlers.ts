/** Handlers of `preload/contract/devices.ts`. */
import type { ReaderUse } from '../../domain/card/reader-choice.ts'
import { err, ok } from '../../domain/result.ts'
import type { CardPage } from '../../native/card-inspection/read-card.ts'
import { supportTranscript } from '../../native/reader/transcript.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { devicesChannels } from '../../preload/contract/devices.ts'
import type { Clock, DevicePorts, RandomBytes, Store } from '../ports.ts'
import type { ReaderPinStore } from './keep-off.ts'
import type { DeviceWatch } from './watch-devices.ts'
import type { SaveFile } from '../record/save-noted.ts'

/** Kept outside the vault: devices are opened before sign-in. */
export interface ModemPortStore {
  read(): string | undefined
  write(port: string | undefined): void
}

export interface DeviceHandlerDeps {
  readonly desk: () => Clock & DevicePorts & RandomBytes & Store
  readonly deviceWatch: DeviceWatch
  readonly modemPort: ModemPortStore
  readonly pins: ReaderPinStore
  readonly version: string
  readonly save: SaveFile
}

export function deviceHandlers({
  desk,
  deviceWatch,
  modemPort,
  pins,
  version,
  save,
}: DeviceHandlerDeps): Pick<Handlers, keyof typeof devicesChannels> {
  /** The last page read from each reader, secrets withheld: it waits here until it is saved. */
  const pages = new Map<string, { readonly page: CardPage; readonly at: string }>()
  return {
    'devices.state': async () => ok(deviceWatch.get()),
    'devices.modemPort': async () => ok({ port: modemPort.read() ?? '' }),
    'devices.useModem': async ({ port }) => {
      const noted = await desk().store.commit([], { action: 'modem-changed', detail: { from: modemPort.read() ?? '', to: port } })
      if (!noted.ok) return noted
      modemPort.write(port || undefined)
      return ok({})
    },
    'readers.pin': ({ reader, use }) => {
      pins.write(withPin(pins.read(), reader, use))
      deviceWatch.again()
      return Promise.resolve(ok({}))
    },
    'card.page': async ({ reader }) => {
      pages.delete(reader)
      const { readCardPage } = await import('../cards/inspect-card.ts')
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
