import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

const store = vi.hoisted(() => ({ available: true, backend: 'gnome_libsecret', key: 0x5a, again: false, flickers: false, asked: 0 }))
vi.mock('electron', () => ({
  safeStorage: {
    // Flickering: there when the kind is asked for, gone when it should open something.
    isAsyncEncryptionAvailable: () => Promise.resolve(store.flickers ? store.asked++ % 2 === 0 : store.available),
    getSelectedStorageBackend: () => store.backend,
    encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`v${store.key}:${text}`).map((byte) => byte ^ store.key)),
    decryptStringAsync: (sealed: Buffer) => {
      const text = Buffer.from(sealed.map((byte) => byte ^ store.key)).toString()
      return text.startsWith(`v${store.key}:`)
        ? Promise.resolve({ result: text.slice(text.indexOf(':') + 1), shouldReEncrypt: store.again })
        : Promise.reject(new Error('cannot'))
    },
  },
}))
const { keyStoreKind, openDeviceSecret, protects } = await import('../../../main/shell/key-store.ts')

let folder = ''
const open = (mayCreate: boolean, recovering = false) =>
  openDeviceSecret({
    recovering,
    file: join(folder, 'keys/device-secret'),
    mayCreate,
    randomBytes: (length) => new Uint8Array(length).fill(7),
  })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-secrets-'))
  Object.assign(store, { available: true, backend: 'gnome_libsecret', key: 0x5a, again: false, flickers: false, asked: 0 })
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

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

  it('a key store that cannot answer yet differs from one that never will', async () => {
    await open(true)
    store.key = 0x33
    expect(await open(false)).toMatchObject({ ok: false, error: { code: 'device-secret-unreadable' } })
    store.flickers = true
    expect(await open(false)).toMatchObject({ ok: false, error: { code: 'key-store-unavailable' } })
  })

  it('begins again when the recovery key is used: what cannot be read is set aside, what can be read is kept', async () => {
    const file = join(folder, 'keys/device-secret')
    const made = await open(true)
    expect(await open(true, true)).toEqual(made)
    const before = readFileSync(file)
    store.key = 0x33
    expect(await open(true, true)).toMatchObject({ ok: true, value: { secret: new Uint8Array(32).fill(7) } })
    expect(readFileSync(`${file}.unreadable-1`)).toEqual(before)
    expect(readFileSync(file)).not.toEqual(before)
    store.backend = 'basic_text'
    expect(await open(true, true)).toEqual({ ok: true, value: { kind: 'basic_text', secret: undefined } })
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

  it('is sealed again when the system asks for it', async () => {
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
