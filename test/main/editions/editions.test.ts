/** Importing and withdrawing editions, through the whole of `main`: what is kept, what cases follow, what is refused. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bundledEditions } from '../../../domain/guidance/index.ts'
import { channels } from '../../../preload/contract.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { policyOf } from '../../support/main-app-deps.ts'
import { newCase, readCase, walkUntil } from '../../support/main-journey.ts'
import { longerCodeEdition, makeProviderKey } from '../../support/signed-edition.ts'

const provider = makeProviderKey()
const base64 = Buffer.from(provider.write(longerCodeEdition)).toString('base64')
const policy = policyOf({ editionSigner: provider.publicKey })
const remoteId = bundledEditions[0]!.id

let main: MainApp
let pushed: { readonly name: string; readonly payload: unknown }[]
beforeEach(async () => {
  pushed = []
  main = await openMainApp({ parts: { policy, push: (name, payload) => void pushed.push({ name, payload }) } })
  await main.setUp()
})
afterEach(async () => {
  await main.app.lock('closed')
  main.remove()
})

const codeOf = (answer: { readonly ok: boolean; readonly error?: { readonly code: string } }) => (answer.ok ? 'ok' : answer.error!.code)
const idsHere = async () => (await main.must('editions.read', {})).editions.map(({ editionId }) => editionId)

async function editionsAtUnlock() {
  const answer = await main.unlock()
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value.editions
}

describe('import', () => {
  test('preview: compared with the edition it takes the place of, and nothing is kept', async () => {
    const preview = await main.must('editions.preview', { base64 })
    expect(preview.comparedWith).toBe(remoteId)
    expect(preview.changes).toContainEqual({ where: '6-digit code › digits', before: '6', after: '8' })
    expect(await idsHere()).toEqual(bundledEditions.map(({ id }) => id))
  })

  test('imported: told to the page, there after the next unlocking, and named in the record', async () => {
    await main.must('editions.import', { base64 })
    expect(pushed).toContainEqual({ name: 'editions.changed', payload: { editions: [longerCodeEdition] } })
    await main.app.lock('asked')
    expect(await editionsAtUnlock()).toEqual([longerCodeEdition])
    const here = (await main.must('editions.read', {})).editions.find(({ editionId }) => editionId === longerCodeEdition.id)
    expect(here?.imported).toBeDefined()
    const { entries } = await main.must('record.entries', { fromSeq: 0, limit: 200 })
    expect(JSON.stringify(entries)).toContain('edition-imported')
  })

  test('two editions side by side: the code of each case has the digits of its own edition', async () => {
    await main.must('editions.import', { base64 })
    const older = await newCase(main)
    const newer = await newCase(main, longerCodeEdition.id)
    expect((await readCase(main, older)).record.edition).toBe(remoteId)
    expect((await readCase(main, newer, longerCodeEdition)).record.edition).toBe(longerCodeEdition.id)
    for (const [caseId, digits] of [
      [older, 6],
      [newer, 8],
    ] as const) {
      await walkUntil(main, caseId, 'arrange-call')
      await main.must('call.textPhoneCode', { caseId, expectedSeq: main.seq(caseId), route: 'modem' })
      expect(
        main.phone
          .messages()
          .at(-1)!
          .body.replaceAll(/(?<=\d) (?=\d)/g, ''),
      ).toMatch(new RegExp(`\\b\\d{${digits}}\\b`))
    }
  })

  test('the same file again, and another edition with the same id: refused, and the first stays', async () => {
    await main.must('editions.import', { base64 })
    expect(codeOf(await main.call('editions.import', { base64 }))).toBe('edition-known')
    const changed = Buffer.from(provider.write({ ...longerCodeEdition, name: 'Invented name' })).toString('base64')
    expect(codeOf(await main.call('editions.preview', { base64: changed }))).toBe('edition-used')
    expect(codeOf(await main.call('editions.import', { base64: changed }))).toBe('edition-used')
    const asBundled = Buffer.from(provider.write(bundledEditions[0]!)).toString('base64')
    expect(codeOf(await main.call('editions.import', { base64: asBundled }))).toBe('edition-known')
    const bundled = Buffer.from(provider.write({ ...bundledEditions[0]!, name: 'Invented name' })).toString('base64')
    expect(codeOf(await main.call('editions.import', { base64: bundled }))).toBe('edition-used')
  })

  test('in place of an edition that is not here: refused in words', async () => {
    const orphan = Buffer.from(provider.write({ ...longerCodeEdition, supersedes: 'invented-one' })).toString('base64')
    const answer = await main.call('editions.import', { base64: orphan })
    expect(codeOf(answer)).toBe('edition-not-whole')
    expect(answer.ok ? '' : answer.error.message).toContain('invented-one')
  })

  test('only an RA manager may import and withdraw', () => {
    for (const name of ['editions.preview', 'editions.import', 'editions.withdraw', 'editions.reinstate'] as const)
      expect(channels[name].roles).toEqual({ raManager: 'do', raAgent: 'no', idChecker: 'no' })
  })
})

describe('withdrawal', () => {
  const withdraw = (editionId: string) =>
    main.call('editions.withdraw', { editionId, on: '2026-10-01', why: 'Invented: superseded by policy.' })

  test('an imported edition: its cases go on, and a reinstatement undoes it', async () => {
    await main.must('editions.import', { base64 })
    const caseId = await newCase(main, longerCodeEdition.id)
    expect(codeOf(await withdraw(longerCodeEdition.id))).toBe('ok')
    expect(codeOf(await withdraw(longerCodeEdition.id))).toBe('edition-withdrawn')
    await main.app.lock('asked')
    const [edition] = await editionsAtUnlock()
    expect(edition!.inForce.withdrawn).toEqual({ on: '2026-10-01', why: 'Invented: superseded by policy.' })
    expect((await readCase(main, caseId, longerCodeEdition)).record.edition).toBe(longerCodeEdition.id)
    await walkUntil(main, caseId, 'arrange-call')
    await main.must('editions.reinstate', { editionId: longerCodeEdition.id })
    await main.app.lock('asked')
    expect(await editionsAtUnlock()).toEqual([longerCodeEdition])
  })

  test('an edition that RA Desk brings: only its withdrawal is kept, never its words', async () => {
    const elsewhere = bundledEditions[1]!
    expect(codeOf(await withdraw(elsewhere.id))).toBe('ok')
    await main.app.lock('asked')
    const [added] = await editionsAtUnlock()
    expect(added).toEqual({
      ...elsewhere,
      inForce: { ...elsewhere.inForce, withdrawn: { on: '2026-10-01', why: 'Invented: superseded by policy.' } },
    })
  })

  test('an edition that is not here, and one that was not withdrawn here: refused', async () => {
    expect(codeOf(await withdraw('invented-one'))).toBe('no-such-edition')
    expect(codeOf(await main.call('editions.reinstate', { editionId: 'invented-one' }))).toBe('no-such-edition')
    expect(codeOf(await main.call('editions.reinstate', { editionId: bundledEditions[1]!.id }))).toBe('not-withdrawn-here')
  })
})
