/** The work phone: a QR code that opens the text, ready to send, on the phone that reads it. Shown outside the app's own page. */
import { create } from 'qrcode'
import type { Reveal } from '../shell/reveal-window.ts'

const QUIET_MODULES = 4

/** `SMSTO:` is what phone cameras take a text from; number and body are as they will be sent. */
export function workPhoneReveal(
  { title, to, body }: { readonly title: string; readonly to: string; readonly body: string },
  seconds: number,
): Reveal {
  return {
    title,
    seconds,
    svgQr: qrSvg(`SMSTO:${to}:${body}`),
    lines: [`To ${to}`, 'Point the work phone’s camera at the code, check the number, and send the text.'],
  }
}

function qrSvg(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const size = modules.size + 2 * QUIET_MODULES
  let path = ''
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column + QUIET_MODULES} ${row + QUIET_MODULES}h1v1h-1z`
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="QR code for the work phone" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`
}
