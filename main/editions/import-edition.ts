/** An RA manager imports an edition that the service provider signed: first what it would change, then, if the manager agrees, the import. */
import { isDeepStrictEqual } from 'node:util'
import { compareEditions, type EditionChange } from '../../domain/guidance/compare-editions.ts'
import type { Edition } from '../../domain/guidance/edition.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { tellPage, type EditionBooks, type EditionChangePorts } from './edition-book.ts'
import { readEditionFile, type EditionFileFailureCode } from './edition-file.ts'

export interface EditionFile {
  readonly bytes: Uint8Array
  /** Public key from the policy. */
  readonly signer: string | null
}
type CheckFailureCode = EditionFileFailureCode | 'edition-known' | 'edition-used'

export interface EditionPreview {
  readonly edition: Edition
  /** The edition that it takes the place of, or else the one most like it: what it is compared with. */
  readonly comparedWith: Edition
  readonly changes: readonly EditionChange[]
}

export function previewEdition({ editionBook }: EditionBooks, file: EditionFile): Result<EditionPreview, CheckFailureCode> {
  const checked = check({ editionBook }, file)
  if (!checked.ok) return checked
  const edition = checked.value
  const comparedWith = findPredecessor(edition, editionBook.editions.all)
  return ok({ edition, comparedWith, changes: compareEditions(comparedWith, edition) })
}

export async function importEdition(
  ports: EditionChangePorts,
  file: EditionFile,
): Promise<Result<{ readonly editionId: string }, CheckFailureCode | RecordFailureCode>> {
  // The file is checked again: what the page showed is no proof of what it sends now.
  const checked = check(ports, file)
  if (!checked.ok) return checked
  const edition = checked.value
  const kept = await ports.editionBook.keep(
    edition.id,
    { imported: { edition, at: ports.now().toISOString(), by: ports.agent.agentName } },
    'edition-imported',
  )
  if (!kept.ok) return kept
  tellPage(ports)
  return ok({ editionId: edition.id })
}

function check({ editionBook }: EditionBooks, { bytes, signer }: EditionFile): Result<Edition, CheckFailureCode> {
  const read = readEditionFile(bytes, signer)
  if (!read.ok) return read
  const here = editionBook.asPublished(read.value.id)
  if (here) return isDeepStrictEqual(here, read.value) ? known : used
  if (read.value.supersedes !== undefined && !editionBook.editions.find(read.value.supersedes))
    return err(
      'edition-not-whole',
      `This edition takes the place of “${read.value.supersedes}”, which this workstation does not have. Nothing was changed.`,
      'Import that edition first, or ask your service provider for a corrected file.',
    )
  return read
}

/** Without a named predecessor: the edition that shares the most steps, the later one when two share as many. */
function findPredecessor(edition: Edition, all: readonly Edition[]): Edition {
  const named = all.find(({ id }) => id === edition.supersedes)
  if (named) return named
  const ids = new Set(edition.steps.map(({ id }) => id))
  const shared = (other: Edition) => other.steps.filter(({ id }) => ids.has(id)).length
  return all.reduce((best, other) => (shared(other) >= shared(best) ? other : best))
}

const known = err(
  'edition-known',
  'This workstation already has this edition, word for word. Nothing was changed.',
  'You do not need to import it again.',
)
const used = err(
  'edition-used',
  'This workstation already has another edition with the same id. An edition is never changed once cases can begin under it. Nothing was changed.',
  'Ask your service provider to give the new edition an id of its own.',
)
