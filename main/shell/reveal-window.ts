/**
 * Shows something for half a minute at most, outside the app's own page: the QR code that puts a text into the work phone. The page
 * is made here, served once from memory to a window without preload or scripts, and gone when the window goes. What it shows is
 * never in the renderer, a file or a log.
 */
import { createHash } from 'node:crypto'

export interface Reveal {
  readonly title: string
  /** A whole `<svg>` element, made by us. */
  readonly svgQr: string
  readonly lines: readonly string[]
  /** Up to 30. */
  readonly seconds: number
}

export type RevealEnd = 'time' | 'person' | 'replaced' | 'lock'

/** What a reveal needs of a window. */
export interface RevealWindow {
  loadURL(url: string): Promise<void>
  on(event: 'closed', listener: () => void): unknown
  isDestroyed(): boolean
  destroy(): void
}

export interface RevealWindowDeps {
  readonly openWindow: (size: { title: string; width: number; height: number }) => RevealWindow
  readonly serveOnce: (path: string, body: string, mime: string, policy: string) => string
  readonly withdraw: (address: string) => void
  /** Unguessable: the path of the page. */
  readonly randomId: () => string
}

export interface Reveals {
  /** Resolves once the page is there; `ended` tells how it went away. */
  show(reveal: Reveal): Promise<{ readonly ended: Promise<RevealEnd> }>
  /** At lock. */
  closeAll(): void
}

const longestSeconds = 30

export function createReveals({ openWindow, serveOnce, withdraw, randomId }: RevealWindowDeps): Reveals {
  const open = new Set<(how: RevealEnd) => void>()
  return {
    show: async (reveal) => {
      // One secret on the desk at a time: a second code beside the first invites the wrong text to the wrong person.
      for (const close of [...open]) close('replaced')
      const seconds = Math.min(longestSeconds, Math.max(1, reveal.seconds))
      const address = serveOnce(`/reveal/${randomId()}`, revealPage(reveal, seconds), 'text/html; charset=utf-8', revealPolicy(seconds))
      const window = openWindow({ title: reveal.title, width: 480, height: 720 })
      const ended = new Promise<RevealEnd>((resolve) => {
        const timer = setTimeout(() => {
          close('time')
        }, seconds * 1_000)
        const close = (how: RevealEnd) => {
          clearTimeout(timer)
          open.delete(close)
          withdraw(address)
          resolve(how)
          if (!window.isDestroyed()) window.destroy()
        }
        open.add(close)
        window.on('closed', () => {
          close('person')
        })
      })
      try {
        await window.loadURL(address)
      } catch (error) {
        withdraw(address)
        // Closed before it was drawn is an ending like any other.
        if (!window.isDestroyed()) {
          window.destroy()
          throw error
        }
      }
      return { ended }
    },
    closeAll: () => {
      for (const close of [...open]) close('lock')
    },
  }
}

function style(seconds: number): string {
  return (
    `html{color-scheme:light;background:#fff;color:#111;font:1.125rem/1.5 system-ui,sans-serif}body{margin:0;padding:1.5rem;text-align:center}` +
    `h1{font-size:1.375rem;line-height:1.3;margin:0 0 1rem}svg{width:20rem;height:20rem;max-width:100%}p{margin:.5rem 0;overflow-wrap:anywhere}` +
    `.left{height:.5rem;margin-top:1rem;background:#1d4f91;transform-origin:left;animation:left ${seconds}s linear forwards}@keyframes left{to{transform:scaleX(0)}}`
  )
}

export function revealPolicy(seconds: number): string {
  const hash = createHash('sha256').update(style(seconds)).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
}

export function revealPage({ title, svgQr, lines }: Reveal, seconds: number): string {
  return (
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${style(seconds)}</style></head>` +
    `<body><h1>${escapeHtml(title)}</h1>${svgQr}${lines.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}` +
    `<div class="left"></div><p>This window closes by itself after ${seconds} seconds.</p></body></html>`
  )
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
