/** A place for a file, or for several that belong together: press the button, or drop them here. */
import { createContext, useContext, useId, useRef, useState, type ReactNode } from 'react'
import { Button } from './button.tsx'

export interface FileDropProps {
  /** As in `<input accept>`: `image/jpeg,image/png,application/pdf`. */
  readonly accept: string
  readonly label: string
  readonly hint?: string | undefined
  readonly onFile?: ((file: File) => void) | undefined
  /** Given where several files are taken at once. */
  readonly onFiles?: ((files: readonly File[]) => void) | undefined
  readonly busy?: boolean | undefined
}

/** What else a file can be taken from, shown below: in practice, the sample files. */
export const FileSourceContext = createContext<((source: FileSource) => ReactNode) | undefined>(undefined)

export interface FileSource {
  readonly accept: string
  readonly take: (file: File) => void
}

export function FileDrop({ accept, label, hint, onFile, onFiles, busy }: FileDropProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drawOther = useContext(FileSourceContext)
  const take = (files: readonly File[]) => {
    const [file] = files
    if (!file) return
    onFiles?.(files)
    onFile?.(file)
  }
  return (
    <div
      className="desk-drop"
      data-over={over ? '' : undefined}
      onDragOver={(drag) => {
        drag.preventDefault()
        setOver(true)
      }}
      onDragLeave={(drag) => {
        if (!drag.currentTarget.contains(drag.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={(drop) => {
        drop.preventDefault()
        setOver(false)
        if (!busy) take([...drop.dataTransfer.files])
      }}
    >
      <label className="nhsuk-label" id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="nhsuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        ref={input}
        id={id}
        type="file"
        accept={accept}
        multiple={onFiles !== undefined}
        className="nhsuk-u-visually-hidden"
        tabIndex={-1}
        disabled={busy}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(change) => {
          const files = [...(change.target.files ?? [])]
          // The same file chosen again must count as a change.
          change.target.value = ''
          take(files)
        }}
      />
      <div className="desk-button-row">
        <Button variant="secondary" busy={busy} onClick={() => input.current?.click()} aria-describedby={`${id}-label`}>
          {busy ? 'Working…' : onFiles ? 'Choose the files' : 'Choose a file'}
        </Button>
        <span className="desk-secondary" aria-hidden="true">
          {onFiles ? 'or drop them here' : 'or drop it here'}
        </span>
      </div>
      {!busy && drawOther?.({ accept, take: (file) => take([file]) })}
    </div>
  )
}
