/** Dispatch: the cards that wait for a manifest, and the manifests that were closed. */
import { useState } from 'react'
import { Link } from 'wouter'
import { useMayOpen } from '../../../client/use-access.ts'
import { useListView } from '../../../client/use-case-client.ts'
import { CopyButton, Panel } from '../../../ui/index.ts'
import { ClosedManifests } from './closed-manifests.tsx'
import { cardsInWords } from '../../shared/after-call/cards-in-words.ts'
import { isWaiting } from './selection.ts'
import { WaitingCards, type ClosedManifest } from './waiting-cards.tsx'
import '../../shared/after-call/after-call.css'

const otherPages = [
  { path: '/dispatch/batch', title: 'Make cards in a batch' },
  { path: '/dispatch/handover', title: 'Hand over to another workstation' },
]

export function Dispatch() {
  const mayOpen = useMayOpen()
  const [closed, setClosed] = useState<ClosedManifest>()
  const waiting = useListView(isWaiting).length
  const links = otherPages.filter(({ path }) => mayOpen(path))
  return (
    <>
      <div className="desk-page-head">
        <h1>Dispatch</h1>
        <p className="desk-secondary">{waiting === 0 ? 'No card is waiting' : `${cardsInWords(waiting)} waiting for a posting list`}</p>
        {links.length > 0 && (
          <div className="desk-page-head__links">
            {links.map(({ path, title }) => (
              <Link key={path} href={path}>
                {title}
              </Link>
            ))}
          </div>
        )}
      </div>
      {closed && (
        <Panel title="Posting list closed">
          <p className="dispatch-reference">
            <span>
              <strong className="desk-mono">{closed.dispatchReference}</strong>, {cardsInWords(closed.items)}
            </span>
            <CopyButton value={closed.dispatchReference} label="dispatch reference" />
          </p>
          <p className="dispatch-reference">
            <span>
              Record code <span className="desk-mono after-call-breaks">{closed.checkpoint}</span>
            </span>
            <CopyButton value={closed.checkpoint} label="record code" />
          </p>
          <p>Next: hand over the envelopes with the posting list, then record the posting in each case.</p>
        </Panel>
      )}
      <section aria-labelledby="dispatch-waiting">
        <h2 className="nhsuk-heading-m" id="dispatch-waiting">
          {' '}
          Waiting for a posting list{' '}
        </h2>
        <WaitingCards onClosed={setClosed} />
      </section>
      <section aria-labelledby="dispatch-closed" className="dispatch-closed">
        <h2 className="nhsuk-heading-m" id="dispatch-closed">
          {' '}
          Closed posting lists{' '}
        </h2>
        <ClosedManifests version={`${closed?.dispatchReference ?? ''}/${waiting}`} />
      </section>
    </>
  )
}
