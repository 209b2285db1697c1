/** How the recovery key gets onto paper: as a PDF that the agent saves, or straight to the print dialog; and how a saved PDF goes again. */
import { plainDateOf } from '../../domain/plain-date-of.ts'
import { err, ok } from '../../domain/result.ts'
import type { Reply } from '../../preload/contract.ts'
import type { PageToPrint, PrintEnd } from '../documents/page-to-print.ts'
import type { RecoverySheet } from '../documents/recovery-words.ts'
import { copyOutside, deleteOutside, type CopyOutside } from '../files/copy-outside.ts'
import type { Clock, Fonts, Practice } from '../ports.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import type { UnlockedSession } from './unlocked-session.ts'

export type RecoveryOutputDeps = Clock &
  Fonts &
  Practice & {
    readonly signedIn: () => Pick<UnlockedSession, 'settings' | 'desk'>
    readonly saveFile: SaveFile
    readonly printPage: (page: PageToPrint) => Promise<PrintEnd>
  }

interface KeyOnPaper {
  /** In groups, with hyphens between them. */
  readonly printed: string
  /** Present while it does not replace the key of the station yet. */
  readonly fresh?: unknown
}

export interface RecoveryOutput {
  save(key: KeyOnPaper): Promise<Reply<'station.saveRecoverySheet'>>
  print(key: KeyOnPaper): Promise<Reply<'station.printRecoverySheet'>>
  deleteSaved(): Promise<Reply<'station.deleteRecoverySheet'>>
  /** At lock. */
  forget(): void
}

export function createRecoveryOutput(deps: RecoveryOutputDeps): RecoveryOutput {
  let copies: readonly CopyOutside[] = []
  const contentOf = ({ printed }: KeyOnPaper): RecoverySheet => ({
    stationName: deps.signedIn().settings.current().settings.serviceProvider.name,
    madeOn: plainDateOf(deps.now()),
    groups: printed.split('-'),
  })
  /** The file of a key that replaces another must not take the place of the first one, which still works. */
  const fileNameOf = ({ fresh }: KeyOnPaper): string =>
    fresh === undefined ? 'recovery-key.pdf' : `new-recovery-key-${plainDateOf(deps.now())}.pdf`

  return {
    save: async (key) => {
      const { makeRecoverySheet } = await import('../documents/recovery-sheet.ts')
      const sheet = await makeRecoverySheet(contentOf(key), {
        fonts: await deps.documentFonts(),
        now: deps.now().toISOString(),
        practice: deps.practice,
      })
      if (!sheet.ok) return sheet
      const { desk } = deps.signedIn()
      const saved = await saveNoted(desk, { action: 'recovery-sheet-saved' }, () => deps.saveFile(fileNameOf(key), sheet.value))
      if (saved.ok && saved.value.savedAs !== '') copies = [...copies, copyOutside(saved.value.savedAs, sheet.value)]
      return saved
    },
    print: async (key) => {
      const { store } = deps.signedIn().desk
      // Noted first: a sheet that is printed is always in the record.
      const noted = await store.commit([], { action: 'recovery-sheet-printed' })
      if (!noted.ok) return noted
      const { makeRecoveryPage } = await import('../documents/recovery-page.ts')
      const end = await deps.printPage(makeRecoveryPage(contentOf(key), deps))
      if (end !== 'printed') await store.commit([], { action: 'not-printed' })
      return end === 'failed' ? notPrinted : ok({ printed: end === 'printed' })
    },
    deleteSaved: async () => {
      const ends = await Promise.all(copies.map(async (copy) => ({ copy, end: await deleteOutside(copy).catch(() => 'failed' as const) })))
      copies = ends.flatMap(({ copy, end }) => (end === 'failed' || end === 'other-contents' ? [copy] : []))
      if (copies.length > 0) return notDeleted
      const noted = await deps.signedIn().desk.store.commit([], { action: 'recovery-sheet-deleted' })
      return noted.ok ? ok({}) : noted
    },
    forget: () => {
      copies = []
    },
  }
}

const notPrinted = err(
  'not-printed',
  'The recovery sheet could not be printed. The recovery key is unchanged.',
  'Check the printer and print it again, or save it as a PDF and print that.',
)
const notDeleted = err(
  'not-deleted',
  'The saved file could not be deleted: it was changed, or another program has it open. Anyone who has it can open every case.',
  'Close the program that shows it and try again, or delete the file yourself, also from the recycle bin.',
)
