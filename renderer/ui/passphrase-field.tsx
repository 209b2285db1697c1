/** The one field for every passphrase: it can be shown, hides again automatically, and says when Caps Lock is on. */
import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import type { FieldValues } from 'react-hook-form'
import { Button } from './button.tsx'
import type { FieldProps } from './field-parts.tsx'
import { TextField } from './text-fields.tsx'

export interface PassphraseFieldProps<Values extends FieldValues> extends FieldProps<Values> {
  readonly label: string
  /** `new-password` where one is chosen. */
  readonly autoComplete?: 'current-password' | 'new-password' | 'off' | undefined
  readonly note?: ReactNode | undefined
}

export function PassphraseField<Values extends FieldValues>({ label, note, autoComplete, ...field }: PassphraseFieldProps<Values>) {
  const box = useRef<HTMLDivElement>(null)
  const [isShown, setShown] = useState(false)
  const [isCapsLockOn, setCapsLock] = useState(false)
  useEffect(() => {
    const hide = () => setShown(false)
    const form = box.current?.closest('form')
    // Another person may see this window while the agent works in another one. What was sent need not stay on the screen.
    window.addEventListener('blur', hide)
    form?.addEventListener('submit', hide)
    return () => {
      window.removeEventListener('blur', hide)
      form?.removeEventListener('submit', hide)
    }
  }, [])
  const notice = (input: KeyboardEvent | MouseEvent) => setCapsLock(input.getModifierState('CapsLock'))
  return (
    <div ref={box} onKeyDown={notice} onKeyUp={notice} onMouseDown={notice}>
      <TextField
        {...field}
        label={label}
        type={isShown ? 'text' : 'password'}
        autoComplete={autoComplete}
        width={30}
        note={
          isCapsLockOn ? (
            <>
              <strong>Caps Lock is on.</strong> {note}
            </>
          ) : (
            note
          )
        }
        beside={
          <Button variant="quiet" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
            Show<span className="nhsuk-u-visually-hidden"> {label.charAt(0).toLowerCase() + label.slice(1)}</span>
          </Button>
        }
      />
    </div>
  )
}
