/**
 * Every setting: on which of the four pages it is, which words find it, and which channel changes it. Who may change it follows from that
 * channel. What an agent looks for here and is elsewhere is listed too. The pages, their search and the palette read this one list.
 */
import type { ChannelName } from '../../../../preload/contract.ts'

export type SettingsPageId = 'account' | 'team' | 'workstation' | 'policy'

export const settingsPages: readonly { readonly id: SettingsPageId; readonly title: string }[] = [
  { id: 'account', title: 'Account' },
  { id: 'team', title: 'Team' },
  { id: 'workstation', title: 'Workstation' },
  { id: 'policy', title: 'Policy' },
]

export type PartId =
  | 'you'
  | 'passphrase'
  | 'safety'
  | 'agents'
  | 'organisations'
  | 'staff'
  | 'provider'
  | 'return-address'
  | 'texts-and-labels'
  | 'printer'
  | 'modem'
  | 'cards'
  | 'card'
  | 'authority'
  | 'update'
  | 'elsewhere'
  | 'editions'
  | 'policy-values'

export interface SettingsPart {
  /** Part of the address, `/settings/<id>`: links and bookmarks use it. */
  readonly id: PartId
  readonly page: SettingsPageId
  readonly title: string
  /** What people call it, and what is in it, beside the title. */
  readonly words: string
  /** The channel that changes it. Absent: the part itself offers each role what it may do. */
  readonly asks?: ChannelName
  /** What those who may do, after “An RA manager”. */
  readonly does?: string
}

export const settingsParts: readonly SettingsPart[] = [
  {
    id: 'you',
    page: 'account',
    title: 'Your name and mobile number',
    words: 'my agent work phone telephone details contact',
    asks: 'station.save',
    does: 'changes this',
  },
  { id: 'passphrase', page: 'account', title: 'Your passphrase', words: 'password change sign in log in own' },
  {
    id: 'safety',
    page: 'account',
    title: 'Safety',
    words: 'automatic lock idle minutes screen timeout recovery key sheet print key store security',
  },
  {
    id: 'agents',
    page: 'team',
    title: 'Agents',
    words:
      'people users colleagues roles RA manager RA agent ID checker add remove sign in access permissions R5080 R5090 B0267 former left',
  },
  {
    id: 'organisations',
    page: 'team',
    title: 'Organisations',
    words: 'ODS code video channels Teams locations agreed guidance given sponsor practice pharmacy trust',
  },
  {
    id: 'staff',
    page: 'team',
    title: 'RA staff',
    words: 'aware procedures confirmed training names',
    asks: 'station.save',
    does: 'changes this',
  },
  {
    id: 'provider',
    page: 'workstation',
    title: 'Service provider',
    words: 'RA service provider and agent name ODS code header',
    asks: 'station.save',
    does: 'changes this',
  },
  {
    id: 'return-address',
    page: 'workstation',
    title: 'Return address',
    words: 'envelope label undelivered post sender postcode',
    asks: 'station.save',
    does: 'changes this',
  },
  {
    id: 'texts-and-labels',
    page: 'workstation',
    title: 'Texts and labels',
    words: 'SMS text message work phone QR modem label printer sheet L7163 roll thermal position offset test page calibration',
    asks: 'station.save',
    does: 'changes this',
  },
  {
    id: 'printer',
    page: 'workstation',
    title: 'Card printer',
    words: 'print smartcard badge evolis zebra network ipp address queue',
    asks: 'printer.use',
    does: 'chooses the card printer',
  },
  {
    id: 'modem',
    page: 'workstation',
    title: 'Modem',
    words: 'serial port COM SIM GSM text SMS dongle',
    asks: 'devices.useModem',
    does: 'chooses the modem',
  },
  { id: 'card', page: 'workstation', title: 'Card template', words: 'face design layout logo picture series front back' },
  {
    id: 'cards',
    page: 'workstation',
    title: 'Cards',
    words: 'blank smartcards key P-256 RSA certificate stock low warning only listed attempts passcode locks settings for cards',
    asks: 'station.save',
    does: 'changes this',
  },
  {
    id: 'authority',
    page: 'workstation',
    title: 'Issuing authority',
    words: 'certificate CA p12 pfx PKCS 12 sign',
    asks: 'cards.loadAuthority',
    does: 'loads and removes the issuing authority',
  },
  {
    id: 'update',
    page: 'workstation',
    title: 'Update RA Desk',
    words: 'upgrade new version install installer msi raupdate USB stick what changed',
    asks: 'update.choose',
    does: 'updates RA Desk from a file of the service provider',
  },
  { id: 'elsewhere', page: 'workstation', title: 'Also for this workstation', words: 'other' },
  {
    id: 'policy-values',
    page: 'policy',
    title: 'Policy of your organisation',
    words:
      'policy file administrator retention how long kept delete scans photographs cases passcodes days release second agent approval two agents exports allowed saved spreadsheets lists lock minutes hours memory backup backups folder printers network limits json signing key edition editions provider',
  },
  {
    id: 'editions',
    page: 'policy',
    title: 'Editions of the guidance',
    words: 'guidance pack import withdraw wording emails texts steps lists version',
  },
]

/** What is looked for in the settings and is on another page. */
interface OtherPage {
  readonly title: string
  readonly to: string
  /** Where it is, in words. */
  readonly where: string
  readonly words: string
  /** Shown on the workstation page of the settings as well. */
  readonly listed?: true
}

export const otherPages: readonly OtherPage[] = [
  {
    title: 'Backup',
    to: '/workstation/backup',
    where: 'Workstation',
    words: 'back up restore test USB stick folder copy disk',
    listed: true,
  },
  {
    title: 'Card readers and devices',
    to: '/workstation/devices',
    where: 'Workstation',
    words: 'reader own card PC/SC smartcard service printer modem state',
    listed: true,
  },
  {
    title: 'Checks of this workstation',
    to: '/workstation/doctor',
    where: 'Workstation',
    words: 'doctor problem help report files check',
  },
  {
    title: 'Support report',
    to: '/workstation/support-report',
    where: 'Workstation',
    words: 'IT support report help problem log versions save send',
  },
  {
    title: 'Due for deletion',
    to: '/workstation/retention',
    where: 'Workstation',
    words: 'retention erase delete kept date clock hold',
  },
  { title: 'Recovery key', to: '/set-up/recovery', where: 'Set-up', words: 'recovery sheet print lost forgotten passphrase new' },
  {
    title: 'Trusted workstations',
    to: '/dispatch/handover/stations',
    where: 'Dispatch',
    words: 'station card trust exchange other computers',
    listed: true,
  },
  { title: 'Handover', to: '/dispatch/handover', where: 'Dispatch', words: 'hand over move cases another workstation computer bundle' },
  {
    title: 'Blank stock',
    to: '/cards/stock',
    where: 'Cards',
    words: 'box of blank cards import list serial numbers order',
    listed: true,
  },
  { title: 'Export the record', to: '/record', where: 'Record', words: 'audit log history who did what spreadsheet' },
  {
    title: 'Wording of emails and texts',
    to: '/help/editions',
    where: 'Help',
    words: 'template letter message change text email words edition',
  },
  { title: 'Help on settings', to: '/help/settings', where: 'Help', words: 'where is find setting' },
  { title: 'Keyboard shortcuts', to: '/help/keyboard', where: 'Help', words: 'keys hotkeys' },
  { title: 'Licences', to: '/help/licences', where: 'Help', words: 'licence open source about version' },
]
