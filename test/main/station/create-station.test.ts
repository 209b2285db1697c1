import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toHex, utf8 } from '../../../domain/bytes.ts'
import { inspectFolder } from '../../../main/station/inspect-folder.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { RECORD_FILES, SCANS_FILE } from '../../../main/record/database/schema.ts'
import { KEY_FILES } from '../../../main/vault/key-database.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { openStationAccess } from '../../support/station-access.ts'
import {
  agent,
  clockedVaultAccess,
  code,
  filesBelow,
  formsOf,
  freshFolder,
  madeVault,
  passphrase,
  providerName,
  randomBytes,
  value,
  workerUrl,
} from '../vault/support.ts'

const owner = '22222222-2222-4222-8222-222222222222'
const place = { table: 'cases', recordId: owner, rev: 1, schema: 1 }

async function signIn(folder: string, typed = passphrase, deviceSecret?: Uint8Array) {
  return clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase: typed, ...(deviceSecret ? { deviceSecret } : {}) })
}

const filesOfVault = [
  ...['key-slots.json', 'keyring.bin'].flatMap((name) => [name, `${name}.second`]),
  ...RECORD_FILES,
  ...KEY_FILES,
  SCANS_FILE,
  'data-format.json',
].sort()

describe('setting up a station', () => {
  test('what is sealed before locking opens after unlocking, with the same keys and signatures', async () => {
    const folder = await freshFolder()
    const { vault } = await madeVault(folder)
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: owner }]))
    const envelope = value(vault.seal(place, utf8('Ffion Ŵyn-Sample'), toHex(key!.keyId)))
    const { publicKey } = vault.deviceKey()
    vault.lock()
    const again = value(await signIn(folder))
    expect(value(again.open(place, envelope))).toEqual(utf8('Ffion Ŵyn-Sample'))
    expect(again.agent).toEqual({ id: agent.id, name: agent.name, role: 'raManager' })
    expect(again.deviceKey().publicKey).toEqual(publicKey)
    expect(again.agentPublicKey).toEqual(vault.agentPublicKey)
    expect(verifySignature(utf8('x'), again.signAsAgent(utf8('x')), again.agentPublicKey)).toBe(true)
    expect(again.recordsKeyId).toBe(vault.recordsKeyId)
  })

  test('the real Argon2id parameters are written by default', async () => {
    const folder = await freshFolder()
    const vaultAccess = openStationAccess({ folder, randomBytes, monotonic: () => 0, kdf: { workerUrl } })
    value(await vaultAccess.create({ agent, passphrase })).vault.lock()
    const slots = JSON.parse(await readFile(vaultPaths(folder).keySlots, 'utf8')) as { current: { agents: { kdf: object }[] } }
    expect(slots.current.agents[0]!.kdf).toMatchObject({ name: 'argon2id', memoryKiB: 65_536, iterations: 3, parallelism: 4 })
    expect(code(await vaultAccess.unlock({ agentId: agent.id, passphrase }))).toBe('ok')
  })

  test('a key slot below the Argon2id floor is refused', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const vaultAccess = openStationAccess({ folder, randomBytes, monotonic: () => 0, kdf: { workerUrl } })
    expect(code(await vaultAccess.unlock({ agentId: agent.id, passphrase }))).toBe('kdf-refused')
  })

  test('a weak passphrase creates nothing', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = clockedVaultAccess(folder)
    for (const weak of ['short', `${providerName} 1`, 'Tamsin Example-Agent!']) {
      expect(code(await vaultAccess.create({ agent, passphrase: weak, knownNames: [providerName] }))).toBe('weak-passphrase')
    }
    expect(await inspectFolder(folder)).toEqual({ state: 'empty', found: [] })
  })

  test('no name, passphrase or recovery key lies readable in any file', async () => {
    const folder = await freshFolder()
    const { vault, recoveryKey } = await madeVault(folder)
    value(await vault.keyring.create([{ purpose: 'case', ownerId: owner }]))
    vault.lock()
    const canaries = [agent.name, 'Example-Agent', passphrase, recoveryKey, recoveryKey.replaceAll('-', '')]
    const files = await filesBelow(folder)
    expect([...files.keys()].map((path) => basename(path)).sort()).toEqual(filesOfVault)
    for (const [path, bytes] of files) {
      for (const form of canaries.flatMap(formsOf)) expect(bytes.includes(form), path).toBe(false)
    }
    // The scan itself must be able to find: the sign-in name is in the clear on purpose.
    expect(formsOf(agent.signInName).some((form) => [...files.values()].some((bytes) => bytes.includes(form)))).toBe(true)
  })
})

describe('setting up a station where a trace of an older vault is', () => {
  test.each(['keySlots', 'keyring', 'journal'] as const)('only the %s is left: refused, and nothing changes', async (left) => {
    const folder = await freshFolder()
    await madeVault(folder)
    const { vault, keySlots, keyring } = vaultPaths(folder)
    const files = {
      keySlots: [keySlots, secondCopyOf(keySlots)],
      keyring: [keyring, secondCopyOf(keyring)],
      journal: [...RECORD_FILES, SCANS_FILE].map((name) => join(vault, name)),
    }
    for (const name of ['keySlots', 'keyring', 'journal'] as const)
      if (name !== left) for (const path of files[name]) await rm(path, { force: true })
    const before = await filesBelow(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    expect(await vaultAccess.inspect()).toEqual({ state: 'trace', found: [left] })
    expect(code(await vaultAccess.create({ agent, passphrase }))).toBe('vault-exists')
    expect(await filesBelow(folder)).toEqual(before)
  })

  test('only the browser’s folder is left: refused', async () => {
    const folder = await freshFolder()
    const browserFolder = join(folder, 'IndexedDB')
    await mkdir(browserFolder)
    const { vaultAccess } = clockedVaultAccess(folder, { browserFolder })
    expect((await vaultAccess.inspect()).state).toBe('empty')
    await writeFile(join(browserFolder, 'CURRENT'), 'x')
    expect(await vaultAccess.inspect()).toEqual({ state: 'trace', found: ['browser'] })
    expect(code(await vaultAccess.create({ agent, passphrase }))).toBe('vault-exists')
  })

  test('an existing vault is not replaced', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = await madeVault(folder)
    expect((await vaultAccess.inspect()).state).toBe('vault')
    expect(code(await vaultAccess.create({ agent, passphrase }))).toBe('vault-exists')
  })

  test('an interrupted set-up leaves no trace and does not block the next one', async () => {
    const folder = await freshFolder()
    ;(await madeVault(folder)).vault.lock()
    await rename(vaultPaths(folder).vault, vaultPaths(folder).making)
    await rm(join(vaultPaths(folder).making, 'key-slots.json'))
    expect((await inspectFolder(folder)).state).toBe('empty')
    await madeVault(folder)
    expect((await inspectFolder(folder)).state).toBe('vault')
  })
})
