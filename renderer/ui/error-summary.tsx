/** What is wrong, at the top of the form, where the eye and the screen reader go first. */
import { useEffect, useEffectEvent, useRef, type MouseEvent, type ReactNode } from 'react'
import { useFormState, type FieldValues, type UseFormReturn } from 'react-hook-form'
import type { Failure } from '../../domain/result.ts'
import { fieldId } from './field-parts.tsx'

function listErrors(errors: unknown, path = ''): { name: string; message: string }[] {
  if (!errors || typeof errors !== 'object') return []
  if ('message' in errors && typeof errors.message === 'string' && errors.message) return [{ name: path, message: errors.message }]
  return Object.entries(errors).flatMap(([key, value]) =>
    key === 'ref' || key === 'root' ? [] : listErrors(value, path ? `${path}.${key}` : key),
  )
}

/** Errors in the order of the fields on the screen. */
function inScreenOrder<Item extends { name: string }>(items: Item[]): Item[] {
  const place = (item: Item) => document.getElementById(fieldId(item.name))
  return items.toSorted((a, b) => {
    const [one, other] = [place(a), place(b)]
    if (!one || !other) return 0
    return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
  })
}

/** Takes the focus after each submit that failed. */
export function ErrorSummary<Values extends FieldValues>({ form }: { form: UseFormReturn<Values> }) {
  const { errors, submitCount } = useFormState({ control: form.control })
  const box = useRef<HTMLDivElement>(null)
  const list = inScreenOrder(listErrors(errors))
  const some = list.length > 0
  const focusWhenFailed = useEffectEvent((submits: number) => {
    if (submits > 0 && some) box.current?.focus()
  })
  // Only a submit moves the focus, never an error that comes or goes while typing.
  useEffect(() => focusWhenFailed(submitCount), [submitCount])
  if (!some) return null
  const goTo = (click: MouseEvent, name: string) => {
    click.preventDefault()
    const target = document.getElementById(fieldId(name))
    target?.scrollIntoView({ block: 'center' })
    target?.focus()
  }
  return (
    <SummaryBox box={box}>
      <ul className="nhsuk-list nhsuk-error-summary__list">
        {list.map(({ name, message }) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`} onClick={(click) => goTo(click, name)}>
              {message}
            </a>
          </li>
        ))}
      </ul>
    </SummaryBox>
  )
}

/** A failure of the whole act: what happened and what is safe, then what to do. Takes the focus when it appears. */
export function FormError({ failure }: { failure: Failure | undefined }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failure) box.current?.focus()
  }, [failure])
  if (!failure) return null
  return (
    <SummaryBox box={box}>
      <p>{failure.message}</p>
      <p className="nhsuk-u-margin-bottom-0">{failure.next}</p>
    </SummaryBox>
  )
}

function SummaryBox({ box, children }: { box: React.RefObject<HTMLDivElement | null>; children: ReactNode }) {
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1} role="alert" aria-labelledby="error-summary-title">
      <h2 className="nhsuk-error-summary__title" id="error-summary-title">
        There is a problem
      </h2>
      <div className="nhsuk-error-summary__body">{children}</div>
    </div>
  )
}
