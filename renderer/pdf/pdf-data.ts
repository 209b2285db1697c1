/** Character maps and standard fonts for PDFs that carry none. The page may fetch nothing, so each is a small module of our own (`vite.config.ts`). */

/** Where the build puts them; the JPEG 2000 decoder is there too, and the worker imports it itself. */
export const PDF_DATA = '/assets/pdf/'

/** A name comes from the PDF: only a plain one, so that it leads nowhere else. */
const PLAIN_NAME = /^[A-Za-z0-9-]+\.(?:bcmap|pfb|ttf)$/

/** What pdf.js asks for, in the shape of its `BinaryDataFactory`. */
export class PdfData {
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    if (!PLAIN_NAME.test(filename)) throw new Error('not a name of our own data')
    const { default: base64 } = (await import(/* @vite-ignore */ `${PDF_DATA}${filename}.js`)) as { default: string }
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  }
}
