/** What RA Desk put on the system's clipboard, remembered as a hash only, so that it can be taken off at lock and nothing else is. */
import { createHash, timingSafeEqual } from 'node:crypto'

export interface SystemClipboard {
  readText(): string | Promise<string>
  writeText(text: string): void | Promise<void>
  /** A picture as the system gives it back, which is not as it was put there; `undefined` when there is none. */
  readPicture(): Promise<Uint8Array | undefined>
  clear(): void
}

export interface Clipboard {
  copy(text: string): Promise<void>
  /** The page has put a picture there itself: `main` decodes none. */
  pictureCopied(): Promise<void>
  /** Clears the clipboard when it still holds what was copied here last. Never throws: a lock must not stop for it. */
  takeBack(): Promise<void>
}

export function createClipboard(clipboard: SystemClipboard): Clipboard {
  let ours: { readonly kind: 'text' | 'picture'; readonly digest: Buffer } | undefined
  const digestNow = async (kind: 'text' | 'picture'): Promise<Buffer | undefined> => {
    const held = kind === 'text' ? await clipboard.readText() : await clipboard.readPicture()
    return held === undefined ? undefined : digest(held)
  }
  return {
    async copy(text) {
      await clipboard.writeText(text)
      ours = text === '' ? undefined : { kind: 'text', digest: digest(text) }
    },
    async pictureCopied() {
      const held = await digestNow('picture').catch(() => undefined)
      ours = held && { kind: 'picture', digest: held }
    },
    async takeBack() {
      const wanted = ours
      ours = undefined
      if (wanted === undefined) return
      try {
        const held = await digestNow(wanted.kind)
        if (held && timingSafeEqual(held, wanted.digest)) clipboard.clear()
      } catch {
        // A clipboard that another program holds at this moment cannot be read; the next thing that is copied replaces it.
      }
    },
  }
}

const digest = (content: string | Uint8Array) => createHash('sha256').update(content).digest()
