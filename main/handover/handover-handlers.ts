/** Handlers of `preload/contract/handover.ts`. */
import { ok } from '../../domain/result.ts'
import type { Handlers } from '../../preload/contract.ts'
import type { handoverChannels } from '../../preload/contract/handover.ts'
import { saveNoted, type SaveFile } from '../record/save-noted.ts'
import { createBundleUpload, uploadLost } from './bundle-upload.ts'
import { stationDeps, type HandoverDeps } from './handover-deps.ts'

// Loaded at the first use: the app starts without the code for encrypted files.
const loadViews = () => import('./handover-views.ts')
const loadReceipt = () => import('./receipt.ts')
const loadSend = () => import('./send.ts')
const loadStations = () => import('./stations.ts')

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
    'handover.read': async () => (await loadViews()).describeHandovers(deps()),
    'handover.saveCard': async () => {
      const { makeStationCard } = await loadStations()
      const card = await makeStationCard(stations())
      return card.ok ? saveNoted(deps().desk, { action: 'station-card-saved' }, () => save('station-card.json', card.value)) : card
    },
    'handover.renewCard': async () => {
      const { renewStationCard } = await loadStations()
      const renewed = await renewStationCard(stations())
      return renewed.ok ? ok({}) : renewed
    },
    'handover.readCard': async ({ base64 }) => {
      const { readStationCard } = await loadStations()
      const card = await readStationCard(stations(), Buffer.from(base64, 'base64'))
      return card.ok ? ok({ stationId: card.value.station.stationId, name: card.value.station.name, news: card.value.news }) : card
    },
    'handover.trust': async ({ base64, typed, spokeTo }) => {
      const { trustStation } = await loadStations()
      const trusted = await trustStation(stations(), { bytes: Buffer.from(base64, 'base64'), typed, spokeTo })
      return trusted.ok ? ok({ name: trusted.value.name }) : trusted
    },
    'handover.withdraw': async ({ stationId }) => {
      const { withdrawTrust } = await loadStations()
      const withdrawn = await withdrawTrust(stations(), stationId)
      return withdrawn.ok ? ok({ name: withdrawn.value.name }) : withdrawn
    },
    'handover.willGo': async ({ caseIds }) => {
      const { lookAtSending } = await loadSend()
      return ok({ cases: await lookAtSending(deps(), caseIds) })
    },
    'handover.send': async ({ cases, stationId }) => (await loadSend()).handOver(deps(), cases, stationId),
    'handover.saveBundle': async ({ handoverId }) => {
      const { makeBundle } = await loadSend()
      const bundle = await makeBundle(deps(), handoverId)
      if (!bundle.ok) return bundle
      const { fileName, bytes } = bundle.value
      return saveNoted(deps().desk, { action: 'handover-bundle-saved', detail: { handoverId } }, () => save(fileName, bytes))
    },
    'handover.takeBack': async ({ handoverId, reason }) => (await loadSend()).takeBack(deps(), handoverId, reason),
    'handover.readReceipt': async ({ base64 }) => (await loadReceipt()).acceptReceipt(deps(), Buffer.from(base64, 'base64')),
    'handover.piece': async (piece) => upload.add(piece),
    'handover.look': async (input) => {
      const file = upload.find(input.upload)
      return file ? (await loadViews()).describeBundle(deps(), file) : uploadLost
    },
    'handover.takeOver': async (input) => {
      const file = upload.find(input.upload)
      if (!file) return uploadLost
      const { takeOver } = await import('./receive.ts')
      const taken = await takeOver(deps(), file)
      if (taken.ok) upload.forget()
      return taken
    },
    'handover.saveReceipt': async ({ handoverId }) => {
      const { makeReceipt } = await loadReceipt()
      const receipt = await makeReceipt(deps(), handoverId)
      if (!receipt.ok) return receipt
      const { fileName, bytes } = receipt.value
      return saveNoted(deps().desk, { action: 'handover-receipt-saved', detail: { handoverId } }, () => save(fileName, bytes))
    },
  }
}
