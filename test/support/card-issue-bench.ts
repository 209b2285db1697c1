/** A workstation under chosen card settings, cases that are ready for a card, and the card in its reader. */
import { defaultCardSettings, type CardSettings } from '../../domain/card/card-settings.ts'
import type { VirtualCardState } from '../../native/card/virtual-card-state.ts'
import { journey } from '../fixtures/journey-events.ts'
import { openMainApp, type MainApp } from './main-app.ts'
import { newCase, walkUntil, type Walk } from './main-journey.ts'
import { closeAppsAfterEach } from './opened-apps.ts'

/** Call it once at the top of a test file: opens workstations under card settings, and closes them after each test. */
export function underCardSettings(): { readonly opened: MainApp[]; start(cards?: Partial<CardSettings>): Promise<MainApp> } {
  const opened = closeAppsAfterEach()
  return {
    opened,
    start: async (cards = {}) => {
      const main = await openMainApp()
      opened.push(main)
      await main.setUp()
      await choose(main, cards)
      return main
    },
  }
}

export async function choose(main: MainApp, cards: Partial<CardSettings>): Promise<void> {
  const { settings, rev } = await main.must('station.read', {})
  await main.must('station.save', {
    expectedRev: rev,
    settings: { ...settings, cards: { ...defaultCardSettings, ...settings.cards, ...cards } },
  })
}

export async function readyCase(main: MainApp, uuid = '555000111222', own: Partial<Walk> = {}): Promise<string> {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, 'outcome', own)
  await main.act(caseId, { ...journey.cisIdentityCreated, uuid })
  return caseId
}

export async function put(main: MainApp, caseId: string, card: VirtualCardState) {
  main.reader.insert(card)
  const { reader } = await main.must('devices.state', {})
  return main.call('card.write', { caseId, expectedSeq: main.seq(caseId), reader: reader.readers[0]!.name })
}
export const cardOnReader = (main: MainApp) => main.reader.cardState()!
export const show = (main: MainApp, serial: string) => main.must('cards.show', { serial })
