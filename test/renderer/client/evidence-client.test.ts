import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../../domain/values.ts'
import { createCurrentStorage } from '../../../renderer/client/current-storage.ts'
import { createEvidenceClient } from '../../../renderer/client/evidence-client.ts'
import { databaseFailed } from '../../../renderer/client/failures.ts'
import { everyKey, done, fakeBridge, fakeStorage, refused, row } from './fakes.ts'

const pieces = Array.from({ length: 45 }, (_, index) => row(`piece-${index}`, 'chunks'))
const evidence = { evidenceId: 'scan', keyId: 'key', chunks: 45 } as Evidence

function scene(answers: Parameters<typeof fakeBridge>[0] = {}, storageAnswers: Parameters<typeof fakeStorage>[0] = {}) {
  const main = fakeBridge({
    'evidence.newKey': () => done({ evidenceId: 'scan', keys: { keys: [{ keyId: 'key' }] } }),
    'evidence.store': () => done({ lastSeq: 6 }),
    'evidence.open': () => done({}),
    'database.pieces': ({ from, count }) => done({ rows: pieces.slice(from, from + count) }),
    ...answers,
  })
  const storage = fakeStorage({ sealEvidence: () => ({ rows: pieces, sha256: 'sum' }), ...storageAnswers })
  const current = createCurrentStorage()
  current.use(storage)
  const stored: number[] = []
  const rows = {
    store: (some: readonly unknown[]) => {
      stored.push(some.length)
      return Promise.resolve()
    },
  }
  return { main, storage, stored, rows, client: createEvidenceClient({ call: main.call, current, rows, caseKeys: everyKey }), current }
}

describe('attaching a scan', () => {
  const attach = (client: ReturnType<typeof scene>['client']) => client.attach('case-1', new Uint8Array(9), { mime: 'image/jpeg' })

  test('its pieces go to main and into the database in messages of 20', async () => {
    const { client, main, stored } = scene()
    expect(await attach(client)).toEqual(
      done({ evidenceId: 'scan', keyId: 'key', mime: 'image/jpeg', bytes: 9, chunks: 45, sha256: 'sum' }),
    )
    expect(main.inputsOf('evidence.store').map(({ rows }) => rows.length)).toEqual([20, 20, 5])
    expect(stored).toEqual([20, 20, 5])
  })

  test.each(['evidence.newKey', 'evidence.store'] as const)('%s refused: the refusal', async (channel) => {
    expect(await attach(scene({ [channel]: () => refused }).client)).toEqual(refused)
  })

  test('the database cannot be written: database-failed', async () => {
    const { main, current } = scene()
    const client = createEvidenceClient({
      call: main.call,
      current,
      rows: { store: () => Promise.reject(new Error('full')) },
      caseKeys: everyKey,
    })
    expect(await attach(client)).toEqual(databaseFailed)
  })
})

describe('opening a scan', () => {
  const bytes = new Uint8Array([1, 2, 3])
  const damaged = (store?: () => unknown) => ({
    openEvidence: (input: { pieces?: readonly unknown[] }) => (input.pieces ? bytes : Promise.reject(new Error('does not open'))),
    ...(store ? { store } : {}),
  })

  test('in the database: main only logs the look', async () => {
    const { client, main } = scene({}, { openEvidence: () => bytes })
    expect(await client.readEvidence(evidence)).toBe(bytes)
    expect(main.asked.map(([channel]) => channel)).toEqual(['evidence.open'])
  })

  test('the look cannot be logged: nothing is opened', async () => {
    const { client, storage } = scene({ 'evidence.open': () => refused })
    await expect(client.readEvidence(evidence)).rejects.toThrow('Refused.')
    expect(storage.asked).toEqual([])
  })

  test.each([
    ['damaged in the database', undefined],
    ['damaged in a database that cannot be written', () => Promise.reject(new Error('full'))],
  ])('%s: opened with the pieces of the record', async (_, store) => {
    const { client, main, storage } = scene({}, damaged(store))
    expect(await client.readEvidence(evidence)).toBe(bytes)
    expect(main.inputsOf('database.pieces').map(({ from, count }) => [from, count])).toEqual([
      [0, 20],
      [20, 20],
      [40, 5],
    ])
    expect(storage.inputsOf('store')).toEqual([{ rows: pieces, lastSeq: 0 }])
  })

  test('neither the database nor the record has it: rejects', async () => {
    const { client } = scene({ 'database.pieces': () => refused }, damaged())
    await expect(client.readEvidence(evidence)).rejects.toThrow('Refused.')
  })
})
