/** What the handover page shows: this workstation, the stations it trusts, past handovers, and what a bundle would change. */
import { foldFacts } from '../../domain/case/facts.ts'
import { fullName } from '../../domain/journey/registrant.ts'
import { isTakenOver } from '../../domain/handover/compare.ts'
import { listEvidence } from '../../domain/evidence.ts'
import { ok } from '../../domain/result.ts'
import type { Output, Reply } from '../../preload/contract.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { listHandovers, type Handover } from './handover-ledger.ts'
import { lookAtBundle } from './look-at-bundle.ts'
import { fingerprint, findTrusted, listStations, ownStation, type TrustedStation } from './stations.ts'

export async function describeHandovers(deps: HandoverDeps): Promise<Reply<'handover.read'>> {
  const stations = stationDeps(deps)
  const own = await ownStation(stations)
  if (!own.ok) return own
  const handovers = await Promise.all(
    (await listHandovers(deps.desk.store)).map(async (row) => ({
      handoverId: row.handoverId,
      direction: row.direction,
      station: row.station.name,
      at: row.at,
      by: row.by,
      trusted: (await findTrusted(stations, row.station.stationId)).ok,
      cases: await Promise.all(
        row.cases.map(async ({ caseId, caseReference }) => ({ caseId, caseReference, custody: await custodyNow(deps, row, caseId) })),
      ),
    })),
  )
  return ok({
    own: { stationId: own.value.stationId, name: own.value.name, fingerprint: [...fingerprint(own.value)] },
    stations: (await listStations(stations)).map(describeStation),
    handovers,
  })
}

function describeStation(station: TrustedStation): Output<'handover.read'>['stations'][number] {
  const { stationId, name, state, confirmedAt, confirmedBy, spokeTo, withdrawnAt, withdrawnBy, recipient, deviceKey } = station
  return {
    stationId,
    name,
    state,
    fingerprint: [...fingerprint({ stationId, name, recipient, deviceKey })],
    confirmedAt,
    confirmedBy,
    spokeTo,
    ...(withdrawnAt ? { withdrawnAt } : {}),
    ...(withdrawnBy ? { withdrawnBy } : {}),
  }
}

/** Custody of a case as far as this handover decides it; `moved-on` if a later handover does. */
async function custodyNow({ desk }: HandoverDeps, { handoverId }: Handover, caseId: string) {
  const custody = (await desk.cases.get(caseId))?.view.facts.custody
  return custody?.handoverId === handoverId ? custody.state : ('moved-on' as const)
}

/** Records that the agent looked at the bundle before anything of it is shown. */
export async function describeBundle(deps: HandoverDeps, file: Uint8Array): Promise<Reply<'handover.look'>> {
  const looked = await lookAtBundle(deps, file)
  if (!looked.ok) return looked
  const { bundle, from, cases, repeated } = looked.value
  const { handoverId, madeAt, madeBy } = bundle.manifest
  const noted = await deps.desk.views.note({
    action: 'bundle-looked-at',
    of: handoverId,
    detail: { handoverId, from: from.stationId, cases: cases.map(({ record }) => record.caseId) },
  })
  if (!noted.ok) return noted
  return ok({
    handoverId,
    from: from.name,
    madeAt,
    madeBy,
    repeated,
    cases: cases.map(({ record, arrival, message }) => {
      const { registrant, request } = foldFacts(record.events)
      return {
        caseId: record.caseId,
        caseReference: record.caseReference,
        name: registrant ? fullName(registrant) : (request?.registrantName ?? ''),
        events: record.events.length,
        scans: listEvidence(record).length,
        arrival,
        taken: arrival !== 'uuid-taken' && isTakenOver(arrival),
        message,
      }
    }),
  })
}
