import { openCardFiles } from '../../../main/cards/card-files.ts'
import { AUTHORITY_PASSPHRASE } from '../../support/authority-files.ts'
import { describe, expect, test } from 'vitest'
import { openRecord } from '../../../main/record/record.ts'
import { createRecordStore } from '../../../main/record/record-store.ts'
import type { RecordStore } from '../../../main/record/store.ts'
import { openCustody } from '../../../main/record/custody.ts'
import type { SecretCustody } from '../../../main/record/secret-custody.ts'
import { toHex } from '../../../domain/bytes.ts'
import { padReferenceData } from '../../../native/card/piv.ts'
import { blankCard } from '../../../native/card/virtual-card-state.ts'
import { type MainApp, PASSPHRASE } from '../../support/main-app.ts'
import { cardOnReader, put, readyCase, show, underCardSettings } from '../../support/card-issue-bench.ts'
import { p256Authority, testWithAuthority } from '../../support/p256-authority.ts'
import { newCase, readCase, walk, walkUntil } from '../../support/main-journey.ts'
import { clockedVaultAccess, randomBytes, value } from '../vault/support.ts'

const authority = p256Authority()
const { opened, start } = underCardSettings()

const list = (...serials: string[]) => Buffer.from(`Serial\n${serials.join('\n')}\n`).toString('base64')

describe('only cards of the stock', () => {
  test('a card that is not listed is refused before anything is drawn or written; a listed one is taken off the stock', async () => {
    const main = await start({ onlyListed: true })
    await main.must('cards.importBox', { box: 'Box 1', base64: list('3001', '3002') })
    const caseId = await readyCase(main)
    const refused = await put(main, caseId, blankCard({ serial: 3999 }))
    expect(refused.ok && refused.value.result).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('3999 is not in the blank stock') as string,
    })
    expect(cardOnReader(main)).toEqual(blankCard({ serial: 3999 }))
    expect((await readCase(main, caseId)).view.facts.cards).toEqual([])
    const taken = await put(main, caseId, blankCard({ serial: 3001 }))
    expect(taken.ok && taken.value.result.outcome).toBe('done')
    const { stock, cards } = await main.must('cards.list', {})
    expect(stock).toMatchObject({ blank: 1, low: true, boxes: [{ box: 'Box 1', listed: 2, blank: 1 }] })
    expect(cards.map(({ serial, state }) => [serial, state])).toEqual([
      ['3001', 'issued'],
      ['3002', 'blank'],
    ])
    // The passcode and unblocking code of the card that was taken: none was drawn for the one that was refused.
    expect(await inside(main, ({ store }) => Promise.resolve(store.ids('secrets').length))).toBe(2)
  })

  test('a card marked as lost is refused, also when unlisted cards are allowed', async () => {
    const main = await start({ onlyListed: false })
    await main.must('cards.importBox', { box: 'Box 1', base64: list('3001') })
    await main.must('cards.act', { serial: '3001', act: { act: 'markLost', note: 'Not in the box' } })
    const refused = await put(main, await readyCase(main), blankCard({ serial: 3001 }))
    expect(refused.ok && refused.value.result.outcome).toBe('refused')
  })

  test('a card of another case that was blanked again by other means is refused', async () => {
    const main = await start()
    await put(main, await readyCase(main), blankCard({ serial: 3001 }))
    const refused = await put(main, await readyCase(main, '555000111333'), blankCard({ serial: 3001 }))
    expect(refused.ok && refused.value.result).toMatchObject({ outcome: 'refused', reason: expect.stringContaining('“Issued”') as string })
    expect(cardOnReader(main)).toEqual(blankCard({ serial: 3001 }))
  })
})

describe('what is kept of a writing', () => {
  test('the transcript is there for each time, and holds neither passcode nor unblocking code nor management key', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    await put(main, caseId, blankCard({ serial: 4001 }))
    const card = cardOnReader(main)
    expect((await show(main, '4001')).transcripts).toEqual([
      { attempt: 1, startedAt: expect.any(String) as string, outcome: 'done', lines: expect.any(Number) as number },
    ])
    for (const row of (await main.must('database.page', { afterSeq: 0, which: 'rows' })).rows)
      expect(['cases', 'chunks', 'station', 'manifests']).toContain(row.table)
    const shown = await main.must('cards.transcript', { serial: '4001', index: 0 })
    expect(shown.lines.filter((line) => line.startsWith('=>')).length).toBeGreaterThan(20)
    await main.must('cards.saveTranscript', { serial: '4001', index: 0 })
    const [name, file] = [...main.saved].at(-1)!
    expect(name).toMatch(/^card-writing-\d{4}-\d\d-\d\d\.txt$/)
    expect(new TextDecoder().decode(file)).toContain(shown.lines[1]!)
    expect(await main.call('cards.transcript', { serial: '4001', index: 7 })).toMatchObject({ ok: false, error: { code: 'no-transcript' } })
    const [transcript] = await inside(main, ({ store }) => openCardFiles(store).readTranscripts(caseId))
    expect(transcript!.lines.length).toBeGreaterThan(40)
    const text = JSON.stringify(transcript).toUpperCase()
    for (const secret of [card.passcode.value, card.puk.value, card.management.key]) expect(text).not.toContain(secret)
  })
})

/** What lies in the vault's folder, opened without the app: no channel hands it to the page. The app is locked by it. */
async function inside<Value>(
  main: MainApp,
  look: (inner: { store: RecordStore; custody: SecretCustody }) => Promise<Value>,
): Promise<Value> {
  await main.app.lock('closed')
  const { vaultAccess } = clockedVaultAccess(main.folder)
  const [someone] = value(await vaultAccess.agents())
  const vault = value(await vaultAccess.unlock({ agentId: someone!.agentId, passphrase: PASSPHRASE }))
  const record = value(await openRecord({ folder: main.folder, vault, now: () => new Date(), monotonic: () => performance.now() }))
  try {
    return await look({ store: createRecordStore({ vault, record }), custody: await openCustody({ vault, record, randomBytes }) })
  } finally {
    await record.close()
    vault.lock()
  }
}

async function startAgain(main: MainApp): Promise<MainApp> {
  await main.app.lock('closed')
  const again = await main.again()
  opened.push(again)
  await again.unlock()
  return again
}

describe('secrets that no case names', () => {
  test('drawn before the app ended: destroyed at the next unlock; those that a case names stay', async () => {
    const main = await start()
    const caseId = await readyCase(main)
    main.reader.insert(blankCard({ serial: 5001 }))
    main.reader.removeAfter(30)
    const { reader } = await main.must('devices.state', {})
    await main.must('card.write', { caseId, expectedSeq: main.seq(caseId), reader: reader.readers[0]!.name })
    const named = (await readCase(main, caseId)).view.facts.cards.at(-1)!
    const custodyId = await inside(main, async ({ custody }) => value(await custody.put('passcode', caseId, '493817')).custodyId)
    const kept =
      (ids: readonly string[]) =>
      async ({ custody }: { custody: SecretCustody }) => {
        const answers: boolean[] = []
        for (const id of ids) answers.push((await custody.get(id)).ok)
        return answers
      }
    const all = [custodyId, named.passcodeId!, named.pukId!]
    expect(await inside(main, kept(all))).toEqual([true, true, true])
    const again = await startAgain(main)
    expect(await inside(again, kept(all))).toEqual([false, true, true])
  })
})

test('a card with rules of its own: what is in custody for the release is what the card took', async () => {
  const main = await start()
  const caseId = await readyCase(main)
  const written = await put(main, caseId, blankCard({ serial: 5002, secretRule: 'no-pairs' }))
  expect(written.ok && written.value.result.outcome).toBe('done')
  const { passcode, puk } = cardOnReader(main)
  const { passcodeId, pukId } = (await readCase(main, caseId)).view.facts.liveCard!
  const kept = await inside(main, async ({ custody, store }) => ({
    passcode: value(await custody.get(passcodeId!)),
    puk: value(await custody.get(pukId!)),
    secrets: store.ids('secrets').length,
  }))
  expect(toHex(padReferenceData(kept.passcode))).toBe(passcode.value)
  expect(toHex(padReferenceData(kept.puk))).toBe(puk.value)
  expect(kept.secrets).toBe(2)
})

test('a card that refuses every passcode is refused, ends its secrets, and stays in the stock', async () => {
  const main = await start()
  await main.must('cards.importBox', { box: 'Box 1', base64: list('5003') })
  const caseId = await readyCase(main)
  const card = blankCard({ serial: 5003, secretRule: 'eight-long' })
  const refused = await put(main, caseId, card)
  expect(refused.ok && refused.value.result).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('refuses every 6-digit passcode') as string,
  })
  expect(cardOnReader(main)).toEqual(card)
  expect((await main.must('cards.list', {})).stock).toMatchObject({ blank: 1 })
  expect(await inside(main, ({ store }) => Promise.resolve(store.ids('secrets').length))).toBe(0)
})

describe('what the station says of a card', () => {
  test('a card of an open case is refused; after the case closed it is cancelled and destroyed before a witness who is not the agent', async () => {
    const main = await start()
    const caseId = await newCase(main)
    await walkUntil(main, caseId, 'posted')
    const serial = (await readCase(main, caseId)).view.facts.liveCard!.serial!
    const held = await main.call('cards.act', { serial, act: { act: 'cancel', note: 'x' } })
    expect(held.ok ? '' : held.error.code).toBe('card-held-by-case')
    for (const step of ['arrival', 'text-passcode', 'access', 'first-log-in'] as const) await walk[step](main, caseId)
    await main.must('cards.act', { serial, act: { act: 'cancel', note: 'Left the organisation' } })
    const alone = await main.call('cards.act', { serial, act: { act: 'destroy', method: 'cut', witness: ' sample  AGENT ' } })
    expect(alone.ok ? '' : alone.error.code).toBe('witness-is-agent')
    await main.must('cards.act', { serial, act: { act: 'destroy', method: 'cut', witness: 'Witness Invented' } })
    const twice = await main.call('cards.act', { serial, act: { act: 'destroy', method: 'cut', witness: 'Witness Invented' } })
    expect(twice.ok ? '' : twice.error.code).toBe('card-transition')
    const again = await startAgain(main)
    const { card, history, acts } = await show(again, serial)
    expect([card.state, card.destructionProved, acts]).toEqual(['destroyed', true, []])
    expect(history.map(({ act }) => act)).toEqual(['begun', 'written', 'posted', 'arrived', 'cancel', 'destroy'])
    expect(history.at(-1)).toMatchObject({ method: 'cut', witness: 'Witness Invented', by: 'Sample Agent' })
  })

  testWithAuthority('a box is imported once, the same list brings nothing, and the authority is gone when it is removed', async () => {
    const main = await start()
    expect(await main.must('cards.readList', { base64: list('6001', 'x', '6001') })).toMatchObject({
      heading: 'Serial',
      serials: ['6001'],
      problems: [{ line: 3 }, { line: 4 }],
    })
    expect(await main.must('cards.importBox', { box: 'Box 1', base64: list('6001', 'x') })).toEqual({ imported: 1, leftOut: 1 })
    const again = await main.call('cards.importBox', { box: 'Box 2', base64: list('6001') })
    expect(again.ok ? '' : again.error.code).toBe('nothing-to-import')
    const sameName = await main.call('cards.importBox', { box: 'Box 1', base64: list('6002') })
    expect(sameName.ok ? '' : sameName.error.code).toBe('box-exists')
    const base64 = Buffer.from(authority().pkcs12('p256')).toString('base64')
    const wrong = await main.call('cards.loadAuthority', { base64, passphrase: 'no' })
    expect(wrong.ok ? '' : wrong.error.code).toBe('authority-wrong-passphrase')
    expect(await main.must('cards.authority', {})).toEqual({})
    await main.must('cards.loadAuthority', { base64, passphrase: AUTHORITY_PASSPHRASE })
    await main.must('cards.loadAuthority', { base64, passphrase: AUTHORITY_PASSPHRASE })
    expect((await main.must('cards.authority', {})).authority).toMatchObject({
      subject: 'O=Invented RA Service, CN=Invented Authority p256',
      key: 'P-256',
    })
    await main.must('cards.removeAuthority', {})
    expect(await main.must('cards.authority', {})).toEqual({})
  })
})
