/** Handlers of `preload/contract/handover.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { handoverChannels } from '../../preload/contract/handover.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import { createBundleUpload, uploadLost } from './bundle-upload.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'
import { describeBundle, describeHandovers } from './handover-views.ts'
import { acceptReceipt, makeReceipt } from './receipt.ts'
import { takeOver } from './receive.ts'
import { handOver, lookAtSending, makeBundle, takeBack } from './send.ts'
import { makeStationCard, readStationCard, trustStation, withdrawTrust } from './stations.ts'

export function handoverHandlers({
  session,
  save,
}: {
  readonly session: () => HandoverDeps
  readonly save: SaveFile
}): Pick<Handlers, keyof typeof handoverChannels> {
  const upload = createBundleUpload(session)
  const deps = (): HandoverDeps => {
    const { desk, vault, record, wrapKeys } = session()
    return { desk, vault, record, wrapKeys }
  }
  const stations = () => stationDeps(deps())

  return {
    'handover.read': () => describeHandovers(deps()),
    'handover.saveCard': async () => {
      const card = await makeStationCard(stations())
      return card.ok ? saveNoted(deps().desk, { action: 'station-card-saved' }, () => save('station-card.json', card.value)) : card
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
    'handover.willGo': async ({ caseIds }) => ok({ cases: await lookAtSending(deps(), caseIds) }),
    'handover.send': ({ cases, stationId }) => handOver(deps(), cases, stationId),
    'handover.saveBundle': async ({ handoverId }) => {
      const bundle = await makeBundle(deps(), handoverId)
      if (!bundle.ok) return bundle
      const { fileName, bytes } = bundle.value
      return saveNoted(deps().desk, { action: 'handover-bundle-saved', detail: { handoverId } }, () => save(fileName, bytes))
    },
    'handover.takeBack': ({ handoverId, reason }) => takeBack(deps(), handoverId, reason),
    'handover.readReceipt': ({ base64 }) => acceptReceipt(deps(), Buffer.from(base64, 'base64')),
    'handover.piece': async (piece) => upload.add(piece),
    'handover.look': async (input) => {
      const file = upload.find(input.upload)
      return file ? describeBundle(deps(), file) : uploadLost
    },
    'handover.takeOver': async (input) => {
      const file = upload.find(input.upload)
      if (!file) return uploadLost
      const taken = await takeOver(deps(), file)
      if (taken.ok) upload.forget()
      return taken
    },
    'handover.saveReceipt': async ({ handoverId }) => {
      const receipt = await makeReceipt(deps(), handoverId)
      if (!receipt.ok) return receipt
      const { fileName, bytes } = receipt.value
      return saveNoted(deps().desk, { action: 'handover-receipt-saved', detail: { handoverId } }, () => save(fileName, bytes))
    },
  }
}
