/**
 * Who may do what on this workstation: the roles of the Registration Authority and, for each channel of the keyhole, what each may do.
 * `main` refuses by this table whatever the page asks; screens hide or explain by the same table. Rules for acts on a case are kept
 * apart, because they all come through one channel.
 */
import { err, type Err } from '../result.ts'

/** `raManager` is national role R5080, `raAgent` is R5090, `idChecker` is the activity B0267. A sponsor (B1300) asks by email and does not sit here. */
export const roles = ['raManager', 'raAgent', 'idChecker'] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, { readonly title: string; readonly code: string; readonly may: string }>> = {
  raManager: {
    title: 'RA manager',
    code: 'R5080',
    may: 'Does all that an RA agent does, and decides who may sign in, settings, and the recovery key.',
  },
  raAgent: {
    title: 'RA agent',
    code: 'R5090',
    may: 'Carries registrations from the request to the first log-in: identity, card, dispatch, passcode.',
  },
  idChecker: {
    title: 'RA ID checker',
    code: 'B0267',
    may: 'Records requests and details, checks documents and photographs, and holds the video call. Touches no card and no passcode.',
  },
}

/** `do`: may change something. `view`: sees it and changes nothing by it. `no`: not shown, and refused. */
export type Access = 'do' | 'view' | 'no'
export type RoleRule = Readonly<Record<Role, Access>>

const rule = (raManager: Access, raAgent: Access, idChecker: Access): RoleRule => ({ raManager, raAgent, idChecker })
const everyone = rule('do', 'do', 'do')
const everyoneSees = rule('view', 'view', 'view')
const cardIssuers = rule('do', 'do', 'no')
const cardIssuersSee = rule('view', 'view', 'no')
const managers = rule('do', 'no', 'no')
const managersOthersSee = rule('do', 'view', 'view')

/** Every channel is in here: `main/role-gate.ts` does not compile otherwise. Channels that answer before anyone signed in are for everyone. */
export const channelRules = {
  'station.state': everyoneSees,
  'station.setUp': everyone,
  // An RA agent who used the recovery key has to print the new one at once; making another one is checked in `main`.
  'station.saveRecoverySheet': cardIssuers,
  'station.askRecoveryGroup': cardIssuers,
  'station.confirmRecoveryKey': cardIssuers,
  'station.read': everyoneSees,
  'station.save': cardIssuers,

  'vault.unlock': everyone,
  'vault.recover': everyone,
  'vault.lock': everyone,
  'vault.draftsSealed': everyone,
  'vault.changePassphrase': everyone,

  'agents.list': managersOthersSee,
  'agents.add': managers,
  'agents.remove': managers,
  'agents.changeRole': managers,
  'policy.read': everyoneSees,
  'clipboard.copy': everyone,

  'record.checkpoint': everyoneSees,
  // Their own database compares itself with the record and is made again from it.
  'files.check': everyone,
  'database.compare': everyone,
  'database.page': everyoneSees,
  'database.pieces': everyoneSees,
  'database.setAside': everyone,
  'database.lackingScan': everyone,
  'database.giveBack': everyone,
  'database.scansAccount': everyone,
  'case.open': everyone,
  'evidence.open': everyone,
  'record.entries': cardIssuersSee,
  'record.verify': cardIssuersSee,
  'record.compare': cardIssuers,
  'record.export': cardIssuers,
  'case.prepare': everyone,
  'case.act': everyone,
  'evidence.newKey': everyone,
  'evidence.store': everyone,
  'call.textPhoneCode': everyone,
  'call.verifyPhoneCode': everyone,

  'devices.state': everyoneSees,
  'devices.modemPort': everyoneSees,
  'devices.useModem': cardIssuers,
  'card.look': cardIssuersSee,
  'card.write': cardIssuers,
  'card.printFace': cardIssuers,
  'readers.pin': cardIssuers,
  'card.page': cardIssuersSee,
  'card.saveTranscript': cardIssuers,
  'cards.list': cardIssuersSee,
  'cards.show': cardIssuersSee,
  'cards.transcript': cardIssuersSee,
  'cards.saveTranscript': cardIssuers,
  'cards.readList': cardIssuers,
  'cards.importBox': cardIssuers,
  'cards.act': cardIssuers,
  // Who signs certificates for this station's cards is the RA manager's to say.
  'cards.authority': cardIssuersSee,
  'cards.loadAuthority': managers,
  'cards.removeAuthority': managers,
  'cards.saveRequest': cardIssuers,
  'cards.installCertificate': cardIssuers,
  'cardTemplate.read': everyoneSees,
  'cardTemplate.sample': everyoneSees,
  'cardTemplate.save': cardIssuers,
  'cardTemplate.setSeries': cardIssuers,
  'cardTemplate.reset': cardIssuers,
  'cardTemplate.export': cardIssuers,
  'card.faces': cardIssuersSee,
  'screen.scale': everyoneSees,
  'screen.setScale': everyone,
  'printer.settings': cardIssuersSee,
  'printer.use': cardIssuers,
  'printer.issue': cardIssuers,
  'printer.jobs': cardIssuersSee,
  'printer.settle': cardIssuers,
  'batch.read': cardIssuersSee,
  'batch.start': cardIssuers,
  'batch.next': cardIssuers,
  'batch.set': cardIssuers,
  // What is erased, and when, is the RA manager's to answer for: only they may hold a case without an end.
  'retention.list': everyoneSees,
  'retention.keep': cardIssuers,
  'retention.hold': managers,
  'retention.confirmClock': cardIssuers,
  'label.make': cardIssuers,
  'manifest.close': cardIssuers,
  'manifest.list': everyoneSees,
  'release.approve': cardIssuers,
  'passcode.text': cardIssuers,
  'passcode.settle': cardIssuers,

  'handover.read': cardIssuersSee,
  'handover.willGo': cardIssuersSee,
  'handover.send': cardIssuers,
  'handover.saveBundle': cardIssuers,
  'handover.takeBack': cardIssuers,
  'handover.readReceipt': cardIssuers,
  'handover.piece': cardIssuers,
  'handover.look': cardIssuersSee,
  'handover.takeOver': cardIssuers,
  'handover.saveReceipt': cardIssuers,
  // Where cases may go at all is the RA manager's to say.
  'handover.saveCard': cardIssuers,
  'handover.readCard': managers,
  'handover.trust': managers,
  'handover.withdraw': managers,

  'document.preview': cardIssuersSee,
  'document.save': cardIssuers,
  'file.save': everyone,
  'backup.state': everyoneSees,
  'backup.make': everyone,
  'backup.drill': everyone,
  'backup.chooseFolder': cardIssuers,
  'restore.choose': everyone,
  'restore.preview': everyone,
  'restore.perform': everyone,
  'doctor.report': everyoneSees,

  'practice.insertCard': everyone,
  'practice.removeCard': everyone,
  'practice.loadFeeder': everyone,
  'practice.phone': everyoneSees,
  'practice.samples': everyoneSees,
} as const satisfies Readonly<Record<string, RoleRule>>

export function accessTo(role: Role, channel: keyof typeof channelRules): Access {
  return channelRules[channel][role]
}

export type RoleRefusalCode = 'not-your-role'

export function notYourRole(role: Role): Err<RoleRefusalCode> {
  return err(
    'not-your-role',
    `An ${roleNames[role].title} may not do this on this workstation. Nothing was changed.`,
    'Ask an RA manager or an RA agent to sign in and do it.',
  )
}
