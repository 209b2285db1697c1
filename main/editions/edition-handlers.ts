/** Handlers of `preload/contract/editions.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { editionsChannels } from '../../preload/contract/editions.ts'
import type { EditionChangePorts } from './edition-book.ts'

export interface EditionHandlerDeps {
  readonly desk: () => EditionChangePorts
  /** Public key from the policy that signs editions; null: none may be imported. */
  readonly signer: () => string | null
}

export function editionHandlers({ desk, signer }: EditionHandlerDeps): Pick<Handlers, keyof typeof editionsChannels> {
  const fileOf = (base64: string) => ({ bytes: Buffer.from(base64, 'base64'), signer: signer() })
  return {
    'editions.read': async () => {
      const { editionBook } = desk()
      return ok({
        canImport: signer() !== null,
        editions: editionBook.editions.all.map(({ id }) => {
          const { imported, withdrawn } = editionBook.find(id) ?? {}
          return {
            editionId: id,
            ...(imported ? { imported: { at: imported.at, by: imported.by } } : {}),
            ...(withdrawn ? { withdrawnHere: { at: withdrawn.at, by: withdrawn.by } } : {}),
          }
        }),
      })
    },
    'editions.preview': async ({ base64 }) => {
      const preview = (await import('./import-edition.ts')).previewEdition(desk(), fileOf(base64))
      if (!preview.ok) return preview
      const { edition, comparedWith, changes } = preview.value
      return ok({ edition, comparedWith: comparedWith.id, changes: [...changes] })
    },
    'editions.import': async ({ base64 }) => (await import('./import-edition.ts')).importEdition(desk(), fileOf(base64)),
    'editions.withdraw': async (input) => {
      const done = await (await import('./withdraw-edition.ts')).withdrawEdition(desk(), input)
      return done.ok ? ok({}) : done
    },
    'editions.reinstate': async ({ editionId }) => {
      const done = await (await import('./withdraw-edition.ts')).reinstateEdition(desk(), editionId)
      return done.ok ? ok({}) : done
    },
  }
}
