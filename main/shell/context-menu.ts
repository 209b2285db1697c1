/** Cut, copy, paste and select all by the right mouse button: Electron shows no menu unless the app makes one. */
import { Menu, type BrowserWindow, type ContextMenuParams, type MenuItemConstructorOptions } from 'electron'

type Clicked = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>

/** Only what can be done at this place; empty where there is nothing to do. */
export function contextMenuOf({ isEditable, selectionText, editFlags }: Clicked): MenuItemConstructorOptions[] {
  const isSelected = selectionText.trim() !== ''
  if (isEditable)
    return [
      { role: 'undo', label: 'Undo', enabled: editFlags.canUndo },
      { type: 'separator' },
      { role: 'cut', label: 'Cut', enabled: editFlags.canCut && isSelected },
      { role: 'copy', label: 'Copy', enabled: editFlags.canCopy && isSelected },
      { role: 'paste', label: 'Paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: 'Select all', enabled: editFlags.canSelectAll },
    ]
  return isSelected ? [{ role: 'copy', label: 'Copy', enabled: editFlags.canCopy }] : []
}

export function offerContextMenu(window: BrowserWindow): void {
  window.webContents.on('context-menu', (_event, clicked) => {
    const items = contextMenuOf(clicked)
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window })
  })
}
