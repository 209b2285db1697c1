import { useMayOpen } from '../client/use-access.ts'
import { Dialog } from '../ui/index.ts'
import { shortcuts } from './shortcuts.ts'

const onScreens = [
  { keys: 'Enter', words: 'Open the case on the focused row of the work list' },
  { keys: '↑ ↓ Home End', words: 'Move along the rows of the work list' },
  { keys: 'Space', words: 'Select the focused case of the work list' },
  { keys: 'Shift+↑ Shift+↓', words: 'Select several cases of the work list' },
  { keys: 'Enter Shift+Enter', words: 'Next and previous match, while finding words on a page' },
  { keys: 'Esc', words: 'Close a dialog or the find bar' },
]

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const mayOpen = useMayOpen()
  const shown = shortcuts.filter(({ act }) => act.kind !== 'go' || mayOpen(act.path))
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts">
      <table className="desk-shortcuts">
        <thead>
          <tr>
            <th scope="col">Keys</th>
            <th scope="col">What they do</th>
          </tr>
        </thead>
        <tbody>
          {[...shown, ...onScreens].map(({ keys, words }) => (
            <tr key={keys}>
              <td>
                {keys.split(/[+ ]/).map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  )
}
