import { describe, expect, test } from 'vitest'
import type { CardBox } from '../../../domain/card/card-face.ts'
import { drawImage, drawPhoto, drawSamplePhoto, readCardPhoto } from '../../../main/documents/card-face-images.ts'
import { drawnPage, newPdf } from './drawn-page.ts'
import { flatPng, must } from './support.ts'
import { code } from '../vault/support.ts'

/** 300 dots to the inch need 290 × 372 pixels here. */
const box: CardBox = { x: 57.6, y: 6, width: 24.5, height: 31.5 }

describe('photograph of a card', () => {
  test.each([
    ['35:45', flatPng(350, 450, 90), 'ok'],
    ['4:5, as passport photographs are uploaded', flatPng(400, 500, 90), 'ok'],
    ['a tenth too wide', flatPng(400, 460, 90), 'photo-wrong-shape'],
    ['a tenth too narrow', flatPng(340, 490, 90), 'photo-wrong-shape'],
    ['square', flatPng(450, 450, 90), 'photo-wrong-shape'],
    ['coarser than the print head', flatPng(140, 180, 90), 'image-too-coarse'],
    ['no picture', new TextEncoder().encode('<svg/>'), 'photo-unreadable'],
  ])('%s: %s', (_, bytes, expected) => {
    expect(code(readCardPhoto(bytes, box))).toBe(expected)
  })

  test('covers its box without being drawn out of shape, and has a frame inside the box', async () => {
    const pdf = await newPdf()
    const { page, calls } = drawnPage()
    must(await drawPhoto(pdf, page, must(readCardPhoto(flatPng(400, 500, 90), box)), box))
    expect(calls.map(({ what }) => what)).toEqual(['image', 'outline'])
    const [, at, matrix] = calls[0]!.args as [unknown, CardBox, readonly number[]]
    expect(at).toEqual(box)
    expect(matrix[0]! / matrix[3]!).toBeCloseTo(400 / 500, 6)
    const frame = calls[1]!.args[0] as CardBox
    expect(frame.x).toBeGreaterThan(box.x)
    expect(frame.x + frame.width).toBeLessThan(box.x + box.width)
  })

  test('a sample says that it is one', () => {
    const { page, texts, calls } = drawnPage()
    must(drawSamplePhoto(page, box))
    expect(texts()).toMatchObject([{ text: 'Photograph', align: 'centre', x: box.x + box.width / 2 }])
    expect(calls.map(({ what }) => what)).toEqual(['fill', 'text', 'outline'])
  })
})

describe('picture of a template', () => {
  const images = new Map([
    ['logo.png', flatPng(800, 400, 90)],
    ['coarse.png', flatPng(60, 30, 90)],
    ['broken.png', flatPng(600, 300, 90).slice(0, 60)],
    ['text.png', new TextEncoder().encode('<svg/>')],
  ])
  const place: CardBox = { x: 4, y: 4, width: 30, height: 30 }
  const draw = async (name: string, fit: 'cover' | 'contain' = 'contain', except?: CardBox) => {
    const { page, calls } = drawnPage()
    const drawn = await drawImage(await newPdf(), page, { images }, name, 'The logo', place, fit, except)
    return { drawn, calls }
  }

  test.each([
    ['logo.png', 'ok'],
    ['elsewhere.png', 'image-missing'],
    ['coarse.png', 'image-too-coarse'],
    ['broken.png', 'image-unreadable'],
    ['text.png', 'image-unreadable'],
  ])('%s: %s', async (name, expected) => {
    const { drawn, calls } = await draw(name)
    expect(code(drawn)).toBe(expected)
    expect(calls.length).toBe(expected === 'ok' ? 1 : 0)
    if (!drawn.ok) expect(drawn.error.message).toMatch(/^The logo/)
  })

  test('whole inside its box, or over it; what must stay clear is left out', async () => {
    const clear: CardBox = { x: 10, y: 10, width: 5, height: 5 }
    const widthOf = ({ calls }: Awaited<ReturnType<typeof draw>>) => (calls[0]!.args[2] as readonly number[])[0]!
    const [whole, over] = [await draw('logo.png'), await draw('logo.png', 'cover', clear)]
    expect(widthOf(over) / widthOf(whole)).toBeCloseTo(2, 6)
    expect([whole.calls[0]!.args[3], over.calls[0]!.args[3]]).toEqual([undefined, clear])
  })
})
