/** Sixteen bytes a line with where the line begins, as such bytes are usually read. */
export function hexLines(hex: string): string {
  const bytes = hex.match(/../g) ?? []
  return Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) => {
    const from = line * 16
    return `${from.toString(16).padStart(4, '0').toUpperCase()}  ${bytes.slice(from, from + 16).join(' ')}`
  }).join('\n')
}
