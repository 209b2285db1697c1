import { describe, expect, test } from 'vitest'
import type { Input } from '../../../preload/contract.ts'
import { createCaseClient } from '../../../renderer/client/create-case-client.ts'
import { compared, counts, done, fakeBridge, fakeStorage, everyTurn, lockedStation, page, refused, report, summaryOf } from './fakes.ts'

const session = { vaultId: 'vault', agentId: 'agent' }
const scan = { evidenceId: 'scan', keyId: 'key', chunks: 2 }
const unlocked = (more: object = {}) => done({ session, keys: { keys: [] }, recordsKeyId: 'key-1', ...more })

async function scene(bridge: Parameters<typeof fakeBridge>[0] = {}, storage: Parameters<typeof fakeStorage>[0] = {}) {
  const main = fakeBridge({
    'station.state': () => done(lockedStation),
    'station.read': () => done({ settings: { name: 'settings' }, rev: 1 }),
    'vault.unlock': () => unlocked(),
    'vault.lock': () => done({}),
    'vault.draftsSealed': () => done({}),
    'database.compare': () => compared('in-order', 5),
    'database.page': () => page([], 5),
    'database.keys': () => done({ keys: { keys: [] } }),
    'retention.eraseDue': () => done({}),
    ...bridge,
  })
  const workers: ReturnType<typeof fakeStorage>[] = []
  const client = await createCaseClient(
    main.bridge,
    () => {
      const worker = fakeStorage({
        publicKey: () => 'public key',
        open: () => report(5, 1),
        report: () => report(5, 1),
        look: () => undefined,
        begin: () => ({ summaries: [summaryOf('case-1')], missing: [] }),
        scansOf: () => [scan],
        damagedPieces: () => [],
        pieces: () => 0,
        ...storage,
      })
      workers.push(worker)
      return worker
    },
    everyTurn,
  )
  return { main, client, workers, unlock: () => client.unlock({ agentId: 'agent', passphrase: 'correct horse' }) }
}

describe('a new day', () => {
  test('main says so, and no screen goes on with the day of the sign-in', async () => {
    const { client, unlock, main } = await scene({ 'station.state': () => done({ ...lockedStation, today: '2026-11-29' }) })
    await unlock()
    main.push('station.newDay', { today: '2026-11-30' })
    expect(client.station.get()).toMatchObject({ today: '2026-11-30', phase: 'locked' })
  })
})

describe('sign-in', () => {
  test('keys are wrapped to a new worker, then screens get the work list and settings', async () => {
    const { client, unlock, main } = await scene()
    expect(await unlock()).toEqual(done(session))
    expect(main.inputsOf('vault.unlock')).toEqual([{ agentId: 'agent', passphrase: 'correct horse', workerPublicKey: 'public key' }])
    expect(client.summaries.get()).toEqual([summaryOf('case-1')])
    expect(client.settings.get()).toMatchObject({ rev: 1 })
    expect(client.notice.get()).toBeUndefined()
  })

  test('the list comes first: no check is asked for before screens have it', async () => {
    const { unlock, workers, main } = await scene({ 'database.compare': () => compared('in-order', 5, counts(1, 2)) }, { pieces: () => 2 })
    await unlock()
    expect(workers[0]!.methods()).toEqual(['publicKey', 'look', 'open', 'begin'])
    expect(main.asked.map(([channel]) => channel).filter((channel) => channel.startsWith('database.'))).toEqual(['database.compare'])
    await expect.poll(() => workers[0]!.methods()).toEqual(expect.arrayContaining(['scansOf', 'damagedPieces', 'hashRows']))
  })

  test('wrong passphrase: the refusal, and its worker is ended', async () => {
    const { unlock, workers } = await scene({ 'vault.unlock': () => refused })
    expect(await unlock()).toEqual(refused)
    expect(workers.map((worker) => worker.isEnded())).toEqual([true])
  })

  test('the database is read while the passphrase is typed, once, and the sign-in goes on with what was read', async () => {
    const { client, unlock, workers } = await scene()
    client.readAhead()
    client.readAhead()
    expect(workers.map((worker) => worker.methods())).toEqual([['publicKey', 'look']])
    expect(await unlock()).toEqual(done(session))
    expect(workers.map((worker) => worker.methods().slice(0, 4))).toEqual([['publicKey', 'look', 'open', 'begin']])
  })

  test('after a wrong passphrase the database is read again: its worker was ended', async () => {
    let isWrong = true
    const { client, unlock, workers } = await scene({ 'vault.unlock': () => (isWrong ? refused : unlocked()) })
    client.readAhead()
    expect(await unlock()).toEqual(refused)
    isWrong = false
    client.readAhead()
    expect(await unlock()).toEqual(done(session))
    expect(workers.map((worker) => worker.isEnded())).toEqual([true, false])
  })

  test('a worker that does not start while the passphrase is typed: the sign-in says so, and the next one starts another', async () => {
    let isBroken = true
    const { client, unlock, workers } = await scene(
      {},
      { publicKey: () => (isBroken ? Promise.reject(new Error('broken')) : 'public key') },
    )
    client.readAhead()
    await expect(unlock()).rejects.toThrow('broken')
    isBroken = false
    expect(await unlock()).toEqual(done(session))
    expect(workers).toHaveLength(2)
  })

  test.each([
    ['the database does not open', {}, { open: () => Promise.reject(new Error('broken')) }],
    ['the record cannot be compared', { 'database.compare': () => refused }, {}],
  ])('%s: database-unusable, and main locks', async (_, bridge, storage) => {
    const { unlock, main, workers } = await scene(bridge, storage)
    expect(await unlock()).toMatchObject({ ok: false, error: { code: 'database-unusable' } })
    expect(main.inputsOf('vault.lock')).toEqual([{ why: 'database' }])
    expect(workers[0]!.isEnded()).toBe(true)
  })

  test('pieces of scans that cannot be repaired: notice “damaged”', async () => {
    const { client, unlock } = await scene(
      { 'database.compare': () => compared('in-order', 5, counts(1, 2)) },
      { pieces: () => 2, damagedPieces: () => Promise.reject(new Error('unreadable')) },
    )
    await unlock()
    await expect.poll(client.notice.get).toEqual({ kind: 'damaged' })
  })

  test('missing pieces of scans: fetched from the record, with a notice', async () => {
    const { client, unlock } = await scene({ 'database.compare': () => compared('in-order', 5, counts(1, 2)) }, { pieces: () => 2 })
    await unlock()
    await expect.poll(client.notice.get).toEqual({ kind: 'pieces-fetched', rows: 2 })
  })
})

describe('lock', () => {
  test('the worker ends and screens lose what they showed', async () => {
    const { client, unlock, main, workers } = await scene()
    await unlock()
    main.push('vault.locked', { why: 'idle' })
    expect(workers[0]!.isEnded()).toBe(true)
    expect(client.summaries.get()).toEqual([])
    expect(client.settings.get()).toBeUndefined()
    expect(() => client.drafts.read('form')).toThrow('locked')
  })

  test('a page loaded again while main is unlocked locks main, because its keys died with the old page', async () => {
    const { main } = await scene({ 'station.state': () => done({ ...lockedStation, phase: 'unlocked' }) })
    expect(main.inputsOf('vault.lock')).toEqual([{}])
  })

  test('locking: drafts are reported as sealed only after the draft in progress is written', async () => {
    let finish!: () => void
    const { client, unlock, main } = await scene({}, { writeDraft: () => new Promise<void>((resolve) => (finish = resolve)) })
    await unlock()
    main.push('vault.locking', {} as never)
    const written = client.drafts.write('form', { name: 'x' })
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(main.inputsOf('vault.draftsSealed')).toEqual([])
    finish()
    await written
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(main.inputsOf('vault.draftsSealed')).toEqual([{}])
  })
})

describe('key rotation and deletion', () => {
  test('a new version of the records key: added before it is used', async () => {
    const { unlock, main, workers } = await scene()
    await unlock()
    main.push('vault.keyRotated', { keys: { keys: [] } as never, recordsKeyId: 'key-2' })
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(
      workers[0]!
        .methods()
        .filter((method) => method.endsWith('Key') || method === 'addKeys')
        .slice(-2),
    ).toEqual(['addKeys', 'useRecordsKey'])
  })

  test('rows of erased cases are stored; while locked they are ignored', async () => {
    const { unlock, main, workers } = await scene({}, { store: () => ({ changed: [], gone: [] }) })
    main.push('retention.erased', { rows: [], lastSeq: 6 } as never)
    await unlock()
    main.push('retention.erased', { rows: [], lastSeq: 6 } as never)
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(workers[0]!.inputsOf('store')).toEqual([{ rows: [], lastSeq: 6 }])
  })
})

describe('drafts', () => {
  test('draftsKept follows whether the last draft could be written', async () => {
    let fails = true
    const { client, unlock } = await scene({}, { writeDraft: () => (fails ? Promise.reject(new Error('full')) : undefined) })
    await unlock()
    await client.drafts.write('form', {})
    expect(client.draftsKept.get()).toBe(false)
    fails = false
    await client.drafts.write('form', {})
    expect(client.draftsKept.get()).toBe(true)
  })

  test('a draft written after the lock does not warn', async () => {
    const { client, unlock, main } = await scene()
    await unlock()
    main.push('vault.locked', { why: 'asked' })
    await client.drafts.write('form', {})
    expect(client.draftsKept.get()).toBe(true)
  })
})

test('confirming the recovery key: the station is read again and the database catches up', async () => {
  const { client, unlock, main } = await scene(
    { 'station.confirmRecoveryKey': () => done({}) },
    { store: () => ({ changed: [], gone: [] }) },
  )
  await unlock()
  await client.call('station.confirmRecoveryKey', {} as Input<'station.confirmRecoveryKey'>)
  expect(main.inputsOf('database.page')).toEqual([{ afterSeq: 5, which: 'rows' }])
})
