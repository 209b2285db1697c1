/** A page that notes what is drawn on it, and real fonts that measure. */
import { startPdf, type Page } from '../../../main/documents/pdf.ts'
import { settings } from './support.ts'

export interface DrawnPage {
  readonly page: Page
  readonly calls: { readonly what: keyof Page; readonly args: readonly unknown[] }[]
  /** Texts with where they stand. */
  texts(): { readonly text: string; readonly x: number; readonly y: number; readonly size: number; readonly align?: string }[]
}

export function drawnPage(): DrawnPage {
  const calls: DrawnPage['calls'] = []
  const note =
    (what: keyof Page) =>
    (...args: readonly unknown[]) =>
      void calls.push({ what, args })
  return {
    calls,
    page: {
      size: { width: 85.6, height: 53.98 },
      text: note('text'),
      fill: note('fill'),
      line: note('line'),
      outline: note('outline'),
      watermark: note('watermark'),
      image: note('image'),
    },
    texts: () =>
      calls
        .filter(({ what }) => what === 'text')
        .map(({ args: [text, style] }) => ({ text: text as string, ...(style as { x: number; y: number; size: number; align?: string }) })),
  }
}

export const newPdf = async () => startPdf('Test', await settings(), ['regular', 'semibold'])
