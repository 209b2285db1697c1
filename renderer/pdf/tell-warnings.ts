/** In the PDF worker, loaded before pdf.js: what pdf.js only writes to the console goes to the page, which must know what was not drawn. */
export interface WarningMessage {
  readonly pdfWarning: string
}

Object.assign(console, {
  warn: (...words: readonly unknown[]) => {
    const message: WarningMessage = { pdfWarning: words.map(String).join(' ') }
    globalThis.postMessage(message)
  },
})
