/**
 * The device secret: 32 random bytes kept by the operating system's key store, one file per OS account. Together with the passphrase it
 * makes a copied folder useless. If the system keeps no secrets there is none, and RA Desk says so.
 */
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { safeStorage } from 'electron'
import { takeSecret } from '../../domain/secret-bytes.ts'
import { err, ok, type Result } from '../../domain/result.ts'
import { writeFileAtomically } from '../files/atomic-file.ts'
import { renamePatiently } from '../files/held-files.ts'
import type { DeviceSecretFailureCode } from '../vault/device-secret.ts'

export type KeyStoreKind = 'keychain' | 'dpapi' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'basic_text' | 'none'

export interface DeviceSecret {
  readonly kind: KeyStoreKind
  /** Absent when the system's key store protects nothing. */
  readonly secret: Uint8Array | undefined
}

export interface DeviceSecretOptions {
  readonly file: string
  /** Only true at first run: a vault that was made with a secret must never be given another one. */
  readonly mayCreate: boolean
  /** The recovery key was used because the secret cannot be read any more (an administrator reset the account's password): start with a new one. */
  readonly recovering?: boolean
  readonly randomBytes: (length: number) => Uint8Array
}

const secretLength = 32

/** Which key store the system offers, and whether it protects anything. */
export async function keyStoreKind(platform = process.platform): Promise<KeyStoreKind> {
  const isAvailable = await safeStorage.isAsyncEncryptionAvailable().catch(() => false)
  if (platform === 'darwin') return isAvailable ? 'keychain' : 'none'
  if (platform === 'win32') return isAvailable ? 'dpapi' : 'none'
  const backend = safeStorage.getSelectedStorageBackend()
  if (backend === 'basic_text') return 'basic_text'
  return isAvailable && backend !== 'unknown' ? backend : 'none'
}

export function protects(kind: KeyStoreKind): boolean {
  return kind !== 'basic_text' && kind !== 'none'
}

export async function openDeviceSecret(options: DeviceSecretOptions): Promise<Result<DeviceSecret, DeviceSecretFailureCode>> {
  const opened = await readOrCreate(options)
  if (opened.ok || options.recovering !== true) return opened
  // Without a key store the recovered slot needs none. With one, what cannot be read is set aside, never deleted.
  if (opened.error.code === 'key-store-unavailable') return ok({ kind: await keyStoreKind(), secret: undefined })
  await setAside(options.file)
  return readOrCreate({ ...options, mayCreate: true })
}

async function setAside(file: string): Promise<void> {
  for (let number = 1; ; number += 1) {
    const aside = `${file}.unreadable-${number}`
    if (
      await stat(aside).then(
        () => true,
        () => false,
      )
    )
      continue
    return renamePatiently(file, aside)
  }
}

async function readOrCreate({ file, mayCreate, randomBytes }: DeviceSecretOptions): Promise<Result<DeviceSecret, DeviceSecretFailureCode>> {
  const kind = await keyStoreKind()
  const sealed = await readFile(file).catch((error: NodeJS.ErrnoException) => error)
  const isThere = !(sealed instanceof Error)
  if (!isThere && sealed.code !== 'ENOENT') return unreadable()
  if (!protects(kind)) {
    return isThere ? unavailable : ok({ kind, secret: undefined })
  }
  if (!isThere) {
    if (!mayCreate)
      return err(
        'device-secret-missing',
        'The secret that ties RA Desk’s data to this account is missing. Nothing was changed.',
        'Start RA Desk under the account that set it up, or use the recovery key.',
      )
    const secret = randomBytes(secretLength)
    await writeWhole(file, await safeStorage.encryptStringAsync(Buffer.from(secret).toString('base64')))
    return ok({ kind, secret })
  }
  try {
    const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed)
    const secret = takeSecret(Buffer.from(result, 'base64'))
    if (secret.length !== secretLength) return unreadable()
    if (shouldReEncrypt) await writeWhole(file, await safeStorage.encryptStringAsync(result))
    return ok({ kind, secret })
  } catch {
    // A key store that is locked or still starting answers later; one that answers and cannot open it never will.
    return (await safeStorage.isAsyncEncryptionAvailable().catch(() => false)) ? unreadable() : unavailable
  }
}

const unavailable = err(
  'key-store-unavailable',
  'The key store of this account is not available, and RA Desk needs it to open its data. Nothing was changed.',
  'Sign in to this computer as usual (not by remote command) and try again, or use the recovery key.',
)

function unreadable(): Result<never, DeviceSecretFailureCode> {
  return err(
    'device-secret-unreadable',
    'The secret that ties RA Desk’s data to this account cannot be read. Nothing was changed.',
    'Sign out of this computer, sign in and try again. If the account’s password was reset, use the recovery key.',
  )
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const written = await writeFileAtomically(file, bytes)
  if (!written.ok) throw new Error(`the device secret could not be written: ${written.error.code}`)
}

/** The key store as the app sees it: what kind, what that means, and the device secret when one is wanted. */
export async function openKeyStore(file: string, randomBytes: (length: number) => Uint8Array) {
  const kind = await keyStoreKind()
  return {
    kind,
    protects: protects(kind),
    message: keyStoreWords(kind),
    deviceSecret: (mayCreate: boolean, recovering = false) => openDeviceSecret({ file, mayCreate, recovering, randomBytes }),
  }
}

function keyStoreWords(kind: KeyStoreKind): string {
  switch (kind) {
    case 'keychain':
      return 'The macOS keychain ties RA Desk’s data to this account.'
    case 'dpapi':
      return 'Windows data protection ties RA Desk’s data to this account.'
    case 'gnome_libsecret':
    case 'kwallet':
    case 'kwallet5':
    case 'kwallet6':
      return 'The desktop’s key ring ties RA Desk’s data to this account.'
    case 'basic_text':
    case 'none':
      return 'This computer has no secure key store. Anyone who copies the data only needs your passphrase to open it.'
  }
}
