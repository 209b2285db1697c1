/** The names that pass the keyhole, apart from their schemas so that the preload bundle stays small. The last lines fail to compile when one is missing. */
import type { ChannelName, PushName } from './contract.ts'

export const channelNames = [
  'station.state', 'station.setUp', 'station.saveRecoverySheet', 'station.askRecoveryGroup', 'station.confirmRecoveryKey', 'station.read', 'station.save',
  'vault.unlock', 'vault.recover', 'vault.lock',
  'record.since', 'record.checkpoint',
  'database.compare', 'database.page', 'database.pieces',
  'files.check',
  'case.prepare', 'case.act',
  'evidence.newKey', 'evidence.store',
  'call.textNumbers', 'call.compareNumbers',
  'devices.state', 'devices.modemPort', 'devices.useModem', 'card.look', 'card.write', 'card.printFace',
  'label.make', 'manifest.close', 'manifest.list', 'passcode.text', 'passcode.settle',
  'document.preview', 'document.save',
  'file.save',
  'doctor.report',
  'practice.insertCard', 'practice.removeCard', 'practice.phone', 'practice.samples',
] as const satisfies readonly ChannelName[]

export const pushNames = ['devices.changed', 'card.progress', 'vault.locked', 'vault.locking'] as const satisfies readonly PushName[]

type Missing = Exclude<ChannelName, (typeof channelNames)[number]> | Exclude<PushName, (typeof pushNames)[number]>
export const nothingIsMissing: [Missing] extends [never] ? true : Missing = true
