/** What was wrong with the files of RA Desk at sign-in, and what RA Desk did about it. */
import { useState } from 'react'
import { Link } from 'wouter'
import type { Finding } from '../client/case-client.ts'
import { useFilesCheck } from '../client/use-files-check.ts'
import { useFindings } from '../client/use-case-client.ts'
import { Button } from '../ui/index.ts'
import { describeFindings, latestFindings } from '../ui/finding-messages.ts'

/** What an agent must not dismiss. */
const seriousKinds: ReadonlySet<Finding['kind']> = new Set<Finding['kind']>([
  'journal-cut-back',
  'audit-record-damaged',
  'rows-lost',
  'keys-lost',
  'keyring-behind',
  'keys-behind',
  'destroyed-keys-behind',
  'destroyed-keys-alive',
  'folder-behind',
])

export function FilesNotice() {
  const atOpening = useFindings()
  const { check } = useFilesCheck()
  const [dismissed, setDismissed] = useState<readonly Finding[]>([])
  const findings = latestFindings([...atOpening, ...(check?.findings ?? [])]).filter((finding) => !dismissed.includes(finding))
  if (findings.length === 0) return null
  const serious = findings.some(({ kind }) => seriousKinds.has(kind))
  return (
    <section className="desk-notice" role={serious ? 'alert' : undefined} aria-label="About the files of RA Desk">
      <h2>File checks at sign-in</h2>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {describeFindings(findings).map(({ message, references }) => (
          <li key={message}>
            {message} <span className="desk-secondary">Reference: {references.join(', ')}</span>
          </li>
        ))}
      </ul>
      {!serious && <p>If this happens again, ask your IT support to check the disk of this computer.</p>}
      <p>
        <Link href="/help/notices">What this notice means</Link>
      </p>
      {!serious && (
        <Button variant="quiet" onClick={() => setDismissed([...dismissed, ...findings])}>
          I have read this
        </Button>
      )}
    </section>
  )
}
