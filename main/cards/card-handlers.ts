/** Handlers of `preload/contract/cards.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { cardsChannels } from '../../preload/contract/cards.ts'
import type { DiskSpaceCheck } from '../files/disk-space.ts'
import type { IssueCardPorts } from './issue-card.ts'
import type { FileReading } from './read-apart.ts'
import type { Views } from '../ports.ts'
import type { SaveFile } from '../record/save-noted.ts'

export interface CardHandlerDeps {
  readonly desk: () => FileReading & IssueCardPorts & Views
  readonly save: SaveFile
  readonly version: string
  readonly checkDiskSpace: DiskSpaceCheck
}

export function cardHandlers({ desk, save, version, checkDiskSpace }: CardHandlerDeps): Pick<Handlers, keyof typeof cardsChannels> {
  return {
    'card.look': async (input) => {
      const noted = await desk().views.note({ action: 'card-looked-at', of: input.reader })
      return noted.ok ? (await import('./look-at-card.ts')).inspectBlankCard(desk(), input) : noted
    },
    'card.write': async (input) => {
      const enough = await checkDiskSpace('card')
      if (!enough.ok) return enough
      const { issueCard } = await import('./issue-card.ts')
      return issueCard(desk(), input)
    },
    'cards.answerAttempts': async ({ serial, attempts, isNew }) => {
      const answered = await desk().cards.attempts.answer({ serial, attempts, isNew })
      return answered.ok ? ok({}) : answered
    },
    'cards.list': async () => ok((await import('./card-views.ts')).listCards(desk())),
    'cards.show': async (input) => (await import('./card-views.ts')).showCard(desk(), input),
    'cards.transcript': async (input) => (await import('./card-transcript.ts')).showTranscript(desk(), input),
    'cards.saveTranscript': async (input) => (await import('./card-transcript.ts')).saveTranscript(desk(), input, { save, version }),
    'cards.readList': async (input) => (await import('./import-card-box.ts')).readList(desk(), input),
    'cards.importBox': async (input) => (await import('./import-card-box.ts')).importBox(desk(), input),
    'cards.act': async (input) => (await import('./act-on-card.ts')).actOnCard(desk(), input),
    'cards.ending': async (input) => ok((await import('./ending-cards.ts')).listEnding(desk(), input)),
    'cards.renewed': async (input) => (await import('./ending-cards.ts')).recordRenewed(desk(), input),
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
    'cards.installCertificate': async (input) => {
      const { installCardCertificate } = await import('./install-card-certificate.ts')
      return installCardCertificate(desk(), input)
    },
    'cards.saveRequest': async (input) => {
      const drawn = await (await import('./card-request.ts')).drawRequest(desk(), input)
      return drawn.ok ? save(drawn.value.fileName, drawn.value.bytes) : drawn
    },
  }
}
