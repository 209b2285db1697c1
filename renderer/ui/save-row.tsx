/** The end of a form, and the word that a draft was found. */
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

export function SaveRow({ busy, label, children }: { busy?: boolean | undefined; label: string; children?: ReactNode }) {
  const row = useRef<HTMLDivElement>(null)
  const [typed, setTyped] = useState(false)
  // Nothing is kept before something is typed.
  useEffect(() => {
    const form = row.current?.closest('form')
    const onInput = () => setTyped(true)
    form?.addEventListener('input', onInput)
    return () => form?.removeEventListener('input', onInput)
  }, [])
  return (
    <div className="desk-save-row" ref={row}>
      <Button type="submit" busy={busy}>
        {busy ? 'Saving…' : label}
      </Button>
      {children}
      {typed && <span className="desk-secondary">Draft kept on this computer, encrypted</span>}
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
