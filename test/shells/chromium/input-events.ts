/** What the page's end of `browser-keys.ts` tells, as Electron's events; and the menu that main shows in answer. */
import type { BrowserInput } from './browser-keys.ts'
import { worldName } from './bridge.ts'
import { preventable } from './events.ts'
import type { DrawnItem } from './menu-in-page.ts'
import { send, toWorld, type Page } from './page.ts'

export function receiveInput(page: Page, input: BrowserInput): void {
  switch (input.what) {
    case 'key':
      preventable(page.events, 'before-input-event', {}, input['input'])
      return
    case 'wheel':
      page.events.emit('zoom-changed', {}, input['direction'])
      return
    case 'menu':
      page.menuPlace = input['params'] as { x: number; y: number }
      page.events.emit('context-menu', {}, input['params'])
      return
    case 'chosen':
      // The engine's own editing command, with the right of the browser to read the clipboard; the key's name is one that no page waits for.
      send(page, 'Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Unidentified', commands: [input['command']] }).catch(() => undefined)
  }
}

/** Where the right mouse button was pressed last. */
export function showMenu(page: Page, items: readonly DrawnItem[]): void {
  for (const world of page.worlds.values())
    if (world.name === worldName && world.frameId === page.targetId) toWorld(page, world, { menu: { items, at: page.menuPlace } })
}
