/** Closes the open dispatch over the cards that go out now: one frame for the manifest and every case on it, all or none. */
import { formatPaperCode } from '../../domain/record/paper-code.ts'
import { z } from 'zod'
import type { CaseRecord } from '../../domain/case/case.ts'
import type { CaseFacts } from '../../domain/case/facts.ts'
import { nameOnEnvelope } from '../../domain/registrant/name.ts'
import { manifest as manifestSchema, type Manifest } from '../../domain/dispatch/manifest.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import { openForAct } from '../registration/open-case-for-act.ts'
import { closeDispatch, readDispatchLedger, type DispatchLedger } from './dispatch-ledger.ts'
import type { CaseChange } from '../registration/extend-case.ts'
import type { RecordStore, RowToSeal } from '../record/store.ts'
import { plainDateOf } from '../../domain/plain-date-of.ts'
import type { Cases } from '../registration/case-store.ts'
import type { Clock, Practice, RandomBytes, Settings, SignedInAgent, Store } from '../ports.ts'

/** What the use-cases of this file need. */
export type CloseManifestPorts = Cases & Clock & Practice & RandomBytes & Settings & SignedInAgent & Store

const storedManifest = z.strictObject({ closedAt: z.iso.datetime(), manifest: manifestSchema })
export type StoredManifest = z.infer<typeof storedManifest>

export async function closeManifest(
  desk: CloseManifestPorts,
  { cases, service }: Input<'manifest.close'>,
): Promise<Reply<'manifest.close'>> {
  const book = await readDispatchLedger(desk)
  const checkpoint = desk.store.checkpoint()
  const printed = formatPaperCode(checkpoint)
  const event = (position: number) =>
    ({ kind: 'manifestClosed', dispatchReference: book.reference, position, service, checkpoint: printed }) as const
  const items: Manifest['items'] = []
  for (const [index, { caseId, expectedSeq }] of cases.entries()) {
    const open = await openForAct(desk, { caseId, expectedSeq }, 'close-manifest')
    if (!open.ok) return open
    const { record, view } = open.value
    const posting = view.edition.postingServices.find(({ id }) => id === service)
    if (!posting) return noSuchService(record.caseReference)
    const item = itemOf(record, view.facts, index + 1, posting.name, book.reference)
    if (!item.ok) return item
    items.push(item.value)
  }
  const settings = desk.settings()
  const manifest = manifestSchema.parse({
    version: 1,
    dispatchReference: book.reference,
    date: plainDateOf(desk.now()),
    provider: settings.serviceProvider.name,
    agent: desk.agent.agentName,
    checkpoint: printed,
    practice: desk.practice,
    items,
  })
  const stored: StoredManifest = { closedAt: desk.now().toISOString(), manifest }
  const committed = await desk.cases.commitTogether(
    [
      ...cases.map(({ caseId, expectedSeq }, index) => ({ caseId, expectedSeq, events: [event(index + 1)] })),
      ...(await findLeftBehind(
        desk,
        book,
        cases.map(({ caseId }) => caseId),
      )),
    ],
    [{ table: 'manifests', id: book.reference, rev: 1, keyId: 'records', value: stored }, closeDispatch(book, desk)],
    'manifest-closed',
  )
  return committed.ok ? ok({ ...committed.value, dispatchReference: book.reference, checkpoint: printed }) : committed
}

const noSuchService = (caseReference: string) =>
  err(
    'no-such-service',
    `This posting service is not on the list of the guidance that case ${caseReference} follows. Nothing was closed.`,
    'Choose another service, or leave that case off this posting list.',
  )

/** Cards with a label of this dispatch that do not go with it: their labels are void, in the same frame. */
async function findLeftBehind(desk: CloseManifestPorts, book: DispatchLedger, going: readonly string[]): Promise<CaseChange[]> {
  const changes: CaseChange[] = []
  for (const caseId of book.cases) {
    const open = going.includes(caseId) ? undefined : await desk.cases.get(caseId)
    if (open?.view.facts.label?.dispatchReference !== book.reference || open.view.facts.manifest) continue
    changes.push({
      caseId,
      expectedSeq: open.record.events.length,
      opened: open,
      happened: true,
      events: [{ kind: 'labelVoided', dispatchReference: book.reference }],
    })
  }
  return changes
}

function itemOf(
  record: CaseRecord,
  facts: CaseFacts,
  position: number,
  service: string,
  dispatch: string,
): Result<Manifest['items'][number], 'label-of-another-dispatch'> {
  const { registrant, label, organisation, liveCard } = facts
  if (!registrant?.address || !label || !organisation || !liveCard)
    throw new Error('the guard let a case through that has no label or card')
  if (label.dispatchReference !== dispatch) {
    return err(
      'label-of-another-dispatch',
      `The label of ${record.caseReference} belongs to a dispatch that was closed without it. Nothing was closed.`,
      'Make its label again, or leave it off this posting list.',
    )
  }
  return ok({
    position,
    itemReference: label.itemReference,
    recipientName: nameOnEnvelope(registrant),
    organisation: organisation.name,
    postTown: registrant.address.town,
    ...(registrant.address.postcode === '' ? {} : { postcode: registrant.address.postcode }),
    ...(liveCard.serial ? { cardSerial: liveCard.serial } : {}),
    service,
  })
}

export async function findManifest(desk: CloseManifestPorts, dispatchReference: string): Promise<StoredManifest | undefined> {
  const stored = await desk.store.read('manifests', dispatchReference, 'records')
  return stored === undefined ? undefined : storedManifest.parse(stored)
}

/** The manifest without the person of an erased case. Its item, card and checkpoint stay: they are on a paper that left the office. `undefined` if it is missing. */
export async function eraseFromManifest(
  store: RecordStore,
  { dispatchReference, position }: { readonly dispatchReference: string; readonly position: number },
): Promise<RowToSeal | undefined> {
  const rev = await store.revOf('manifests', dispatchReference)
  const stored = await store.read('manifests', dispatchReference, 'records')
  if (rev === undefined || stored === undefined) return undefined
  const { closedAt, manifest } = storedManifest.parse(stored)
  const items = manifest.items.map(({ postcode, ...item }) =>
    item.position === position
      ? { ...item, recipientName: DELETED, organisation: DELETED, postTown: DELETED }
      : { ...item, ...(postcode ? { postcode } : {}) },
  )
  return {
    table: 'manifests',
    id: dispatchReference,
    rev: rev + 1,
    keyId: 'records',
    value: { closedAt, manifest: { ...manifest, items } } satisfies StoredManifest,
  }
}

const DELETED = 'Deleted'

export async function listManifests(desk: CloseManifestPorts): Promise<Reply<'manifest.list'>> {
  const manifests = (await Promise.all(desk.store.ids('manifests').map((id) => findManifest(desk, id)))).filter((one) => one !== undefined)
  return ok({
    manifests: manifests
      .map(({ closedAt, manifest }) => ({
        dispatchReference: manifest.dispatchReference,
        closedAt,
        items: manifest.items.length,
        checkpoint: manifest.checkpoint,
      }))
      .sort((left, right) => right.closedAt.localeCompare(left.closedAt)),
  })
}
