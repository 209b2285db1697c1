import { expect, test, vi } from 'vitest'

vi.mock('electron', () => import('../../shells/chromium/electron.ts'))
const { contextMenuOf } = await import('../../../main/shell/context-menu.ts')

const all = { canUndo: true, canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
const rolesOf = (clicked: object) =>
  contextMenuOf({ isEditable: false, selectionText: '', editFlags: all, ...clicked } as never).map(({ role, type, enabled }) =>
    type === 'separator' ? '–' : `${role}${enabled === false ? ' (off)' : ''}`,
  )

test.each([
  ['on nothing', {}, []],
  ['on chosen text', { selectionText: 'RA-7K3M-2' }, ['copy']],
  ['on a selection of spaces', { selectionText: ' \n' }, []],
  ['in a field with chosen text', { isEditable: true, selectionText: 'x' }, ['undo', '–', 'cut', 'copy', 'paste', '–', 'selectAll']],
  ['in a field without', { isEditable: true }, ['undo', '–', 'cut (off)', 'copy (off)', 'paste', '–', 'selectAll']],
  // A passphrase is never copied: Chromium says so of its field.
  [
    'in the field of a passphrase',
    { isEditable: true, selectionText: '•••', editFlags: { ...all, canCut: false, canCopy: false } },
    ['undo', '–', 'cut (off)', 'copy (off)', 'paste', '–', 'selectAll'],
  ],
])('context menu %s', (_where, clicked, roles) => {
  expect(rolesOf(clicked)).toEqual(roles)
})
