import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { asideOf } from '../../../main/files/atomic-file.ts'
import { readMirrored, repairMirror, secondCopyOf, writeMirrored } from '../../../main/files/mirrored-atomic-file.ts'
import { changePassphrase } from '../../../main/vault/agent-access.ts'
import { agent, clockedVaultAccess, code, freshFolder, madeVault, passphrase, value } from '../vault/support.ts'

const disk = vi.hoisted(() => ({ fullFor: '', heldFor: '', heldAs: 'EBUSY', mayWrite: false }))
vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  const held = () => Object.assign(new Error('held'), { code: disk.heldAs })
  const isHeld = (path: string) => disk.heldFor !== '' && path.endsWith(disk.heldFor)
  return {
    ...fs,
    open: async (path: string, flags: string, mode?: number) => {
      if (disk.fullFor !== '' && flags === 'w' && path.endsWith(disk.fullFor))
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' })
      if (isHeld(path) && flags === 'r+' && !disk.mayWrite) throw held()
      return fs.open(path, flags, mode)
    },
    rename: async (from: string, to: string) => (isHeld(to) ? Promise.reject(held()) : fs.rename(from, to)),
    rm: async (path: string, options: object) => (isHeld(path) ? Promise.reject(held()) : fs.rm(path, options)),
  }
})
afterEach(() => {
  disk.fullFor = ''
  disk.heldFor = ''
  disk.heldAs = 'EBUSY'
  disk.mayWrite = false
})

/** A file whose first byte is its revision and whose last is its check. */
const content = (rev: number) => Uint8Array.of(rev, 7, 7, 7, rev ^ 0xff)
const rank = (bytes: Uint8Array) => (bytes.length === 5 && bytes[4] === (bytes[0]! ^ 0xff) ? bytes[0] : undefined)

async function mirrored(rev = 1) {
  const path = join(await freshFolder(), 'small.bin')
  value(await writeMirrored(path, content(rev)))
  return { path, second: secondCopyOf(path), read: async () => (await readMirrored(path, rank)).bytes }
}

const flip = async (path: string) => {
  const bytes = await readFile(path)
  bytes[bytes.length - 1]! ^= 1
  await writeFile(path, bytes)
}

describe('mirrored file', () => {
  test.each([
    ['flipped', flip],
    ['deleted', (path: string) => rm(path)],
    ['emptied', (path: string) => writeFile(path, '')],
    ['put back to an older state', (path: string) => writeFile(path, content(0))],
  ] as const)('the first copy %s: the second one is used, said, and both are whole again', async (_, damage) => {
    const { path, second, read } = await mirrored()
    await damage(path)
    expect(await readMirrored(path, rank)).toMatchObject({ fromSecond: true })
    expect(await repairMirror(path, rank)).toEqual({ repaired: true, secondRepaired: false })
    expect([await read(), await readFile(path)]).toEqual([await readFile(second), Buffer.from(content(1))])
    expect(await repairMirror(path, rank)).toEqual({ repaired: false, secondRepaired: false })
  })

  test('both damaged: nothing is changed', async () => {
    const { path, second } = await mirrored()
    for (const each of [path, second]) await flip(each)
    const before = [await readFile(path), await readFile(second)]
    expect(await repairMirror(path, rank)).toEqual({ repaired: false, secondRepaired: false })
    expect([await readFile(path), await readFile(second)]).toEqual(before)
  })

  test('if the second copy cannot be written, it is deleted: no old content stays, and the next write makes both again', async () => {
    const { path, second, read } = await mirrored()
    disk.fullFor = '.second.new'
    value(await writeMirrored(path, content(2)))
    await expect(readFile(second)).rejects.toThrow('ENOENT')
    expect(await read()).toEqual(Buffer.from(content(2)))
    disk.fullFor = ''
    value(await writeMirrored(path, content(3)))
    expect(await readFile(path)).toEqual(await readFile(second))
  })

  test('a second copy that another program holds: the change is done, and the next opening makes the copy good', async () => {
    const { path, second, read } = await mirrored()
    disk.heldFor = '.second'
    expect(code(await writeMirrored(path, content(2)))).toBe('ok')
    expect([await read(), await readFile(second)]).toEqual([Buffer.from(content(2)), Buffer.from(content(1))])
    await repairMirror(path, rank)
    disk.heldFor = ''
    expect(await repairMirror(path, rank)).toEqual({ repaired: false, secondRepaired: true })
    expect(await readFile(second)).toEqual(Buffer.from(content(2)))
  })

  test('a disk that fails between the copies: it is said that the change may have been made', async () => {
    const { path } = await mirrored()
    Object.assign(disk, { heldFor: '.second', heldAs: 'EIO' })
    expect(await writeMirrored(path, content(2))).toMatchObject({
      error: { code: 'write-failed', message: expect.stringContaining('It may have been made.') },
    })
  })

  test('a second copy that may be neither replaced nor removed, but written: nothing old stays in it', async () => {
    const { path, second, read } = await mirrored()
    Object.assign(disk, { heldFor: '.second', mayWrite: true })
    value(await writeMirrored(path, content(2)))
    expect([await read(), await readFile(second)]).toEqual([Buffer.from(content(2)), Buffer.alloc(0)])
  })

  test('a first copy that another program holds: nothing was changed, and it says so', async () => {
    const { path, second, read } = await mirrored()
    disk.heldFor = 'small.bin'
    expect(code(await writeMirrored(path, content(2)))).toBe('write-failed')
    expect([await read(), await readFile(second)]).toEqual([Buffer.from(content(1)), Buffer.from(content(1))])
  })

  test('an old second copy that cannot be repaired at opening is deleted', async () => {
    const { path, second } = await mirrored(2)
    await writeFile(second, content(1))
    disk.fullFor = '.second.new'
    expect(await repairMirror(path, rank)).toEqual({ repaired: false, secondRepaired: true })
    await expect(readFile(second)).rejects.toThrow('ENOENT')
  })

  test('an interrupted write is either not started or completed at the next opening, never undone later', async () => {
    const { path, second, read } = await mirrored()
    const [before, after] = [content(1), content(2)]
    // What a kill leaves at each step of writing first.new, first, second.new, second.
    const steps = [
      { first: before, second: before, aside: { path: asideOf(path), bytes: after }, rev: 1 },
      { first: after, second: before, aside: undefined, rev: 2 },
      { first: after, second: before, aside: { path: asideOf(second), bytes: after.subarray(0, 3) }, rev: 2 },
      { first: after, second: after, aside: undefined, rev: 2 },
    ]
    for (const step of steps) {
      await writeFile(path, step.first)
      await writeFile(second, step.second)
      if (step.aside !== undefined) await writeFile(step.aside.path, step.aside.bytes)
      await repairMirror(path, rank)
      expect((await read())![0]).toBe(step.rev)
      for (const aside of [asideOf(path), asideOf(second)]) await expect(readFile(aside)).rejects.toThrow('ENOENT')
      await flip(path)
      expect((await read())![0]).toBe(step.rev)
    }
  })
})

test('mirrored key slots: the second copy opens the vault if the first is damaged, and it is reported', async () => {
  const folder = await freshFolder()
  const made = await madeVault(folder)
  made.vault.lock()
  for (const damage of [flip, (path: string) => rm(path)]) {
    await damage(join(folder, 'vault', 'key-slots.json'))
    const { vaultAccess } = clockedVaultAccess(folder)
    expect((await vaultAccess.inspect()).state).toBe('vault')
    expect(value(await vaultAccess.agents())).toHaveLength(1)
    const vault = value(await vaultAccess.unlock({ agentId: agent.id, passphrase }))
    expect(vault.findings).toEqual([{ kind: 'key-slots-repaired', file: 'key-slots.json' }])
    vault.lock()
    const again = value(await vaultAccess.unlock({ agentId: agent.id, passphrase }))
    expect(again.findings).toEqual([])
    again.lock()
  }
})

test('a passphrase is changed while another program holds the second copy: the new one opens, the old one does not, now and afterwards', async () => {
  const folder = await freshFolder()
  const made = await madeVault(folder)
  disk.heldFor = '.second'
  const { vaultAccess } = clockedVaultAccess(folder)
  const changed = await changePassphrase({ vault: made.vault, vaultAccess }, { old: passphrase, next: 'quiet harbour lantern mosaic' })
  expect(code(changed)).toBe('ok')
  made.vault.lock()
  for (const isHeld of [true, false]) {
    disk.heldFor = isHeld ? '.second' : ''
    const { vaultAccess: again } = clockedVaultAccess(folder)
    await rm(join(folder, 'vault', 'lockout.json'), { force: true })
    value(await again.unlock({ agentId: agent.id, passphrase: 'quiet harbour lantern mosaic' })).lock()
    expect(code(await again.unlock({ agentId: agent.id, passphrase }))).toBe('wrong-passphrase')
  }
})
