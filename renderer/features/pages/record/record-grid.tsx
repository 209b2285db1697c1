/** A hundred thousand entries in one scrolling table: only the rows on the screen exist. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef } from 'react'
import { Link } from 'wouter'
import { describeAction, kindOfAction } from '../../../../domain/record/actions.ts'
import type { RecordEntry } from '../../../../preload/contract/record.ts'
import { formatCount, formatDateTime, WordTag } from '../../../ui/index.ts'

const ROW_HEIGHT = 32
const HEAD_HEIGHT = 34
const columns = ['No.', 'When', 'Who', 'What', 'Case', 'Signed'] as const

export interface RecordGridProps {
  readonly entries: readonly RecordEntry[]
  readonly nameOf: (agentId: string) => string
  readonly referenceOf: (caseId: string) => string | undefined
}

export function RecordGrid({ entries, nameOf, referenceOf }: RecordGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    paddingStart: HEAD_HEIGHT,
  })
  return (
    <div className="desk-grid">
      <div className="desk-grid__scroll" ref={scroller} role="region" aria-label="Entries, newest first" tabIndex={0}>
        <div role="table" aria-label="Entries" aria-rowcount={entries.length + 1} aria-colcount={columns.length}>
          <div className="desk-grid__head record-row" role="row" aria-rowindex={1}>
            {columns.map((title) => (
              <span key={title} role="columnheader">
                {title}
              </span>
            ))}
          </div>
          <div className="desk-grid__body" role="rowgroup" style={{ height: rows.getTotalSize() - HEAD_HEIGHT }}>
            {rows.getVirtualItems().map((row) => {
              const entry = entries[row.index]!
              const reference = entry.caseId === undefined ? undefined : (referenceOf(entry.caseId) ?? '')
              return (
                <EntryRow
                  key={entry.seq}
                  entry={entry}
                  index={row.index}
                  top={row.start - HEAD_HEIGHT}
                  who={nameOf(entry.agentId)}
                  reference={reference}
                />
              )
            })}
          </div>
        </div>
      </div>
    </div>
  )
}

interface EntryRowProps {
  readonly entry: RecordEntry
  readonly index: number
  readonly top: number
  readonly who: string
  /** Empty for a case that is no longer here; nothing for an entry about no case. */
  readonly reference: string | undefined
}

const EntryRow = memo(function EntryRow({ entry, index, top, who, reference }: EntryRowProps) {
  const words = describeAction(entry.action)
  const kind = kindOfAction(entry.action)
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className="desk-grid__row record-row record-entry"
      style={{ transform: `translateY(${top}px)` }}
    >
      <span role="cell" className="desk-mono">
        {formatCount(entry.seq)}
      </span>
      <span role="cell" className="desk-mono">
        <time dateTime={entry.time} title={entry.time}>
          {formatDateTime(entry.time)}
        </time>
      </span>
      <span role="cell" translate="no">
        {who}
      </span>
      <span role="cell" title={words}>
        {kind === 'clock' || entry.action.startsWith('unlock-failed') ? <WordTag tone="yellow">{words}</WordTag> : words}
      </span>
      <span role="cell" className="desk-mono">
        {reference ? <Link href={`/case/${entry.caseId!}`}>{reference}</Link> : reference === '' ? 'Deleted' : ''}
      </span>
      <span role="cell">{entry.signed ? 'By the agent' : ''}</span>
    </div>
  )
})
