/** How a simulated modem reads what is typed at its prompt. */

const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

/** Four hexadecimal digits to a character; anything else is read as what it is not. */
export const fromUcs2Hex = (text: string): string =>
  /^(?:[0-9A-F]{4})+$/.test(text) ? text.replaceAll(/.{4}/g, (digits) => String.fromCharCode(Number.parseInt(digits, 16))) : '????'

/** A text set to another alphabet than the GSM one arrives garbled. */
export function decodeTyped({ charset, dcs }: { readonly charset: string; readonly dcs: number }, bytes: readonly number[]): string {
  const table = charset === 'GSM' ? (byte: number) => GSM[byte] ?? '?' : (byte: number) => String.fromCharCode(byte)
  return dcs === 0 ? bytes.map(table).join('') : '????'
}
