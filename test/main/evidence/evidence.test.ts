import { describe, expect, test } from 'vitest'
import type { SealedRow } from '../../../domain/record/sealed-row.ts'
import type { Evidence } from '../../../domain/values.ts'
import { issuedEvidence, readEvidence, type EvidencePorts } from '../../../main/evidence/evidence.ts'
import { openMainApp } from '../../support/main-app.ts'
import { newCase } from '../../support/main-journey.ts'
import { closeAppsAfterEach } from '../../support/opened-apps.ts'
import { code } from '../vault/support.ts'

const opened = closeAppsAfterEach()

/** A case with a file that is about to be attached: its id and key are given out, and its only piece is sealed. */
async function attaching() {
  const main = await openMainApp()
  opened.push(main)
  await main.setUp()
  const [caseId, other] = [await newCase(main), await newCase(main)]
  const prepare = async (of: string) => {
    const { evidenceId, keys } = await main.must('evidence.newKey', { caseId: of })
    await main.worker.addKeys(keys)
    const { rows } = await main.worker.sealEvidence(evidenceId, keys.keys[0]!.keyId, new Uint8Array(10).fill(7))
    return { evidenceId, row: rows[0]! }
  }
  return { main, caseId, other, own: await prepare(caseId), second: await prepare(caseId), foreign: await prepare(other) }
}
type Scene = Awaited<ReturnType<typeof attaching>>

describe('evidence to be stored', () => {
  const wrong: readonly (readonly [string, (scene: Scene) => readonly SealedRow[]])[] = [
    ['the id of no file', ({ own }) => [{ ...own.row, id: '3f0c6f0e-0a5d-4f3e-9b1a-0d5a5a5a5a5a:0' }]],
    ['the id of another file of the case', ({ own, second }) => [{ ...own.row, id: `${second.evidenceId}:0` }]],
    ['the id of a file of another case', ({ own, foreign }) => [{ ...own.row, id: `${foreign.evidenceId}:0` }]],
    ['a piece of a file of another case', ({ foreign }) => [foreign.row]],
    ['no number of the piece', ({ own }) => [{ ...own.row, id: own.evidenceId }]],
    ['a number that is none', ({ own }) => [{ ...own.row, id: `${own.evidenceId}:-1` }]],
    ['a number with a zero before it', ({ own }) => [{ ...own.row, id: `${own.evidenceId}:00` }]],
    ['a number beyond every file', ({ own }) => [{ ...own.row, id: `${own.evidenceId}:10000` }]],
    ['the id of a case', ({ own, caseId }) => [{ ...own.row, id: `${caseId}:0` }]],
    ['another table', ({ own }) => [{ ...own.row, table: 'cases' }]],
    ['another revision', ({ own }) => [{ ...own.row, rev: 2 }]],
    ['nothing in it', ({ own }) => [{ ...own.row, env: null }]],
    ['one right piece and one wrong', ({ own, second }) => [own.row, { ...own.row, id: `${second.evidenceId}:1` }]],
  ]
  test.each(wrong)('%s: refused, and nothing is stored', async (_, rows) => {
    const scene = await attaching()
    expect(code(await scene.main.call('evidence.store', { caseId: scene.caseId, rows: [...rows(scene)] }))).toBe('not-evidence')
    // The file itself can still be attached.
    expect(code(await scene.main.call('evidence.store', { caseId: scene.caseId, rows: [scene.own.row] }))).toBe('ok')
  })

  test('as it was given out: stored, and only once', async () => {
    const { main, caseId, own } = await attaching()
    const store = () => main.call('evidence.store', { caseId, rows: [own.row] })
    expect([code(await store()), code(await store())]).toEqual(['ok', 'not-evidence'])
  })
})

test('ids that were given out: the oldest go first', () => {
  const issued = issuedEvidence()
  for (let number = 0; number <= 1_000; number += 1) issued.issue(String(number), { caseId: 'case', keyId: 'key' })
  expect([issued.find('0'), issued.find('1')]).toEqual([undefined, { caseId: 'case', keyId: 'key' }])
})

test.each([
  ['its case asks for it', 'case-1', 'case-1', 'evidence-damaged'],
  ['its key was destroyed', 'case-1', undefined, 'evidence-erased'],
] as const)('evidence that is read, %s, but its bytes are gone: %s', async (_, caseId, ownerId, expected) => {
  expect(code(await readEvidence(storeOf(ownerId).ports, caseId, scan))).toBe(expected)
})

test('evidence that is read for another case than its own: refused before a byte of it is opened', async () => {
  const { ports, asked } = storeOf('case-2')
  expect(code(await readEvidence(ports, 'case-1', scan))).toBe('evidence-damaged')
  expect(asked).toEqual([])
})

const scan: Evidence = { evidenceId: 'scan', keyId: 'key', mime: 'image/jpeg', bytes: 1, chunks: 1, sha256: '0'.repeat(64) }

function storeOf(ownerId: string | undefined) {
  const asked: string[] = []
  const store = {
    findKey: () => (ownerId === undefined ? undefined : { ownerId }),
    readBytes: async (_table: string, id: string) => void asked.push(id),
  }
  return { ports: { store } as unknown as EvidencePorts, asked }
}
