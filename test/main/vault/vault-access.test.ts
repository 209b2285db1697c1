import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { secondCopyOf } from '../../../main/files/mirrored-atomic-file.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { verifySignature } from '../../../main/vault/keys.ts'
import { utf8 } from '../../../domain/bytes.ts'
import { agent, cheap, clockedVaultAccess, code, freshFolder, madeVault, passphrase, value } from './support.ts'

const stranger = '22222222-2222-4222-8222-222222222222'
const signIn = (folder: string) => clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase })

describe('unlocking the vault', () => {
  test('missing files are named, and nothing is made in their place', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const paths = vaultPaths(folder)
    for (const path of [paths.keyring, secondCopyOf(paths.keyring)]) await rename(path, `${path}.away`)
    expect(code(await signIn(folder))).toBe('keyring-missing')
    for (const path of [paths.keySlots, secondCopyOf(paths.keySlots)]) await rm(path)
    expect(code(await signIn(folder))).toBe('key-slots-missing')
  })

  test('every flipped byte of key-slots.json is damage, never a wrong passphrase', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const { keySlots: slots } = vaultPaths(folder)
    const good = await readFile(slots)
    for (let index = 0; index < good.length; index += 1) {
      const flipped = Buffer.from(good)
      flipped[index]! ^= 1
      for (const path of [slots, secondCopyOf(slots)]) await writeFile(path, flipped)
      const result = await clockedVaultAccess(folder).vaultAccess.agents()
      // White space between the parts of JSON is the one thing without meaning, and a higher version number says "newer".
      if (result.ok) expect(JSON.parse(flipped.toString())).toEqual(JSON.parse(good.toString()))
      else expect(['key-slots-damaged', 'key-slots-newer']).toContain(result.error.code)
    }
  })

  test('key slots of the previous format are older, not damaged, and nothing is changed', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const { keySlots: slots } = vaultPaths(folder)
    const old = (await readFile(slots, 'utf8')).replace('"version": 2', '"version": 1')
    for (const path of [slots, secondCopyOf(slots)]) await writeFile(path, old)
    const refused = await clockedVaultAccess(folder).vaultAccess.unlock({ agentId: agent.id, passphrase })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'key-slots-older', message: expect.stringContaining('written by an older version') as string },
    })
    expect(await readFile(slots, 'utf8')).toBe(old)
  })

  test('lockout: each wrong passphrase makes the next attempt wait longer, and the correct one ends it', async () => {
    const folder = await freshFolder()
    const { vaultAccess, clock } = await madeVault(folder)
    const attempt = (typed: string) => vaultAccess.unlock({ agentId: agent.id, passphrase: typed })
    for (const seconds of [1, 2, 4, 8]) {
      expect(code(await attempt('not the passphrase'))).toBe('wrong-passphrase')
      clock.at += seconds * 1_000 - 1
      expect(code(await attempt(passphrase)), `after ${seconds} s less a millisecond`).toBe('wait')
      clock.at += 1
      expect(await vaultAccess.waitingTime(agent.id)).toBe(0)
    }
    expect(code(await attempt(passphrase))).toBe('ok')
    expect(code(await attempt('not the passphrase'))).toBe('wrong-passphrase')
    expect(await vaultAccess.waitingTime(agent.id)).toBe(1_000)
  })

  test('lockout: a hundred attempts at once count as one', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = await madeVault(folder)
    const codes = await Promise.all(
      Array.from({ length: 100 }, async (_, index) =>
        code(await vaultAccess.unlock({ agentId: agent.id, passphrase: `wrong number ${index}` })),
      ),
    )
    expect(codes.filter((each) => each === 'wrong-passphrase')).toHaveLength(1)
    expect(codes.filter((each) => each === 'wait')).toHaveLength(99)
  })

  test('the agents are known before anyone signs in, and whether one needs the secret of this computer', async () => {
    const [without, withSecret] = [await freshFolder(), await freshFolder()]
    await madeVault(without)
    await madeVault(withSecret, { deviceSecret: new Uint8Array(32).fill(7) })
    const agentsOf = async (folder: string) => value(await clockedVaultAccess(folder).vaultAccess.agents())
    const known = { agentId: agent.id, signInName: agent.signInName }
    expect(await agentsOf(without)).toEqual([{ ...known, needsDeviceSecret: false }])
    expect(await agentsOf(withSecret)).toEqual([{ ...known, needsDeviceSecret: true }])
  })

  test('a new slot is stretched as the policy asks for', async () => {
    const folder = await freshFolder()
    await madeVault(folder)
    const slots = JSON.parse(await readFile(vaultPaths(folder).keySlots, 'utf8')) as { current: { agents: { kdf: object }[] } }
    expect(slots.current.agents.map(({ kdf }) => kdf)).toMatchObject([cheap])
  })

  test('an unknown agent is refused by name', async () => {
    const folder = await freshFolder()
    const { vaultAccess } = await madeVault(folder)
    expect(code(await vaultAccess.unlock({ agentId: stranger, passphrase }))).toBe('no-such-agent')
    expect(value(await vaultAccess.agents())).toEqual([{ agentId: agent.id, signInName: 'tamsin', needsDeviceSecret: false }])
  })
})

describe('signing with an agent’s passphrase while another is signed in', () => {
  test('signs with that agent’s own key until it is forgotten', async () => {
    const { vault, vaultAccess } = await madeVault(await freshFolder())
    const signer = value(await vaultAccess.openSigner({ agentId: agent.id, passphrase }))
    expect(signer.publicKey).toEqual(vault.agentPublicKey)
    expect(verifySignature(utf8('approved'), signer.sign(utf8('approved')), vault.agentPublicKey)).toBe(true)
    signer.forget()
    expect(verifySignature(utf8('approved'), signer.sign(utf8('approved')), vault.agentPublicKey)).toBe(false)
  })

  test('lockout: a wrong passphrase here delays signing in as well, and is counted', async () => {
    const { vaultAccess } = await madeVault(await freshFolder())
    expect(code(await vaultAccess.openSigner({ agentId: agent.id, passphrase: 'not the passphrase' }))).toBe('wrong-passphrase')
    expect(code(await vaultAccess.unlock({ agentId: agent.id, passphrase }))).toBe('wait')
    expect((await vaultAccess.wrongAttempts()).attempts?.byAgent).toEqual({ [agent.id]: 1 })
  })
})
