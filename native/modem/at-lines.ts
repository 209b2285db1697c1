/** Cuts what a modem says into lines. A line that is longer than any answer is thrown away whole. */

const longestLine = 1024

export interface AtLines {
  take(bytes: Uint8Array): void
  /** Forgets the line that has begun. */
  clear(): void
}

/**
 * `on.line` gets each line without its ends, empty ones too. `on.prompt` is asked at an unfinished `>` whether that is the prompt that is waited for:
 * no end of line follows a prompt (27.005 §3.5.1).
 */
export function createAtLines(on: { readonly line: (line: string) => void; readonly prompt: () => boolean }): AtLines {
  let partial = ''
  let tooLong = false

  const take = (byte: number): void => {
    if (byte === 0x0d || byte === 0x0a) {
      const line = tooLong ? '' : partial.trim()
      partial = ''
      tooLong = false
      on.line(line)
    } else if (byte !== 0 && !tooLong) {
      partial += String.fromCharCode(byte)
      if (partial.length > longestLine) {
        partial = ''
        tooLong = true
      } else if (partial.trim() === '>' && on.prompt()) partial = ''
    }
  }

  return {
    take(bytes) {
      for (const byte of bytes) take(byte)
    },
    clear() {
      partial = ''
      tooLong = false
    },
  }
}
