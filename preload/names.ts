/** The names that pass the keyhole, apart from their schemas so that the preload bundle stays small. The last lines fail to compile when one is missing. */
import type { ChannelName, PushName } from './contract.ts'

export const channelNames = [
  'station.state', 'station.setUp', 'station.saveRecoverySheet', 'station.askRecoveryGroup', 'station.confirmRecoveryKey', 'station.read', 'station.save',
  'agents.list', 'agents.add', 'agents.remove', 'agents.changeRole', 'vault.changePassphrase', 'vault.draftsSealed', 'policy.read', 'clipboard.copy', 'release.approve',
  'vault.unlock', 'vault.recover', 'vault.lock',
  'record.checkpoint',
  'case.open', 'evidence.open', 'record.entries', 'record.verify', 'record.compare', 'record.export',
  'database.compare', 'database.page', 'database.pieces', 'database.setAside',
  'database.lackingScan', 'database.giveBack', 'database.scansAccount',
  'files.check',
  'case.prepare', 'case.act',
  'evidence.newKey', 'evidence.store',
  'call.textNumbers', 'call.compareNumbers',
  'devices.state', 'devices.modemPort', 'devices.useModem', 'card.look', 'card.write', 'card.printFace',
  'readers.pin', 'card.page', 'card.saveTranscript',
  'label.make', 'manifest.close', 'manifest.list', 'passcode.text', 'passcode.settle',
  'printer.settings', 'printer.use', 'printer.issue', 'printer.jobs', 'printer.settle', 'practice.loadFeeder', 'batch.read', 'batch.start', 'batch.next', 'batch.set',
  'document.preview', 'document.save',
  'file.save',
  'cards.list', 'cards.show', 'cards.transcript', 'cards.saveTranscript', 'cards.readList', 'cards.importBox', 'cards.act', 'cards.authority', 'cards.loadAuthority', 'cards.removeAuthority', 'cards.saveRequest', 'cards.installCertificate',
  'cardTemplate.read', 'cardTemplate.sample', 'cardTemplate.save', 'cardTemplate.setSeries', 'cardTemplate.reset', 'cardTemplate.export', 'card.faces', 'screen.scale', 'screen.setScale',
  'handover.read', 'handover.saveCard', 'handover.readCard', 'handover.trust', 'handover.withdraw', 'handover.willGo', 'handover.send', 'handover.saveBundle', 'handover.takeBack', 'handover.readReceipt', 'handover.piece', 'handover.look', 'handover.takeOver', 'handover.saveReceipt',
  'retention.list', 'retention.keep', 'retention.hold', 'retention.confirmClock',
  'backup.state', 'backup.make', 'backup.drill', 'backup.chooseFolder', 'restore.choose', 'restore.preview', 'restore.perform',
  'doctor.report',
  'practice.insertCard', 'practice.removeCard', 'practice.phone', 'practice.samples',
] as const satisfies readonly ChannelName[]

export const pushNames = ['devices.changed', 'card.progress', 'printer.progress', 'vault.locked', 'vault.locking', 'vault.generation', 'retention.erased', 'backup.changed'] as const satisfies readonly PushName[]

type Missing = Exclude<ChannelName, (typeof channelNames)[number]> | Exclude<PushName, (typeof pushNames)[number]>
export const nothingIsMissing: [Missing] extends [never] ? true : Missing = true
