/** An RA manager withdraws an edition at this workstation, or takes it back into use. Cases that began under it go on as they began. */
import { err, type Result } from '../../domain/result.ts'
import type { RecordFailureCode } from '../record/store.ts'
import { tellPage, type EditionChangePorts } from './edition-book.ts'

/** `on`: the day from which it is no longer to be used, plain date. */
export async function withdrawEdition(
  ports: EditionChangePorts,
  { editionId, on, why }: { readonly editionId: string; readonly on: string; readonly why: string },
): Promise<Result<void, RecordFailureCode | 'no-such-edition' | 'edition-withdrawn'>> {
  const edition = ports.editionBook.editions.find(editionId)
  if (!edition) return noSuchEdition
  if (edition.inForce.withdrawn) return alreadyWithdrawn
  const { imported } = ports.editionBook.find(editionId) ?? {}
  const withdrawn = { on, why, at: ports.now().toISOString(), by: ports.agent.agentName }
  return tell(ports, await ports.editionBook.keep(editionId, { ...(imported ? { imported } : {}), withdrawn }, 'edition-withdrawn'))
}

/** Undoes a withdrawal that was made at this workstation. */
export async function reinstateEdition(
  ports: EditionChangePorts,
  editionId: string,
): Promise<Result<void, RecordFailureCode | 'no-such-edition' | 'not-withdrawn-here'>> {
  const note = ports.editionBook.find(editionId)
  if (!ports.editionBook.editions.find(editionId)) return noSuchEdition
  if (!note?.withdrawn) return notWithdrawnHere
  const { imported } = note
  return tell(ports, await ports.editionBook.keep(editionId, imported ? { imported } : {}, 'edition-reinstated'))
}

function tell(ports: EditionChangePorts, kept: Result<void, RecordFailureCode>): Result<void, RecordFailureCode> {
  if (kept.ok) tellPage(ports)
  return kept
}

const noSuchEdition = err(
  'no-such-edition',
  'This workstation does not have this edition. Nothing was changed.',
  'Open the settings again and choose from the list.',
)
const alreadyWithdrawn = err(
  'edition-withdrawn',
  'This edition is withdrawn already. Nothing was changed.',
  'To change the day or the reason, take it back into use first.',
)
const notWithdrawnHere = err(
  'not-withdrawn-here',
  'This edition was not withdrawn at this workstation. Nothing was changed.',
  'If its publisher withdrew it, wait for a new edition.',
)
