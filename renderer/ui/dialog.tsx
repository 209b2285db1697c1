/**
 * Dialogs on the platform's <dialog>, which traps the focus, makes the rest inert and returns the focus.
 * Libraries for this put a <style> into the page to lock scrolling, which our content security policy refuses.
 */
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'

export interface DialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: ReactNode | undefined
  readonly children: ReactNode
  /** `alertdialog` for a question that must be answered. */
  readonly role?: 'dialog' | 'alertdialog' | undefined
  readonly wide?: boolean | undefined
  /** The title is for screen readers only. */
  readonly hideTitle?: boolean | undefined
}

export function Dialog({ open, onOpenChange, title, description, children, role = 'dialog', wide, hideTitle }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    if (!element) return
    if (open && !element.open) {
      element.showModal()
      const first = element.querySelector<HTMLElement>('[data-autofocus], .desk-dialog__body :is(input, select, textarea)')
      ;(first ?? element.querySelector<HTMLElement>('h2'))?.focus()
    }
    if (!open && element.open) element.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      role={role}
      className={wide ? 'desk-dialog desk-dialog--wide' : 'desk-dialog'}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      onCancel={(cancel) => {
        cancel.preventDefault()
        onOpenChange(false)
      }}
      onMouseDown={(press) => {
        if (press.target === press.currentTarget && role === 'dialog') onOpenChange(false)
      }}
    >
      {open && (
        <div className="desk-dialog__body">
          <h2 id={`${id}-title`} tabIndex={-1} className={hideTitle ? 'nhsuk-u-visually-hidden' : 'nhsuk-heading-m'}>
            {title}
          </h2>
          {description && <div id={`${id}-description`}>{description}</div>}
          {children}
          {role === 'dialog' && !hideTitle && (
            <button type="button" className="desk-dialog__close" aria-label="Close" onClick={() => onOpenChange(false)}>
              ×
            </button>
          )}
        </div>
      )}
    </dialog>
  )
}

export interface ConfirmDialogProps {
  readonly open: boolean
  readonly title: string
  readonly body: ReactNode
  readonly confirmLabel: string
  readonly danger?: boolean | undefined
  readonly busy?: boolean | undefined
  readonly onConfirm: () => void
  readonly onCancel: () => void
}

export function ConfirmDialog({ open, title, body, confirmLabel, danger, busy, onConfirm, onCancel }: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={(now) => {
        if (!now) onCancel()
      }}
      title={title}
      description={body}
      role="alertdialog"
    >
      <div className="desk-button-row">
        <Button variant={danger ? 'warning' : 'primary'} busy={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </Dialog>
  )
}
