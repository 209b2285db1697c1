/** Electron's menu of the right mouse button, as far as the app uses it. Its items work as Electron's roles do, by the editing commands of the engine. */
import type { MenuItemConstructorOptions } from 'electron'
import { showMenuIn, type WindowStandIn } from './browser-window.ts'
import { standIn } from './lacks.ts'
import type { DrawnItem } from './menu-in-page.ts'

/** Roles that the app uses, as the engine names their commands. Others throw: the stand-in lacks them. */
const commands: Readonly<Record<string, string>> = {
  undo: 'undo',
  redo: 'redo',
  cut: 'cut',
  copy: 'copy',
  paste: 'paste',
  selectAll: 'selectAll',
}

function toDrawn(items: readonly MenuItemConstructorOptions[]): DrawnItem[] {
  return items.map(({ type, role, label = '', enabled = true }) => {
    if (type === 'separator') return { label: '', command: '', enabled: false }
    const command = commands[role ?? '']
    if (command === undefined) throw new Error(`The Chromium stand-in for Electron lacks the menu role ${role}`)
    return { label, command, enabled }
  })
}

export const menuFromTemplate = (items: readonly MenuItemConstructorOptions[]) =>
  standIn('Menu', {
    popup: ({ window }: { readonly window: Pick<WindowStandIn, 'id'> }) => {
      showMenuIn(window, toDrawn(items))
    },
  })
