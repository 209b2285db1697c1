/** Handlers of `preload/contract/handover.ts`. */
import { isTakenOver } from '../../domain/handover/compare.ts'
import { listEvidence } from '../../domain/handover/rekey.ts'
import { viewCase } from '../../domain/case/status.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import type { Handlers, Input, Reply } from '../../preload/contract.ts'
import type { handoverChannels } from '../../preload/contract/handover.ts'
import { MOST_BYTES } from './bundle.ts'
import { listHandovers, type Handover } from './handover-ledger.ts'
import { handoverDeps, type HandoverDeps } from './handover-deps.ts'
import { lookAtBundle, takeOver } from './receive.ts'
import { acceptReceipt, makeReceipt } from './receipt.ts'
import { handOver, lookAtSending, makeBundle, takeBack } from './send.ts'
import {
  fingerprint,
  findTrusted,
  listStations,
  makeStationCard,
  ownStation,
  readStationCard,
  trustStation,
  withdrawTrust,
} from './stations.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'

/** What an age file is longer than its content, in the worst case: head and a tag for each 64 KiB. */
const SEALING_BYTES = 1024 * 1024

interface Coming {
  readonly session: HandoverDeps
  readonly upload: string
  readonly pieces: Uint8Array[]
  bytes: number
}

export function handoverHandlers({
  session,
  save,
}: {
  readonly session: () => HandoverDeps
  readonly save: SaveFile
}): Pick<Handlers, keyof typeof handoverChannels> {
  let coming: Coming | undefined
  const parts = (): HandoverDeps => {
    const { desk, vault, record, wrapKeys } = session()
    return { desk, vault, record, wrapKeys }
  }
  const stations = () => handoverDeps(parts())

  async function read(): Promise<Reply<'handover.read'>> {
    const { desk } = parts()
    const own = await ownStation(stations())
    if (!own.ok) return own
    const known = await listStations(stations())
    const handovers = await Promise.all(
      (await listHandovers(desk.store)).map(async (row) => ({
        handoverId: row.handoverId,
        direction: row.direction,
        station: row.station.name,
        at: row.at,
        by: row.by,
        trusted: (await findTrusted(stations(), row.station.stationId)).ok,
        cases: await Promise.all(
          row.cases.map(async ({ caseId, caseReference }) => ({ caseId, caseReference, custody: await custodyNow(row, caseId) })),
        ),
      })),
    )
    return ok({
      own: { stationId: own.value.stationId, name: own.value.name, fingerprint: [...fingerprint(own.value)] },
      stations: known.map(({ stationId, name, state, confirmedAt, confirmedBy, spokeTo, withdrawnAt, withdrawnBy, ...keys }) => ({
        stationId,
        name,
        state,
        fingerprint: [...fingerprint({ stationId, name, recipient: keys.recipient, deviceKey: keys.deviceKey })],
        confirmedAt,
        confirmedBy,
        spokeTo,
        ...(withdrawnAt ? { withdrawnAt } : {}),
        ...(withdrawnBy ? { withdrawnBy } : {}),
      })),
      handovers,
    })
  }

  /** Where a case is as far as this handover knows; `moved-on` when a later one speaks for it. */
  async function custodyNow({ handoverId }: Handover, caseId: string) {
    const custody = (await parts().desk.cases.get(caseId))?.view.facts.custody
    return custody?.handoverId === handoverId ? custody.state : ('moved-on' as const)
  }

  async function piece({
    upload,
    index,
    base64,
  }: Input<'handover.piece'>): Promise<Result<Record<string, never>, 'bundle-lost' | 'too-much'>> {
    const now = session()
    if (index === 0) coming = { session: now, upload, pieces: [], bytes: 0 }
    if (coming?.upload !== upload || coming.session !== now || coming.pieces.length !== index) return lostTrack
    const bytes = Buffer.from(base64, 'base64')
    if (coming.bytes + bytes.length > MOST_BYTES + SEALING_BYTES) {
      coming = undefined
      return tooLarge
    }
    coming.pieces.push(bytes)
    coming.bytes += bytes.length
    return ok({})
  }

  /** The whole file, as long as the agent who chose it is signed in. */
  function findFile(upload: string): Uint8Array | undefined {
    if (coming && coming.session !== session()) coming = undefined
    return coming?.upload === upload ? Buffer.concat(coming.pieces) : undefined
  }

  async function look({ upload }: Input<'handover.look'>): Promise<Reply<'handover.look'>> {
    const file = findFile(upload)
    if (!file) return lostTrack
    const looked = await lookAtBundle(parts(), file)
    if (!looked.ok) return looked
    const {
      bundle: { manifest },
      from,
      cases,
      repeated,
    } = looked.value
    const noted = await parts().desk.views.note({
      action: 'bundle-looked-at',
      of: manifest.handoverId,
      detail: { handoverId: manifest.handoverId, from: from.stationId, cases: cases.map(({ record }) => record.caseId) },
    })
    if (!noted.ok) return noted
    return ok({
      handoverId: manifest.handoverId,
      from: from.name,
      madeAt: manifest.madeAt,
      madeBy: manifest.madeBy,
      repeated,
      cases: cases.map(({ record, arrival, message }) => {
        const { details, request } = viewCase(record.events).facts
        return {
          caseId: record.caseId,
          caseReference: record.caseReference,
          name: details ? `${details.name.given} ${details.name.family}` : (request?.registrantName ?? ''),
          events: record.events.length,
          scans: listEvidence(record).length,
          arrival,
          taken: arrival !== 'uuid-taken' && isTakenOver(arrival),
          message,
        }
      }),
    })
  }

  return {
    'handover.read': read,
    'handover.saveCard': async () => {
      const card = await makeStationCard(stations())
      return card.ok ? saveNoted(parts().desk, { action: 'station-card-saved' }, () => save('station-card.json', card.value)) : card
    },
    'handover.readCard': async ({ base64 }) => {
      const card = await readStationCard(stations(), Buffer.from(base64, 'base64'))
      return card.ok ? ok({ stationId: card.value.station.stationId, name: card.value.station.name, news: card.value.news }) : card
    },
    'handover.trust': async ({ base64, typed, spokeTo }) => {
      const trusted = await trustStation(stations(), { bytes: Buffer.from(base64, 'base64'), typed, spokeTo })
      return trusted.ok ? ok({ name: trusted.value.name }) : trusted
    },
    'handover.withdraw': async ({ stationId }) => {
      const withdrawn = await withdrawTrust(stations(), stationId)
      return withdrawn.ok ? ok({ name: withdrawn.value.name }) : withdrawn
    },
    'handover.willGo': async ({ caseIds }) => ok({ cases: await lookAtSending(parts(), caseIds) }),
    'handover.send': ({ cases, stationId }) => handOver(parts(), cases, stationId),
    'handover.saveBundle': async ({ handoverId }) => {
      const bundle = await makeBundle(parts(), handoverId)
      return bundle.ok
        ? saveNoted(parts().desk, { action: 'handover-bundle-saved', detail: { handoverId } }, () =>
            save(bundle.value.fileName, bundle.value.bytes),
          )
        : bundle
    },
    'handover.takeBack': ({ handoverId, reason }) => takeBack(parts(), handoverId, reason),
    'handover.readReceipt': ({ base64 }) => acceptReceipt(parts(), Buffer.from(base64, 'base64')),
    'handover.piece': piece,
    'handover.look': look,
    'handover.takeOver': async ({ upload }) => {
      const file = findFile(upload)
      if (!file) return lostTrack
      const taken = await takeOver(parts(), file)
      if (taken.ok) coming = undefined
      return taken
    },
    'handover.saveReceipt': async ({ handoverId }) => {
      const receipt = await makeReceipt(parts(), handoverId)
      return receipt.ok
        ? saveNoted(parts().desk, { action: 'handover-receipt-saved', detail: { handoverId } }, () =>
            save(receipt.value.fileName, receipt.value.bytes),
          )
        : receipt
    },
  }
}

const lostTrack = err('bundle-lost', 'RA Desk does not have the whole file any more. Nothing was changed.', 'Choose the bundle again.')
const tooLarge = err('too-much', 'This file is larger than any bundle. Nothing was taken from it.', 'Choose the right file.')
