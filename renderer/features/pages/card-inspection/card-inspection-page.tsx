/** Everything that the card in one reader tells without a passcode, in words; the bytes and what was said to it one click away. */
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Failure } from '../../../../domain/result.ts'
import type { DevicesView, Output } from '../../../../preload/contract.ts'
import { useMayWorkOn } from '../../../client/use-access.ts'
import { readFindBy } from '../../steps/replacement/find-by.ts'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { announce, Button, CopyButton, Details, FormError, Inset, Spinner, SummaryList, toast } from '../../../ui/index.ts'
import { hexLines } from './hex-lines.ts'
import './card-inspection.css'

type Page = Output<'card.page'>
type Section = Page['sections'][number]

type Sight =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly page: Page }
  | { readonly state: 'failed'; readonly failure: Failure }

/** Read again whenever another card is in the reader: what was seen belongs to the card that was there. */
function usePage(reader: string, insertion: string | undefined) {
  const client = useCaseClient()
  const [sight, setSight] = useState<Sight>({ state: 'reading' })
  const [count, setCount] = useState(0)
  useEffect(() => {
    if (insertion === undefined) return undefined
    let current = true
    setSight({ state: 'reading' })
    void client.call('card.page', { reader }).then((answer) => {
      if (!current) return
      setSight(answer.ok ? { state: 'read', page: answer.value } : { state: 'failed', failure: answer.error })
      if (answer.ok) announce('The card was read')
    })
    return () => {
      current = false
    }
  }, [client, reader, insertion, count])
  return { sight, readAgain: useCallback(() => setCount((now) => now + 1), []) }
}

export function CardPage({ reader }: { readonly reader: string }) {
  const devices = useDevices()
  const seen = devices?.reader.readers.find(({ name }) => name === reader)
  // What is kept off may change as well, when another use is chosen for the reader.
  const { sight, readAgain } = usePage(reader, seen?.card === 'present' ? `${String(seen.insertion)} ${String(seen.keepOff)}` : undefined)
  return (
    <>
      <Link className="nhsuk-back-link" href="/workstation">
        Workstation
      </Link>
      <div className="desk-page-head">
        <h1 className="nhsuk-heading-l">What is on the card</h1>
        <div className="desk-button-row">
          <Button variant="quiet" busy={seen?.card === 'present' && sight.state === 'reading'} onClick={readAgain}>
            Read again
          </Button>
        </div>
      </div>
      <p>
        In <strong>{reader}</strong>. RA Desk reads only what the card shows without its passcode. It writes nothing and uses no passcode
        attempt.
      </p>
      {seen?.card === 'present' ? <Seen sight={sight} reader={reader} /> : devices && <Inset>{whyNothing(devices.reader, seen)}</Inset>}
    </>
  )
}

function Seen({ sight, reader }: { readonly sight: Sight; readonly reader: string }) {
  switch (sight.state) {
    case 'reading':
      return <Spinner label="Reading the card" />
    case 'failed':
      return <FormError failure={sight.failure} />
    case 'read':
      return <Sections page={sight.page} reader={reader} />
  }
}

function whyNothing({ problem }: DevicesView['reader'], seen: DevicesView['reader']['readers'][number] | undefined): string {
  if (seen) return [seen.message, seen.next].filter(Boolean).join(' ')
  return problem ? `${problem.message} ${problem.next}` : 'This reader is no longer connected.'
}

function Sections({ page, reader }: { readonly page: Page; readonly reader: string }) {
  const told = page.sections.filter(({ rows }) => rows.length > 0)
  const short = page.sections.filter(({ rows }) => rows.length === 0)
  return (
    <div className="card-page">
      {told.map((section) => (
        <Told key={section.id} section={section} />
      ))}
      {short.length > 0 && (
        <section className="desk-card" aria-labelledby="card-page-rest">
          <h2 className="nhsuk-heading-s" id="card-page-rest">
            {' '}
            Other data{' '}
          </h2>
          <SummaryList rows={short.map(({ title, message }) => ({ key: title, value: message }))} />
        </section>
      )}
      <ReplaceThis page={page} />
      {page.transcript.length > 0 && <Transcript page={page} reader={reader} />}
    </div>
  )
}

/** The card names itself: whose it is, the register and the cases say. */
function ReplaceThis({ page }: { readonly page: Page }) {
  const mayReplace = useMayWorkOn()('replacement')
  const serial = page.sections.find(({ id }) => id === 'application')?.rows.find(({ key }) => key === 'Serial number')?.value ?? ''
  if (!mayReplace || readFindBy(serial).length === 0) return null
  return (
    <p className="card-page-wide">
      <Link href={`/new/replace/${serial}`}>Replace this card</Link>
    </p>
  )
}

function Told({ section: { id, title, message, rows, raw } }: { readonly section: Section }) {
  return (
    <section className="desk-card" aria-labelledby={`card-page-${id}`}>
      <h2 className="nhsuk-heading-s" id={`card-page-${id}`}>
        {title}
      </h2>
      <p className="desk-secondary">{message}</p>
      <SummaryList rows={rows.map(({ key, value }) => ({ key, value: <span className="card-page-value">{value}</span> }))} />
      {raw !== undefined && raw !== '' && (
        <Details
          summary={
            <>
              Bytes<span className="nhsuk-u-visually-hidden"> of {title}</span>
            </>
          }
        >
          <CopyButton value={raw} label="bytes" />
          <pre className="desk-report" tabIndex={0} aria-label={`Bytes of ${title}`}>
            {hexLines(raw)}
          </pre>
        </Details>
      )}
    </section>
  )
}

function Transcript({ page, reader }: { readonly page: Page; readonly reader: string }) {
  const client = useCaseClient()
  const [failure, setFailure] = useState<Failure>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    setFailure(undefined)
    const answer = await client.call('card.saveTranscript', { reader })
    setBusy(false)
    if (!answer.ok) setFailure(answer.error)
    else if (answer.value.savedAs !== '') toast(`Saved as ${answer.value.savedAs}`)
  }
  return (
    <section className="desk-card card-page-wide" aria-labelledby="card-page-transcript">
      <div className="desk-page-head">
        <h2 className="nhsuk-heading-s" id="card-page-transcript">
          Commands sent to the card
        </h2>
        <Button variant="quiet" busy={busy} onClick={() => void save()}>
          Save for support
        </Button>
      </div>
      <FormError failure={failure} />
      <p className="desk-secondary">
        Passcodes, keys, card numbers and personal details are left out, so you can send this to your support team.
      </p>
      <Details
        summary={`Show the ${String(page.transcript.filter(({ direction }) => direction === '=>').length)} commands and their answers`}
      >
        <pre className="desk-report" tabIndex={0} aria-label="Transcript">
          {page.transcript.map(({ direction, text }) => `${direction} ${text}`).join('\n')}
        </pre>
      </Details>
    </section>
  )
}
