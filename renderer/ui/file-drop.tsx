/** A place for one file: press the button, or drop it here. */
import { useId, useRef, useState } from 'react'
import { Button } from './button.tsx'

export interface FileDropProps {
  /** As in `<input accept>`: `image/jpeg,image/png,application/pdf`. */
  readonly accept: string
  readonly label: string
  readonly hint?: string | undefined
  readonly onFile: (file: File) => void
  readonly busy?: boolean | undefined
}

export function FileDrop({ accept, label, hint, onFile, busy }: FileDropProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div
      className="desk-drop" data-over={over ? '' : undefined}
      onDragOver={(drag) => { drag.preventDefault(); setOver(true) }}
      onDragLeave={(drag) => { if (!drag.currentTarget.contains(drag.relatedTarget as Node | null)) setOver(false) }}
      onDrop={(drop) => {
        drop.preventDefault()
        setOver(false)
        const file = drop.dataTransfer.files[0]
        if (file && !busy) onFile(file)
      }}
    >
      <label className="nhsuk-label" id={`${id}-label`} htmlFor={id}>{label}</label>
      {hint && <div className="nhsuk-hint" id={`${id}-hint`}>{hint}</div>}
      <input
        ref={input} id={id} type="file" accept={accept} className="nhsuk-u-visually-hidden" tabIndex={-1} disabled={busy} aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(change) => {
          const file = change.target.files?.[0]
          // The same file chosen again must count as a change.
          change.target.value = ''
          if (file) onFile(file)
        }}
      />
      <div className="desk-button-row">
        <Button variant="secondary" busy={busy} onClick={() => input.current?.click()} aria-describedby={`${id}-label`}>{busy ? 'Working…' : 'Choose a file'}</Button>
        <span className="desk-secondary" aria-hidden="true">or drop it here</span>
      </div>
    </div>
  )
}
