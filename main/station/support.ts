/** Makes the support report and saves the one that was read. What it is made with is loaded when it is first asked for. */
import { err, ok } from '../../domain/result.ts'
import { policyNames } from '../../domain/station/policy.ts'
import { channels, type Reply } from '../../preload/contract.ts'
import { gateCodes } from '../../preload/contract/codes.ts'
import { mainTables } from '../record/store.ts'
import type { SaveFile } from '../record/save-noted.ts'
import type { Examined, SupportDeps } from './support-facts.ts'

export interface Support {
  make(): Promise<Reply<'support.report'>>
  save(): Promise<Reply<'support.save'>>
}

/** `examine`: what the doctor finds now. */
export function createSupport(deps: SupportDeps & { readonly save: SaveFile }, examine: () => Promise<Examined>): Support {
  let read: string | undefined
  return {
    make: async () => {
      const { makeSupportReport } = await import('./support-facts.ts')
      read = await makeSupportReport({ ...deps, knownWords, tables }, examine)
      return ok({ text: read })
    },
    save: async () => {
      if (read === undefined) return notRead
      const day = deps.now().toISOString().slice(0, 10)
      const saved = await deps.save(`RA Desk support report ${day}.txt`, new TextEncoder().encode(read))
      return saved.ok ? saved : err('not-saved', saved.error.message, saved.error.next)
    },
  }
}

const tables = ['cases', 'manifests', 'station', ...mainTables] as const

function knownWords(): ReadonlySet<string> {
  const codes = Object.values(channels).flatMap((one): readonly string[] => one.codes)
  return new Set([...Object.keys(channels), ...codes, ...policyNames, ...gateCodes])
}

const notRead = err('not-read', 'The support report was not made yet, so nothing was saved.', 'Make the report, read it, then save it.')
