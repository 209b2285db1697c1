/**
 * Prints a page of ours through the system's print dialog, from a window that is never shown. The page is served once from memory to a
 * window without preload or scripts, and is gone when the dialog is closed or RA Desk locks.
 */
import { createHash } from 'node:crypto'
import type { PageToPrint, PrintEnd } from '../documents/page-to-print.ts'

/** What printing needs of a window. */
export interface PrintWindow {
  loadURL(url: string): Promise<void>
  isDestroyed(): boolean
  destroy(): void
  readonly webContents: {
    print(options: { silent: false; printBackground: boolean }, done: (isSent: boolean, reason: string) => void): void
  }
}

export interface PrintingDeps {
  readonly openWindow: () => PrintWindow
  readonly serveOnce: (path: string, body: string, mime: string, policy: string) => string
  readonly withdraw: (address: string) => void
  /** Unguessable: the path of the page. */
  readonly randomId: () => string
}

export interface Printing {
  print(page: PageToPrint): Promise<PrintEnd>
  /** At lock: a page that waits in the dialog goes too. */
  closeAll(): void
}

export function createPrinting({ openWindow, serveOnce, withdraw, randomId }: PrintingDeps): Printing {
  const open = new Set<() => void>()

  async function print(page: PageToPrint): Promise<PrintEnd> {
    const address = serveOnce(`/print/${randomId()}`, htmlOf(page), 'text/html; charset=utf-8', policyOf(page))
    const window = openWindow()
    const { promise: closed, resolve } = Promise.withResolvers<PrintEnd>()
    const close = () => {
      open.delete(close)
      withdraw(address)
      if (!window.isDestroyed()) window.destroy()
      resolve('cancelled')
    }
    open.add(close)
    try {
      await window.loadURL(address)
      const sent = new Promise<PrintEnd>((tell) => {
        window.webContents.print({ silent: false, printBackground: true }, (isSent, reason) => {
          tell(isSent ? 'printed' : /cancel/i.test(reason) ? 'cancelled' : 'failed')
        })
      })
      return await Promise.race([sent, closed])
    } catch {
      return 'failed'
    } finally {
      close()
    }
  }

  return {
    print,
    closeAll: () => {
      for (const close of open) close()
    },
  }
}

const htmlOf = ({ title, style, body }: PageToPrint): string =>
  `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body>${body}</body></html>`

function policyOf({ style }: PageToPrint): string {
  const hash = createHash('sha256').update(style).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}
