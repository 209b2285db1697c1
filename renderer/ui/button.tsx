/** Buttons. One primary button on a screen: the thing to do next. */
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { createContext, useContext, useEffect, useRef, useState } from 'react'
import { announce } from './announce.tsx'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'primary' | 'secondary' | 'warning' | 'quiet' | undefined
  /** Works on it: stays focusable, does nothing when pressed again. */
  readonly busy?: boolean | undefined
  readonly children?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

const classes = {
  primary: 'nhsuk-button',
  secondary: 'nhsuk-button nhsuk-button--secondary',
  warning: 'nhsuk-button nhsuk-button--warning',
  quiet: 'desk-button-quiet',
} as const

export function Button({ variant = 'primary', busy, className, type = 'button', onClick, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={[classes[variant], className].filter(Boolean).join(' ')}
      aria-disabled={busy ? true : undefined}
      data-busy={busy ? '' : undefined}
      onClick={(click) => {
        if (busy) click.preventDefault()
        else onClick?.(click)
      }}
    >
      {children}
    </button>
  )
}

const COPIED_MILLISECONDS = 2_000

/** How text gets onto the clipboard: the desk's way lets a lock take it off again. */
export const CopyContext = createContext<(text: string) => Promise<void>>((text) => navigator.clipboard.writeText(text))

/** Copies `value` and says so. The accessible name is `Copy` and the label. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [copied, setCopied] = useState<'yes' | 'failed'>()
  const write = useContext(CopyContext)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async () => {
    try {
      await write(value)
      setCopied('yes')
      announce(`Copied ${label}`)
    } catch {
      setCopied('failed')
      announce(`${label} could not be copied. Select it and press Ctrl and C.`)
    }
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setCopied(undefined), COPIED_MILLISECONDS)
  }
  return (
    <Button variant="quiet" className="desk-copy" onClick={() => void copy()}>
      <span aria-hidden="true">{copied === 'yes' ? 'Copied' : copied === 'failed' ? 'Not copied' : 'Copy'}</span>
      <span className="nhsuk-u-visually-hidden">Copy {label}</span>
    </Button>
  )
}
