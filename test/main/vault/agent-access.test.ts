import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { toBase64, toHex, utf8 } from '../../../domain/bytes.ts'
import { ok } from '../../../domain/result.ts'
import { roles } from '../../../domain/station/roles.ts'
import { openRecord } from '../../../main/record/record.ts'
import { open as openEnvelope } from '../../../main/vault/envelope.ts'
import { openAgentKeySlot } from '../../../main/vault/key-slots.ts'
import { followLinks, type KeyVersionLink, sealLink } from '../../../main/vault/key-version-link.ts'
import { deriveVaultKeys } from '../../../main/vault/keys.ts'
import { findKeyringKeyId } from '../../../main/vault/keyring-file.ts'
import { addAgent, changePassphrase, changeRole, listAgents, removeAgent } from '../../../main/vault/agent-access.ts'
import { vaultPaths } from '../../../main/vault/paths.ts'
import { readKeySlots, writeKeySlots } from '../../../main/vault/key-slots-file.ts'
import { cheapKdf, clockedVaultAccess, code, freshFolder, passphrase, randomBytes, agent as tamsin, value } from './support.ts'
import { bothCopies, bryn, carys, caseId, first, now, opensWith, place, signIn, station, stationOfThree } from './agents-of-vault.ts'

describe('several agents on one workstation', () => {
  test('each agent opens the same records with their own passphrase and signs with their own key', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const [key] = value(await vault.keyring.create([{ purpose: 'case', ownerId: caseId }]))
    const ofCase = value(vault.seal(place, utf8('Ffion Sample'), toHex(key!.keyId)))
    const ofStation = value(vault.seal(place, utf8('settings'), vault.recordsKeyId))
    const publicKeys = new Set<string>()
    for (const who of [first, bryn, carys]) {
      const opened = (await opensWith(folder, who))!
      expect(opened.agent).toMatchObject({ id: who.id, name: who.name })
      expect(value(opened.open(place, ofCase))).toEqual(utf8('Ffion Sample'))
      expect(value(opened.open(place, ofStation))).toEqual(utf8('settings'))
      publicKeys.add(toHex(opened.agentPublicKey))
      for (const other of [first, bryn, carys])
        if (other !== who) expect(await opensWith(folder, { id: who.id, passphrase: other.passphrase })).toBeUndefined()
    }
    expect(publicKeys.size).toBe(3)
  })

  test('signing in folds the links into the slot, and it opens as before', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const linksOf = async (id: string) =>
      value(await readKeySlots(vaultPaths(folder).keySlots, await findKeyringKeyId(vaultPaths(folder).keyring))).agents.find(
        ({ agentId }) => agentId === id,
      )!.links.length
    expect(await linksOf(first.id)).toBe(2)
    for (let time = 0; time < 2; time += 1) expect(value(await signIn(folder, first)).keyVersion).toBe(vault.keyVersion)
    expect(await linksOf(first.id)).toBe(0)
    expect(await linksOf(bryn.id)).toBe(1)
  })

  test.each(roles)('agent access: the role %s is kept and can be changed', async (role) => {
    const folder = await freshFolder()
    const { parts } = await station(folder)
    value(await addAgent(parts, { ...bryn, role }))
    expect(value(await signIn(folder, bryn)).agent.role).toBe(role)
    value(await changeRole(parts, bryn.id, 'raManager'))
    expect(value(await signIn(folder, bryn)).agent.role).toBe('raManager')
    value(await changeRole(parts, tamsin.id, role))
    expect(value(await signIn(folder, first)).agent.role).toBe(role)
  })

  test('agent access refuses a taken name, a weak passphrase, removing the last RA manager, removing yourself', async () => {
    const folder = await freshFolder()
    const { parts } = await station(folder)
    expect(code(await addAgent(parts, { ...bryn, signInName: ' TAMSIN ' }))).toBe('name-taken')
    expect(code(await addAgent(parts, { ...bryn, passphrase: 'Bryn Invented!' }))).toBe('weak-passphrase')
    value(await addAgent(parts, bryn))
    expect(code(await changeRole(parts, tamsin.id, 'raAgent'))).toBe('last-manager')
    expect(code(await removeAgent(parts, tamsin.id))).toBe('still-yourself')
    expect(code(await removeAgent(parts, caseId))).toBe('no-such-agent')
  })
})

describe('removing an agent', () => {
  test('rotates the vault key: the removed agent opens nothing, the others do, without being asked for their passphrases', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const before = value(vault.seal(place, utf8('before'), vault.recordsKeyId))
    const keyVersion = vault.keyVersion
    value(await removeAgent(parts, bryn.id))
    expect(vault.keyVersion).toBe(keyVersion + 1)
    const after = value(vault.seal(place, utf8('after'), vault.recordsKeyId))
    expect(value(vault.open(place, before))).toEqual(utf8('before'))
    expect(code(await signIn(folder, bryn))).toBe('no-such-agent')
    for (const who of [first, carys]) {
      const opened = value(await signIn(folder, who))
      expect([value(opened.open(place, before)), value(opened.open(place, after))]).toEqual([utf8('before'), utf8('after')])
      expect(opened.recordsKeyId).toBe(vault.recordsKeyId)
    }
    const members = await listAgents(parts)
    expect(members.map(({ name, leftAt }) => [name, leftAt])).toEqual([
      [carys.name, undefined],
      [tamsin.name, undefined],
      [bryn.name, '2026-03-02T09:00:00.000Z'],
    ])
  })

  test('their old slot, put back beside the new keyring, opens nothing: not with an older copy of every key they ever had', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const old = await readFile(vaultPaths(folder).keySlots)
    const formerKeys = vault.keyring.station.former.map(({ vaultKey }) => Uint8Array.from(vaultKey))
    value(await removeAgent(parts, bryn.id))
    const sealed = value(vault.seal(place, utf8('after'), vault.recordsKeyId))
    // One copy alone is taken for what it is, an older one.
    await writeFile(vaultPaths(folder).keySlots, old)
    expect(code(await signIn(folder, bryn))).toBe('no-such-agent')
    for (const path of bothCopies(vaultPaths(folder).keySlots)) await writeFile(path, old)
    expect(code(await signIn(folder, bryn))).toBe('key-slots-behind')
    expect(formerKeys.length).toBeGreaterThan(0)
    const copy = await freshFolder()
    await cp(folder, copy, { recursive: true })
    expect(code(vault.open(place, sealed))).toBe('ok')
  })

  test('a link is taken from an agent who may sign in or from the recovery key only', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    value(await removeAgent(parts, bryn.id))
    const paths = vaultPaths(folder)
    const slots = value(await readKeySlots(paths.keySlots, await findKeyringKeyId(paths.keyring)))
    const slot = slots.agents.find(({ agentId }) => agentId === carys.id)!
    const former = vault.keyring.station.former.at(-1)!
    const carysKnown = vault.keyring.station.agents.find(({ id }) => id === carys.id)!
    // A removed agent may know the former vault key and Carys’s public key, and make up the next vault with them.
    const forged: KeyVersionLink = sealLink({
      place: { vaultId: Buffer.from(vault.vaultId, 'hex'), slotId: slot.slotId, keyVersion: vault.keyVersion },
      recipient: Buffer.from(carysKnown.sealingKey, 'base64'),
      formerKey: former.vaultKey,
      // As many keys as any link names: it is refused for its signer, not for its shape.
      next: { vaultKey: randomBytes(32), trusted: [randomBytes(32), randomBytes(32)] },
      signingSeed: randomBytes(32),
      randomBytes,
    })
    const altered = async (links: KeyVersionLink[]) =>
      writeKeySlots(paths.keySlots, value(await readKeySlots(paths.keySlots, slots.keyringKeyId)), {
        ...slots,
        agents: slots.agents.map((each) => (each.agentId === carys.id ? { ...each, links } : each)),
      })
    value(await altered([...slot.links.slice(0, -1), forged]))
    expect(code(await signIn(folder, carys))).toBe('key-slots-damaged')
    value(await altered(slot.links))
    expect(code(await signIn(folder, carys))).toBe('ok')
  })

  test('the record continues under the new key, and older frames still read', async () => {
    const folder = await freshFolder()
    const { vault, parts } = await stationOfThree(folder)
    const record = value(await openRecord({ folder, vault, now, monotonic: () => 0 }))
    value(await record.append([], { action: 'before' }))
    value(await removeAgent(parts, bryn.id))
    value(await record.rotateVaultKey({ keyVersion: vault.keyVersion, frameKey: vault.frameKey() }))
    value(await record.append([], { action: 'after' }))
    await record.close()
    vault.lock()
    const again = value(await openRecord({ folder, vault: value(await signIn(folder, carys)), now, monotonic: () => 0 }))
    const actions: string[] = []
    for await (const entry of again.entries(0)) actions.push(value(entry).action)
    expect(actions).toEqual(['before', 'vault-key-rotated', 'after'])
    await again.close()
  })
})

describe('changing a passphrase', () => {
  const next = 'seven slow badgers hum'
  const changeOf = (made: Awaited<ReturnType<typeof stationOfThree>>, folder: string, old = passphrase, to = next) =>
    changePassphrase({ vault: made.vault, vaultAccess: clockedVaultAccess(folder).vaultAccess }, { old, next: to })

  test('asks for the old one, under the lockout, and refuses a weak one; nothing is changed by that', async () => {
    const folder = await freshFolder()
    const made = await stationOfThree(folder)
    const { vault, vaultAccess } = made
    const before = await readFile(vaultPaths(folder).keySlots)
    expect(code(await changePassphrase({ vault, vaultAccess }, { old: 'not the old one at all', next }))).toBe('wrong-passphrase')
    expect(code(await changePassphrase({ vault, vaultAccess }, { old: passphrase, next }))).toBe('wait')
    await rm(vaultPaths(folder).lockout)
    expect(code(await changeOf(made, folder, passphrase, 'tamsin'))).toBe('weak-passphrase')
    expect(await readFile(vaultPaths(folder).keySlots)).toEqual(before)
  })

  test('passphrase: another one is a new vault key and new keys of the agent; the other agents sign in as before', async () => {
    const folder = await freshFolder()
    const made = await stationOfThree(folder)
    const { vault } = made
    const { keyVersion, agentPublicKey } = vault
    value(await changeOf(made, folder))
    expect(vault.keyVersion).toBe(keyVersion + 1)
    expect(code(await signIn(folder, first))).toBe('wrong-passphrase')
    const again = (await opensWith(folder, { id: tamsin.id, passphrase: next }))!
    expect(again.agentPublicKey).toEqual(vault.agentPublicKey)
    expect(again.agentPublicKey).not.toEqual(agentPublicKey)
    const known = again.keyring.station.agents.find(({ id }) => id === tamsin.id)!
    expect(known.publicKeys).toEqual([agentPublicKey, again.agentPublicKey].map(toBase64))
    for (const who of [bryn, carys]) expect(value(await signIn(folder, who)).recordsKeyId).toBe(vault.recordsKeyId)
  })

  test('passphrase: the old slots file with the old passphrase opens nothing of what was written since, in the app or beside it', async () => {
    const folder = await freshFolder()
    const made = await stationOfThree(folder)
    const { keySlots } = vaultPaths(folder)
    const { keyring } = vaultPaths(folder)
    const [old, oldKeyring] = [await readFile(keySlots), await readFile(keyring)]
    const oldSlots = value(await readKeySlots(keySlots, await findKeyringKeyId(vaultPaths(folder).keyring)))
    value(await changeOf(made, folder))
    const sealed = value(made.vault.seal(place, utf8('after'), made.vault.recordsKeyId))
    for (const path of bothCopies(keySlots)) await writeFile(path, old)
    expect(code(await signIn(folder, first))).toBe('key-slots-behind')
    // Nor with the keyring of its day: the keys of the cases are of today.
    for (const path of bothCopies(keyring)) await writeFile(path, oldKeyring)
    expect(code(await signIn(folder, first))).toBe('key-slots-behind')
    // Beside the app: every key that follows from the old slot, tried on what was written since.
    const slot = oldSlots.agents.find(({ agentId }) => agentId === tamsin.id)!
    const vaultId = Buffer.from(made.vault.vaultId, 'hex')
    const { secrets } = value(await openAgentKeySlot(slot, vaultId, passphrase, undefined, cheapKdf))
    const reached = await followLinks(
      slot.links,
      { keyVersion: slot.keyVersion, ...secrets },
      { vaultId, slotId: slot.slotId },
      secrets.sealingSeed,
    )
    expect(reached.keyVersion).toBe(made.vault.keyVersion - 1)
    const keys = deriveVaultKeys(reached.vaultKey, vaultId, reached.keyVersion)
    expect(openEnvelope(keys.records, { ...place, vaultId }, sealed).ok).toBe(false)
    // And the new link of another slot does not open with what the old slot holds.
    const now = value(await readKeySlots(keySlots, undefined))
    for (const { links } of now.agents) expect(links.every((link) => link.keyVersion <= reached.keyVersion)).toBe(true)
  })

  test('passphrase: an RA agent changes their own; everyone else follows the link that the agent signed', async () => {
    const folder = await freshFolder()
    const { vault } = await stationOfThree(folder)
    const { vaultAccess } = clockedVaultAccess(folder)
    const own = value(await vaultAccess.unlock({ agentId: bryn.id, passphrase: bryn.passphrase }))
    value(await changePassphrase({ vault: own, vaultAccess }, { old: bryn.passphrase, next }))
    expect(own.keyVersion).toBe(vault.keyVersion + 1)
    expect(own.agent.role).toBe('raAgent')
    expect(code(await signIn(folder, bryn))).toBe('wrong-passphrase')
    for (const who of [first, carys, { id: bryn.id, passphrase: next }])
      expect((await opensWith(folder, who))!.recordsKeyId).toBe(own.recordsKeyId)
  })

  test.each(['a removed agent', 'the agent with the keys from before the change'])(
    'passphrase: a link that %s signs after it is not taken',
    async (who) => {
      const folder = await freshFolder()
      const made = await stationOfThree(folder)
      const { vault, parts } = made
      const bryns = value(await clockedVaultAccess(folder).vaultAccess.openSigner({ agentId: bryn.id, passphrase: bryn.passphrase }))
      const oldSigner = value(await clockedVaultAccess(folder).vaultAccess.openSigner({ agentId: tamsin.id, passphrase }))
      const seeds = new Map([
        ['a removed agent', bryns],
        ['the agent with the keys from before the change', oldSigner],
      ])
      if (who === 'a removed agent') value(await removeAgent(parts, bryn.id))
      else value(await changeOf(made, folder))
      // Carys signs in, and so trusts who may sign in now.
      value(await signIn(folder, carys))
      const trusted = value(await openedTrust(folder, carys))
      expect(trusted.map(toHex)).not.toContain(toHex(seeds.get(who)!.publicKey))
      expect(trusted.map(toHex)).toContain(toHex(vault.agentPublicKey))
    },
  )

  /** The keys whose links an agent's slot takes. */
  async function openedTrust(folder: string, who: { readonly id: string; readonly passphrase: string }) {
    const slots = value(await readKeySlots(vaultPaths(folder).keySlots, await findKeyringKeyId(vaultPaths(folder).keyring)))
    const slot = slots.agents.find(({ agentId }) => agentId === who.id)!
    const opened = await openAgentKeySlot(slot, Buffer.from(slots.vaultId, 'hex'), who.passphrase, undefined, cheapKdf)
    return opened.ok ? ok(opened.value.secrets.trusted) : opened
  }
})
