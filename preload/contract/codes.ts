/**
 * Failure codes that several channels share, grouped by what answers with them. A handler that answers with a code its channel does not
 * declare does not compile; a code that nothing answers with fails `test/preload/contract.test.ts`.
 */

import { refusalCodes } from '../../domain/journey/part.ts'

/** The IPC gate itself: any channel may answer with these. */
export const gateCodes = [
  'foreign-frame',
  'unknown-channel',
  'too-large',
  'malformed',
  'locked',
  'not-in-practice',
  'not-your-role',
  'passphrase-needed',
  'fault',
] as const

/** Writing into the record. */
export const recordCodes = ['disk-full', 'journal-failed', 'stale'] as const
/** The domain's guard of a case. */
export const guardCodes = refusalCodes
/** Recording an act on a case. */
export const caseCodes = [...guardCodes, ...recordCodes, 'no-such-case', 'no-such-edition'] as const

/** Keys for the page's worker. */
export const wrapCodes = ['locked', 'unknown-key', 'key-withheld', 'worker-key-malformed'] as const
/** The device secret in the system's key store. */
export const deviceSecretCodes = ['device-secret-missing', 'device-secret-unreadable', 'key-store-unavailable'] as const
/** The file of key slots. */
const keySlotsCodes = ['key-slots-missing', 'key-slots-damaged', 'key-slots-older', 'key-slots-newer'] as const
/** Opening the keyring. */
export const keyringCodes = [
  'keyring-missing',
  'keyring-damaged',
  'keyring-older',
  'keyring-newer',
  'keyring-in-use',
  'keyring-not-cleared',
  'key-slots-behind',
] as const
/** Unlocking with a passphrase. */
export const unlockCodes = [
  ...keySlotsCodes,
  ...keyringCodes,
  'wrong-passphrase',
  'device-secret-missing',
  'device-secret-wrong',
  'kdf-refused',
  'kdf-failed',
  'wait',
  'no-such-agent',
] as const
/** Changing who can unlock. */
export const rotationCodes = [...keySlotsCodes, 'disk-full', 'write-failed', 'locked', 'last-manager', 'not-trusted'] as const
/** Changing agents and their passphrases. */
export const agentCodes = [
  ...rotationCodes,
  'kdf-refused',
  'kdf-failed',
  'weak-passphrase',
  'name-taken',
  'no-such-agent',
  'still-yourself',
  'not-noted',
] as const
/** Opening the record of an unlocked vault. */
export const openRecordCodes = [
  ...recordCodes,
  'journal-missing',
  'journal-damaged',
  'journal-older',
  'journal-newer',
  'key-slots-behind',
  'audit-damaged',
  'settings-missing',
] as const

/** Drawing a document. */
export const documentCodes = [
  'font-missing',
  'glyph-missing',
  'name-too-long',
  'text-too-long',
  'address-too-long',
  'return-address-too-long',
  'medium-not-suitable',
  'position-not-on-sheet',
  'nothing-to-print',
  'photo-unreadable',
  'photo-wrong-shape',
  'reference-not-encodable',
  'layout-invalid',
  'image-missing',
  'image-unreadable',
  'image-too-coarse',
  'code-too-small',
  'no-return-address',
  'manifest-invalid',
] as const
/** Reading a picture of a case back. */
export const evidenceCodes = ['evidence-damaged', 'evidence-erased'] as const

/** A smartcard reader and the card in it. */
export const readerCodes = [
  'reader-service-stopped',
  'reader-not-allowed',
  'no-reader',
  'reader-gone',
  'no-card',
  'card-removed',
  'card-lost',
  'card-reset',
  'card-mute',
  'card-unpowered',
  'card-unsupported',
  'card-in-use',
  'card-timed-out',
  'command-not-carried',
  'reader-fault',
  'own-card-reader',
  'own-card',
] as const
/** Printing on a printer. */
export const printerCodes = ['printer-not-found', 'printer-problem', 'printer-refused', 'print-unknown'] as const
/** Sending a text. */
export const textCodes = ['modem-not-found', 'modem-refused', 'no-signal'] as const
/** The issuing authority of this station. */
export const authorityCodes = [
  'authority-encryption-not-supported',
  'authority-expired',
  'authority-is-pem',
  'authority-key-not-supported',
  'authority-no-certificate',
  'authority-no-key',
  'authority-not-a-ca',
  'authority-not-pkcs12',
  'authority-not-yet-valid',
  'authority-too-costly',
  'authority-too-large',
  'authority-too-many-iterations',
  'authority-wrong-passphrase',
  'no-authority',
] as const
/** The register of cards. */
export const registerCodes = [
  'box-exists',
  'card-held-by-case',
  'card-transition',
  'no-such-card',
  'nothing-to-import',
  ...recordCodes,
] as const
/** A list of card serial numbers. */
export const listCodes = ['list-broken', 'list-empty', 'list-not-text', 'list-too-costly', 'list-too-large', 'list-too-long'] as const

/** A report of CIM. */
export const reportCodes = ['report-broken', 'report-empty', 'report-not-text', 'report-too-costly', 'report-too-large'] as const

/** Opening a backup file. */
export const backupFileCodes = [
  'no-such-backup',
  'not-a-backup',
  'backup-key-wrong',
  'backup-damaged',
  'backup-newer',
  'whole-backup-missing',
  'whole-backup-differs',
] as const
/** Opening a handover bundle. */
export const bundleCodes = [
  'bundle-damaged',
  'bundle-lost',
  'bundle-newer',
  'not-for-this-station',
  'not-signed',
  'not-trusted',
  'practice-differs',
  'unknown-guidance',
  'locked',
  'disk-full',
  'write-failed',
] as const
