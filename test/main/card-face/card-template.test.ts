/** The station's card template through main: sealed, versioned, recorded. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readCardTemplate } from '../../../domain/card/card-template.ts'
import type { Result } from '../../../domain/result.ts'
import type { Input } from '../../../preload/contract.ts'
import { setUpAppsForEach } from '../../support/opened-apps.ts'
import { flatPng, info, lacks, textLines } from '../documents/support.ts'
import { base64, candidate, own } from './own-template.ts'

const start = setUpAppsForEach()

const code = (answer: Result<unknown>): string => (answer.ok ? '' : answer.error.code)

describe('the station’s card template', () => {
  test('a station begins with the standard card', async () => {
    const main = await start()
    expect(await main.must('cardTemplate.read', {})).toMatchObject({ mark: { name: 'Standard', version: 0 }, hasBack: false, images: [] })
  })

  test('one that is saved is in use after another start, with its pictures, and each save counts on', async () => {
    const main = await start()
    const { mark } = await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    expect(mark).toMatchObject({ name: 'Invented Valley', version: 1 })
    const again = await main.again()
    await again.unlock()
    expect(await again.must('cardTemplate.read', {})).toMatchObject({
      mark,
      hasBack: true,
      series: 'Series 10',
      savedBy: 'Sample Agent',
      images: [{ name: 'sky.png', width: 1100, height: 700 }],
    })
    expect(
      (await again.must('cardTemplate.save', { candidate: candidate({ ...own, name: 'Next' }), expectedVersion: 1 })).mark,
    ).toMatchObject({ name: 'Next', version: 2 })
    expect((await again.must('cardTemplate.reset', { expectedVersion: 2 })).mark.version).toBe(0)
    expect((await again.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })).mark).toEqual({ ...mark, version: 3 })
  })

  test('nothing of it lies in the folder in plain words, and nothing of it is sent to the page’s database', async () => {
    const main = await start()
    await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    const files = readdirSync(main.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    expect(files.length).toBeGreaterThan(0)
    for (const bytes of files) for (const words of ['Invented Valley', 'sky.png', 'If found']) expect(bytes.includes(words)).toBe(false)
    expect((await main.must('database.page', { afterSeq: 0, which: 'rows' })).rows.map(({ table }) => table)).not.toContain(
      'card-templates',
    )
  })

  test('exported as one file, it is taken in again as the same card', async () => {
    const main = await start()
    const { mark } = await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    await main.must('cardTemplate.export', {})
    const { images, ...template } = JSON.parse(Buffer.from(main.saved.get('card-template.json')!).toString()) as {
      images: Record<string, string>
    }
    expect(readCardTemplate(template)).toMatchObject({ ok: true, value: { name: 'Invented Valley' } })
    const next = await start()
    const taken = await next.must('cardTemplate.save', {
      candidate: candidate(
        template,
        Object.entries(images).map(([name, bytes]) => ({ name, base64: bytes })),
      ),
      expectedVersion: 0,
    })
    expect(taken.mark.digest).toBe(mark.digest)
  })

  test.each([
    ['over the chip', candidate({ ...own, front: { ...own.front, cardholder: { ...own.front.cardholder, y: 25 } } }), 'layout-invalid'],
    ['without its picture', candidate(own, []), 'image-missing'],
    [
      'with something that is no picture',
      candidate(own, [{ name: 'sky.png', base64: base64(new TextEncoder().encode('<svg/>')) }]),
      'image-unreadable',
    ],
    ['with a picture for a poster', candidate(own, [{ name: 'sky.png', base64: base64(flatPng(3_000, 1_900, 9)) }]), 'image-too-large'],
    [
      'with a picture coarser than the printer',
      candidate(own, [{ name: 'sky.png', base64: base64(flatPng(600, 400, 9)) }]),
      'image-too-coarse',
    ],
    [
      'with words that do not fit',
      candidate({ ...own, back: { texts: [{ ...own.back.texts[0]!, width: 20, height: 5 }] } }),
      'text-too-long',
    ],
    ['that is no JSON', { template: '{', images: [] }, 'layout-invalid'],
  ] satisfies [string, Input<'cardTemplate.save'>['candidate'], string][])(
    '%s is refused, and the card in use stays',
    async (_, wrong, refused) => {
      const main = await start()
      expect(code(await main.call('cardTemplate.save', { candidate: wrong, expectedVersion: 0 }))).toBe(refused)
      expect((await main.must('cardTemplate.read', {})).mark.version).toBe(0)
    },
  )

  test('two people cannot save over each other', async () => {
    const main = await start()
    await main.must('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 })
    expect(code(await main.call('cardTemplate.save', { candidate: candidate(), expectedVersion: 0 }))).toBe('stale')
    expect(code(await main.call('cardTemplate.reset', { expectedVersion: 0 }))).toBe('stale')
  })

  test.skipIf(lacks('pdfinfo', 'pdftotext'))('a sample shows a template before it is used, with an invented person', async () => {
    const main = await start()
    const sample = await main.must('cardTemplate.sample', { candidate: candidate(), name: 'Siân Ŵyn Invented' })
    const pdf = new Uint8Array(Buffer.from(sample.base64, 'base64'))
    expect([sample.sides, info(pdf).pages]).toEqual([2, 2])
    expect(textLines(pdf, 1).join(' ')).toContain('Siân Ŵyn Invented')
    expect((await main.must('cardTemplate.read', {})).mark.version).toBe(0)
  })
})
