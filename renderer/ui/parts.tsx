/** Small parts that show things: tags, callouts, lists, panels, progress. */
import type { ReactNode } from 'react'
import type { StepStatus } from '../../domain/case/status.ts'

const tones: Readonly<Record<StepStatus, string>> = {
  'Cannot start yet': 'none',
  'Not started': 'blue',
  'In progress': 'yellow',
  Completed: 'plain',
  'There is a problem': 'red',
}

/** Status in the NHS task list's words. */
export function Tag({ status }: { status: StepStatus }) {
  return (
    <span className="desk-tag" data-tone={tones[status]}>
      {status}
    </span>
  )
}

/** A tag with other words. */
export function WordTag({ tone, children }: { tone: 'blue' | 'yellow' | 'red' | 'green' | 'plain' | 'none'; children: ReactNode }) {
  return (
    <span className="desk-tag" data-tone={tone}>
      {children}
    </span>
  )
}

/** A warning that must be read before going on. */
export function Callout({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="desk-callout" role="region" aria-label={title}>
      <p className="desk-callout__title">
        <span className="nhsuk-u-visually-hidden">Important: </span>
        {title}
      </p>
      {children}
    </div>
  )
}

export function Inset({ children }: { children: ReactNode }) {
  return <div className="nhsuk-inset-text">{children}</div>
}

interface DetailsProps {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly open?: boolean | undefined
  /** Opened or closed, for content that is read only then. */
  readonly onToggle?: (() => void) | undefined
}

export function Details({ summary, children, ...rest }: DetailsProps) {
  return (
    <details className="nhsuk-details" {...rest}>
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">{summary}</span>
      </summary>
      <div className="nhsuk-details__text">{children}</div>
    </details>
  )
}

export interface SummaryRow {
  readonly key: string
  readonly value: ReactNode
  readonly action?: ReactNode | undefined
}

export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const actions = rows.some((row) => Boolean(row.action))
  return (
    <dl className="nhsuk-summary-list">
      {rows.map((row) => (
        <div
          key={row.key}
          className={actions && !row.action ? 'nhsuk-summary-list__row nhsuk-summary-list__row--no-actions' : 'nhsuk-summary-list__row'}
        >
          <dt className="nhsuk-summary-list__key">{row.key}</dt>
          <dd className="nhsuk-summary-list__value">{row.value}</dd>
          {row.action && <dd className="nhsuk-summary-list__actions">{row.action}</dd>}
        </div>
      ))}
    </dl>
  )
}

/** Something is done, and what follows. */
export function Panel({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="nhsuk-panel">
      <h2 className="nhsuk-panel__title">{title}</h2>
      {children && <div className="nhsuk-panel__body">{children}</div>}
    </div>
  )
}

export function Spinner({ label }: { label: string }) {
  return (
    <p className="desk-spinner" role="status">
      <span className="desk-spinner__wheel" aria-hidden="true" />
      {label}
    </p>
  )
}

export interface ProgressStep {
  readonly id: string
  readonly title: string
  readonly state: 'waiting' | 'started' | 'done' | 'failed'
}

const stateWords = { waiting: 'waiting', started: 'working on it', done: 'done', failed: 'failed' } as const

export function ProgressSteps({ steps }: { steps: readonly ProgressStep[] }) {
  return (
    <ol className="desk-progress">
      {steps.map((step) => (
        <li key={step.id} data-state={step.state} aria-current={step.state === 'started' ? 'step' : undefined}>
          <span className="desk-progress__mark" aria-hidden="true" />
          {step.title}
          <span className="nhsuk-u-visually-hidden">, {stateWords[step.state]}</span>
        </li>
      ))}
    </ol>
  )
}

/** Where the line is too short, an email address breaks before its @ and not in the middle of a word. */
export function EmailAddress({ address }: { readonly address: string }) {
  const at = address.lastIndexOf('@')
  if (at < 0) return address
  return (
    <>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </>
  )
}
