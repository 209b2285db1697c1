/** The keyhole's channels about cards. */
import { ok } from '../../domain/result.ts'
import type { Answer, Handlers } from '../../preload/contract.ts'
import { listCards, showCard } from './card-views.ts'
import { importBox, readList } from './import-card-box.ts'
import { actOnCard } from './act-on-card.ts'
import { drawRequest } from './card-request.ts'
import { saveTranscript, showTranscript } from './card-transcript.ts'
import type { DeskContext } from '../station/desk-context.ts'
import { installCardCertificate } from './install-card-certificate.ts'

export interface CardHandlerDeps {
  readonly desk: () => DeskContext
  readonly save: (fileName: string, bytes: Uint8Array) => Promise<Answer<{ savedAs: string }>>
  readonly version: string
}

export function cardHandlers({ desk, save, version }: CardHandlerDeps): Pick<Handlers, Extract<keyof Handlers, `cards.${string}`>> {
  return {
    'cards.list': async () => ok(listCards(desk())),
    'cards.show': (input) => showCard(desk(), input),
    'cards.transcript': (input) => showTranscript(desk(), input),
    'cards.saveTranscript': (input) => saveTranscript(desk(), input, { save, version }),
    'cards.readList': async (input) => readList(desk(), input),
    'cards.importBox': (input) => importBox(desk(), input),
    'cards.act': (input) => actOnCard(desk(), input),
    'cards.authority': async () => {
      const authority = await desk().cards.authority.view()
      return ok(authority ? { authority } : {})
    },
    'cards.loadAuthority': async ({ base64, passphrase }) => {
      const loaded = await desk().cards.authority.load(Buffer.from(base64, 'base64'), passphrase)
      return loaded.ok ? ok({ authority: loaded.value }) : loaded
    },
    'cards.removeAuthority': async () => {
      const removed = await desk().cards.authority.remove()
      return removed.ok ? ok({}) : removed
    },
    'cards.installCertificate': (input) => installCardCertificate(desk(), input),
    'cards.saveRequest': async (input) => {
      const drawn = await drawRequest(desk(), input)
      return drawn.ok ? save(drawn.value.fileName, drawn.value.bytes) : drawn
    },
  }
}
