/**
 * The menu of the right mouse button, drawn in the page: there is no other way to show one. It stands in the preload's world, above dialogs, and goes
 * with the next click or key.
 */
export interface DrawnItem {
  readonly label: string
  /** Empty for a line between items. */
  readonly command: string
  readonly enabled: boolean
}

/** Sent as text into the preload's world. `chosen` is told the command. */
export function drawMenu(items: readonly DrawnItem[], at: { x: number; y: number }, chosen: (command: string) => void): void {
  document.querySelector('ra-desk-menu')?.remove()
  const host = document.createElement('ra-desk-menu')
  const menu = document.createElement('div')
  menu.setAttribute('role', 'menu')
  menu.setAttribute('aria-label', 'Context menu')
  const buttons = items.map(({ label, command, enabled }) => {
    const row = document.createElement(command === '' ? 'hr' : 'button')
    if (command !== '') {
      row.setAttribute('role', 'menuitem')
      row.textContent = label
      if (!enabled) row.setAttribute('aria-disabled', 'true')
      row.onclick = () => {
        if (!enabled) return
        close()
        chosen(command)
      }
    }
    menu.append(row)
    return row
  })
  const close = () => {
    host.remove()
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('mousedown', onPress, true)
  }
  let marked = -1
  const onKey = (press: KeyboardEvent) => {
    const ready = buttons.filter((row) => row.tagName === 'BUTTON' && row.ariaDisabled !== 'true')
    if (press.key === 'ArrowDown' || press.key === 'ArrowUp') {
      marked = (marked + (press.key === 'ArrowDown' ? 1 : ready.length - 1) + ready.length) % ready.length
      for (const row of ready) row.style.background = row === ready[marked] ? '#cde' : ''
    } else if (press.key === 'Enter' && ready[marked]) ready[marked]!.click()
    else close()
    press.preventDefault()
    press.stopImmediatePropagation()
  }
  const onPress = (press: MouseEvent) => {
    // The field keeps the focus and what is selected in it.
    if (press.composedPath().includes(host)) press.preventDefault()
    else close()
  }
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('mousedown', onPress, true)
  Object.assign(host.style, { position: 'fixed', left: `${at.x}px`, top: `${at.y}px`, zIndex: '2147483647', margin: '0', padding: '0' })
  Object.assign(menu.style, {
    display: 'grid',
    background: '#fff',
    color: '#000',
    border: '1px solid #888',
    font: '14px sans-serif',
    padding: '4px',
  })
  for (const row of buttons)
    Object.assign(row.style, { all: 'unset', padding: row.tagName === 'HR' ? '1px' : '4px 24px 4px 12px', cursor: 'default' })
  for (const row of buttons) if (row.ariaDisabled === 'true') row.style.color = '#888'
  host.attachShadow({ mode: 'open' }).append(menu)
  ;([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).append(host)
}
