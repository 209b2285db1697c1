import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const store = vi.hoisted(() => ({ available: true, backend: 'gnome_libsecret', key: 0x5a, again: false }))
vi.mock('electron', () => ({
  safeStorage: {
    isAsyncEncryptionAvailable: () => Promise.resolve(store.available),
    getSelectedStorageBackend: () => store.backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`v${store.key}:${text}`).map((byte) => byte ^ store.key)),
    decryptStringAsync: (sealed: Buffer) => {
      const text = Buffer.from(sealed.map((byte) => byte ^ store.key)).toString()
      return text.startsWith(`v${store.key}:`) ? Promise.resolve({ result: text.slice(text.indexOf(':') + 1), shouldReEncrypt: store.again }) : Promise.reject(new Error('cannot'))
    },
  },
}))
const { keyStoreKind, openDeviceSecret, protects } = await import('../../main/secrets.ts')

let folder = ''
const open = (mayCreate: boolean) => openDeviceSecret({ file: join(folder, 'keys/device-secret'), mayCreate, randomBytes: (length) => new Uint8Array(length).fill(7) })
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'ra-desk-secrets-')); Object.assign(store, { available: true, backend: 'gnome_libsecret', key: 0x5a, again: false }) })
afterEach(() => { rmSync(folder, { recursive: true }) })

describe.skipIf(process.platform !== 'linux')('the device secret', () => {
  it('is made once, sealed on the disk, and read again', async () => {
    const made = await open(true)
    expect(made).toEqual({ ok: true, value: { kind: 'gnome_libsecret', secret: new Uint8Array(32).fill(7) } })
    const file = join(folder, 'keys/device-secret')
    expect(readFileSync(file).includes(Buffer.alloc(32, 7).toString('base64'))).toBe(false)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await open(false)).toEqual(made)
    expect(await open(true)).toEqual(made)
  })

  it('is never replaced: missing, unreadable and locked away are three different answers', async () => {
    expect(await open(false)).toMatchObject({ ok: false, error: { code: 'device-secret-missing' } })
    await open(true)
    const file = join(folder, 'keys/device-secret')
    const before = readFileSync(file)
    store.key = 0x33
    expect(await open(true)).toMatchObject({ ok: false, error: { code: 'device-secret-unreadable' } })
    store.backend = 'basic_text'
    expect(await open(true)).toMatchObject({ ok: false, error: { code: 'key-store-unavailable' } })
    expect(readFileSync(file)).toEqual(before)
    Object.assign(store, { key: 0x5a, backend: 'gnome_libsecret' })
    writeFileSync(file, await Promise.resolve(Buffer.from('v90:c2hvcnQ=').map((byte) => byte ^ 0x5a)))
    expect(await open(true)).toMatchObject({ ok: false, error: { code: 'device-secret-unreadable' } })
  })

  it('does not exist where nothing protects it, and leaves no file', async () => {
    store.backend = 'basic_text'
    expect(await open(true)).toEqual({ ok: true, value: { kind: 'basic_text', secret: undefined } })
    Object.assign(store, { backend: 'kwallet6', available: false })
    expect(await open(true)).toEqual({ ok: true, value: { kind: 'none', secret: undefined } })
    expect(existsSync(join(folder, 'keys'))).toBe(false)
  })

  it('is sealed anew when the system asks for it', async () => {
    const made = await open(true)
    rmSync(join(folder, 'keys/device-secret.new'), { force: true })
    store.again = true
    const before = statSync(join(folder, 'keys/device-secret')).ino
    expect(await open(false)).toEqual(made)
    expect(statSync(join(folder, 'keys/device-secret')).ino).not.toBe(before)
  })
})

it('names the key store of each system', async () => {
  expect(await keyStoreKind('darwin')).toBe('keychain')
  expect(await keyStoreKind('win32')).toBe('dpapi')
  store.available = false
  expect(await keyStoreKind('win32')).toBe('none')
  expect([protects('dpapi'), protects('basic_text'), protects('none')]).toEqual([true, false, false])
})
