/** On Today: parts of the set-up that were skipped, each with its place. */
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { SetUpItem } from '../../../../domain/station/set-up-left.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient, useSettings } from '../../../client/use-case-client.ts'
import { announce, Button } from '../../../ui/index.ts'

const items: Readonly<Record<SetUpItem, { readonly path: string; readonly words: string; readonly why: string }>> = {
  recovery: {
    path: '/set-up/recovery',
    words: 'Print and confirm the recovery key',
    why: 'It opens the cases if you forget your passphrase.',
  },
  organisations: { path: '/set-up/organisations', words: 'Add an organisation', why: 'Each request comes from one.' },
  guidance: {
    path: '/set-up/organisations',
    words: 'Record who was given the guidance',
    why: 'At least one organisation has no entry.',
  },
  'return-address': { path: '/set-up/return-address', words: 'Enter the return address', why: 'Undelivered envelopes are returned there.' },
  staff: { path: '/set-up/staff', words: 'Record the RA staff who know the procedure', why: 'The guidance asks for it.' },
  backup: { path: '/set-up/backup', words: 'Choose a folder for backups', why: 'Without one, cases are only on this computer.' },
}

export function SetUpLeft() {
  const client = useCaseClient()
  const settings = useSettings()
  const [left, setLeft] = useState<readonly SetUpItem[]>([])
  // An ID checker may not change the set-up.
  const mayChange = useAccess('setUp.dismiss') === 'do'
  const read = useCallback(async () => {
    const answer = await client.call('setUp.left', {})
    if (answer.ok) setLeft(answer.value.left)
  }, [client])
  useEffect(() => {
    if (mayChange) void read()
  }, [read, mayChange, settings])
  const dismiss = async () => {
    const answer = await client.call('setUp.dismiss', {})
    if (!answer.ok) return
    announce('List dismissed. All parts of the set-up are also in Settings and under Workstation.')
    await read()
  }
  if (left.length === 0) return null
  return (
    <section className="desk-card" aria-labelledby="set-up-left">
      <div className="desk-page-head">
        <h2 className="nhsuk-heading-s" id="set-up-left">
          Finish setting up
        </h2>
        <Button variant="quiet" onClick={() => void dismiss()}>
          Dismiss<span className="nhsuk-u-visually-hidden"> the list “Finish setting up”</span>
        </Button>
      </div>
      <ul className="nhsuk-list nhsuk-list--bullet">
        {left.map((item) => (
          <li key={item}>
            <Link href={items[item].path}>{items[item].words}</Link>. {items[item].why}
          </li>
        ))}
      </ul>
    </section>
  )
}
