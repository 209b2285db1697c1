import type { EventEmitter } from 'node:events'
import { receiverName } from './bridge.ts'
import type { Browser } from './browser.ts'
import type { Params } from './cdp.ts'
import type { Frames } from './frames.ts'

export interface WebContentsHost {
  /** The page, once the browser has one. */
  readonly page: Promise<{ readonly browser: Browser; readonly targetId: string; readonly sessionId: string }>
  readonly preload: string | undefined
  readonly javascript: boolean
  onFirstLoad(): void
  close(): void
}

/** A world of scripts in a frame (`Runtime.ExecutionContextDescription`). */
export interface World {
  readonly unique: string
  readonly frameId: string
  readonly name: string
}

/** What is known of one page of the browser. */
export interface Page {
  readonly host: WebContentsHost
  /** Main's listeners. */
  readonly events: EventEmitter
  readonly frames: Frames
  readonly worlds: Map<number, World>
  /** Of the page, and so of its main frame; empty until the browser has it. */
  targetId: string
  /** Of what is shown, in main's form. */
  address: string
  /** What main asked for and the browser has not asked leave for yet. */
  asked: string | undefined
  /** Where the right mouse button was pressed last. */
  menuPlace: { readonly x: number; readonly y: number }
  isDestroyed: boolean
  isCrashed: boolean
  wasLoaded: boolean
  settleLoad: { resolve(): void; reject(error: Error): void } | undefined
  /** `webContents`, as main has it. */
  sender: { loadURL(url: string): Promise<void> }
}

export async function send<Answer = Params>({ host }: Page, method: string, params: Params = {}): Promise<Answer> {
  const { browser, sessionId } = await host.page
  return browser.cdp.send<Answer>(method, params, sessionId)
}

/** Gives the preload of a world an answer, or a message of main's own. */
export function toWorld(page: Page, world: World, message: object): void {
  send(page, 'Runtime.callFunctionOn', {
    uniqueContextId: world.unique,
    functionDeclaration: `function (text) { globalThis.${receiverName}(text) }`,
    arguments: [{ value: JSON.stringify(message) }],
  }).catch(() => undefined)
}
