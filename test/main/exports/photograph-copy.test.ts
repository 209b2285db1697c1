import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AppDeps } from '../../../main/app.ts'
import { dragFolder } from '../../../main/exports/drag-folder.ts'
import { openMainApp, type MainApp } from '../../support/main-app.ts'
import { newCase, photo, readCase, walkUntil } from '../../support/main-journey.ts'

let folder = ''
let main: MainApp
let chosen: (fileName: string) => string | undefined
let dragged: { path: string; icon: string }[]

const parts: Partial<AppDeps> = {
  chooseSavePath: (fileName) => Promise.resolve(chosen(fileName)),
  startDrag: (path, icon) => void dragged.push({ path, icon }),
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ra-desk-photograph-'))
  chosen = (fileName) => join(folder, fileName)
  dragged = []
  main = await openMainApp({ parts })
  await main.setUp()
})
afterEach(async () => {
  await main.close()
  rmSync(folder, { recursive: true, force: true })
})

async function caseUntil(step: 'photograph' | 'cis'): Promise<string> {
  const caseId = await newCase(main)
  await walkUntil(main, caseId, step)
  return caseId
}
const save = (caseId: string) => main.call('photograph.save', { caseId, expectedSeq: main.seq(caseId) })
const copies = async (caseId: string) => (await readCase(main, caseId)).view.facts.photographCopies
const deleteCopy = async (caseId: string) => {
  const [copy] = await copies(caseId)
  return main.call('photograph.deleteCopy', { caseId, expectedSeq: main.seq(caseId), copyId: copy!.copyId })
}
const actions = async () => (await main.must('record.entries', { fromSeq: 0, limit: 300 })).entries.map(({ action }) => action)

describe('saving', () => {
  test('writes exactly the accepted crop, under a name without the registrant’s', async () => {
    const caseId = await caseUntil('cis')
    expect(await save(caseId)).toMatchObject({ ok: true, value: { state: 'saved' } })
    const { record } = await readCase(main, caseId)
    expect(readdirSync(folder)).toEqual([`photograph-${record.caseReference}.jpg`])
    const bytes = readFileSync(join(folder, readdirSync(folder)[0]!))
    expect(new Uint8Array(bytes)).toEqual(photo())
    expect(await copies(caseId)).toMatchObject([
      { savedAs: join(folder, `photograph-${record.caseReference}.jpg`), sha256: createHash('sha256').update(bytes).digest('hex') },
    ])
    expect(await actions()).toContain('photograph-copy-saved')
  })

  test('cancelled: nothing is recorded and nothing written', async () => {
    const caseId = await caseUntil('cis')
    chosen = () => undefined
    const before = main.seq(caseId)
    expect(await save(caseId)).toMatchObject({ ok: true, value: { state: 'cancelled', recorded: [] } })
    expect([main.seq(caseId), readdirSync(folder)]).toEqual([before, []])
  })

  test('not written: the history says so, and nothing is left to delete', async () => {
    const caseId = await caseUntil('cis')
    chosen = () => folder
    expect(await save(caseId)).toMatchObject({ ok: true, value: { state: 'not-written' } })
    expect(await copies(caseId)).toEqual([])
    expect((await readCase(main, caseId)).record.events.slice(-2).map(({ event }) => event)).toMatchObject([
      { kind: 'photographCopySaved', savedAs: folder },
      { kind: 'photographCopyDeletion', outcome: 'not-written' },
    ])
  })

  test('a path that is too long is refused before anything is recorded', async () => {
    const caseId = await caseUntil('cis')
    chosen = (fileName) => join(folder, 'a'.repeat(1_200), fileName)
    expect(await save(caseId)).toMatchObject({ ok: false, error: { code: 'not-saved' } })
    expect(await copies(caseId)).toEqual([])
  })

  test.each(['photograph.copy', 'photograph.drag', 'photograph.save'] as const)(
    '%s: only a photograph of this case, accepted',
    async (channel) => {
      const caseId = await newCase(main)
      const ask = () => main.call(channel, { caseId, ...(channel === 'photograph.save' ? { expectedSeq: main.seq(caseId) } : {}) } as never)
      expect(await ask()).toMatchObject({ ok: false, error: { code: 'not-this-evidence' } })
      await walkUntil(main, caseId, 'photograph')
      expect(await ask()).toMatchObject({ ok: true })
      const { record } = await readCase(main, caseId)
      const attached = record.events.findLast(({ event }) => event.kind === 'photographAttached')!.event
      await main.act(caseId, { ...attached, ...(await anotherPhotograph(caseId)) } as never, 'A clearer one')
      expect(await ask()).toMatchObject({ ok: false, error: { code: 'not-this-evidence' } })
      expect(dragged.length + readdirSync(folder).length).toBe(channel === 'photograph.copy' ? 0 : 1)
    },
  )

  test('no such case', async () => {
    const caseId = '99999999-0000-4000-8000-000000000000'
    for (const [channel, more] of [
      ['photograph.copy', {}],
      ['photograph.drag', {}],
      ['photograph.save', { expectedSeq: 0 }],
    ] as const)
      expect(await main.call(channel, { caseId, ...more } as never)).toMatchObject({ ok: false, error: { code: 'no-such-case' } })
  })
})

const anotherPhotograph = async (caseId: string) => ({
  evidence: await main.attach(caseId, photo()),
  print: await main.attach(caseId, photo()),
  chip: await main.attach(caseId, photo()),
})

describe('deleting the saved copy', () => {
  const place = async (caseId: string) => (await copies(caseId))[0]!.savedAs

  test('deletes it, and the history says when', async () => {
    const caseId = await caseUntil('cis')
    await save(caseId)
    expect(await deleteCopy(caseId)).toMatchObject({ ok: true, value: { outcome: 'deleted' } })
    expect([readdirSync(folder), await copies(caseId)]).toEqual([[], []])
    expect(await actions()).toContain('photograph-copy-deletion')
  })

  test('is remembered after another start', async () => {
    const caseId = await caseUntil('cis')
    await save(caseId)
    main = await main.again()
    await main.unlock()
    expect(await copies(caseId)).toHaveLength(1)
  })

  test('moved: says so once, then deletes it where it was put back', async () => {
    const caseId = await caseUntil('cis')
    await save(caseId)
    const path = await place(caseId)
    renameSync(path, `${path}.moved`)
    expect(await deleteCopy(caseId)).toMatchObject({ ok: true, value: { outcome: 'not-there' } })
    const seq = main.seq(caseId)
    expect(await deleteCopy(caseId)).toMatchObject({ ok: true, value: { outcome: 'not-there', recorded: [] } })
    expect(main.seq(caseId)).toBe(seq)
    renameSync(`${path}.moved`, path)
    expect(await deleteCopy(caseId)).toMatchObject({ ok: true, value: { outcome: 'deleted' } })
  })

  test('another file in its place stays', async () => {
    const caseId = await caseUntil('cis')
    await save(caseId)
    writeFileSync(await place(caseId), 'the agent’s own file')
    expect(await deleteCopy(caseId)).toMatchObject({ ok: true, value: { outcome: 'other-contents' } })
    expect(readFileSync(await place(caseId), 'utf8')).toBe('the agent’s own file')
    await main.act(caseId, { kind: 'photographCopyGone', copyId: (await copies(caseId))[0]!.copyId })
    expect(await copies(caseId)).toEqual([])
  })

  test('a copy of another case is not deleted', async () => {
    const caseId = await caseUntil('cis')
    await save(caseId)
    const [copy] = await copies(caseId)
    const other = await newCase(main)
    const answer = await main.call('photograph.deleteCopy', { caseId: other, expectedSeq: main.seq(other), copyId: copy!.copyId })
    expect(answer).toMatchObject({ ok: false, error: { code: 'no-such-copy' } })
    expect(readdirSync(folder)).toHaveLength(1)
  })
})

describe('clipboard and drag', () => {
  test('the page may copy the accepted crop, and the record has an entry', async () => {
    const caseId = await caseUntil('cis')
    await main.must('photograph.copy', { caseId })
    expect(await actions()).toContain('photograph-copied')
  })

  test('a drag gets a file of the accepted crop, which is deleted at lock', async () => {
    const caseId = await caseUntil('cis')
    await main.must('photograph.drag', { caseId })
    const [{ path, icon }] = dragged as [(typeof dragged)[number]]
    expect(new Uint8Array(readFileSync(path))).toEqual(photo())
    expect(readFileSync(icon).subarray(1, 4).toString()).toBe('PNG')
    expect(await actions()).toContain('photograph-dragged')
    await main.app.lock('asked')
    expect(existsSync(dragFolder(main.folder))).toBe(false)
  })

  test('what a crash left of a drag is deleted at the next start', async () => {
    const caseId = await caseUntil('cis')
    await main.must('photograph.drag', { caseId })
    main = await main.again()
    expect(existsSync(dragFolder(main.folder))).toBe(true)
    await main.unlock()
    expect(existsSync(dragFolder(main.folder))).toBe(false)
  })

  test('a file for the drag that cannot be written is not dragged', async () => {
    const caseId = await caseUntil('cis')
    mkdirSync(main.folder, { recursive: true })
    writeFileSync(dragFolder(main.folder), 'in the way')
    expect(await main.call('photograph.drag', { caseId })).toMatchObject({ ok: false, error: { code: 'not-saved' } })
    expect(dragged).toEqual([])
  })
})
