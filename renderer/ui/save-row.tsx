/** The end of a form, and the word that a draft was found. */
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export function SaveRow({ busy, label, children }: { busy?: boolean | undefined; label: string; children?: ReactNode }) {
  return (
    <div className="desk-save-row">
      <Button type="submit" busy={busy}>
        {busy ? 'Saving…' : label}
      </Button>
      {children}
      <span className="desk-secondary">Draft kept on this computer, encrypted</span>
    </div>
  )
}

export function DraftNote({ fromDraft }: { fromDraft: boolean }) {
  if (!fromDraft) return null
  return (
    <p className="desk-draft-note" role="status">
      This is what you typed before. It is not saved to the case yet.
    </p>
  )
}
