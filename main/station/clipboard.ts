/** What RA Desk put on the system's clipboard, remembered as a hash only, so that it can be taken off at lock and nothing else is. */
import { createHash, timingSafeEqual } from 'node:crypto'

export interface SystemClipboard {
  readText(): string | Promise<string>
  writeText(text: string): void | Promise<void>
  clear(): void
}

export interface Clipboard {
  copy(text: string): Promise<void>
  /** Clears the clipboard when it still holds what was copied here last. Never throws: a lock must not stop for it. */
  takeBack(): Promise<void>
}

export function createClipboard(clipboard: SystemClipboard): Clipboard {
  let ours: Buffer | undefined
  return {
    async copy(text) {
      await clipboard.writeText(text)
      ours = text === '' ? undefined : digest(text)
    },
    async takeBack() {
      const wanted = ours
      ours = undefined
      if (wanted === undefined) return
      try {
        if (timingSafeEqual(digest(await clipboard.readText()), wanted)) clipboard.clear()
      } catch {
        // A clipboard that another program holds at this moment cannot be read; the next thing that is copied replaces it.
      }
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
