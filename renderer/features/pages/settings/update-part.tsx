/** An RA manager updates RA Desk from a file: choose it, read what it is, back up with a test, start the installer. */
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, Callout, FormError, Spinner } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { BackUpFirst } from './back-up-first.tsx'
import { progressWords, startWords } from './update-messages.ts'
import { WhatItIs } from './update-file.tsx'
import { Versions } from './update-now.tsx'
import { useUpdate, useUpdateProgress, type UpdateView } from './use-update.ts'

type Ask = (channel: 'update.choose' | 'update.prepare' | 'update.start' | 'update.discard', done: (next: UpdateView) => string) => void

export function UpdatePart() {
  const client = useCaseClient()
  const { view, setView } = useUpdate()
  const act = useAct()
  const progress = useUpdateProgress()
  if (!view) return <Spinner label="Reading the version" />
  const ask: Ask = (channel, done) =>
    void act.run(async () => {
      const answer = await client.call(channel, {})
      if (answer.ok) {
        setView(answer.value)
        announce(done(answer.value))
        return undefined
      }
      // A copy that was changed is gone, and a backup may be too old now.
      const now = await client.call('update.read', {})
      if (now.ok) setView(now.value)
      return answer.error
    })
  const { taken, prepared, outcome, starts } = view
  const words = startWords[starts]
  return (
    <>
      <Versions view={view} />
      <Notices view={view} isOver={view.outcome !== undefined} />
      <FormError failure={act.failure} />
      {outcome && (
        <Callout title={words.outcomeTitle}>
          <p>{words.outcome}</p>
        </Callout>
      )}
      {taken === undefined ? (
        <>
          <p>
            Choose the update file that your service provider sent. Its name ends in .raupdate. RA Desk copies it to this computer, checks
            who signed it, and shows what changed before anything is installed.
          </p>
          <Button
            busy={act.busy}
            onClick={() => {
              ask('update.choose', (next) => (next.taken ? `Update to RA Desk ${next.taken.version} checked` : 'No file chosen'))
            }}
          >
            {act.busy && progress ? progressWords(progress) : 'Choose the update file'}
          </Button>
        </>
      ) : (
        <>
          <WhatItIs taken={taken} installed={view.installed} />
          <BackUpFirst
            prepared={prepared}
            busy={act.busy}
            prepare={() => {
              ask('update.prepare', () => 'Backup made and tested')
            }}
          />
          <LastStep view={view} busy={act.busy} ask={ask} />
        </>
      )}
    </>
  )
}

/** Start the installer, or delete the copy. */
function LastStep({
  view: { prepared, outcome, starts },
  busy,
  ask,
}: {
  readonly view: UpdateView
  readonly busy: boolean
  readonly ask: Ask
}) {
  const words = startWords[starts]
  const mayStart = prepared !== undefined && outcome === undefined
  return (
    <>
      {mayStart && <p>{words.before}</p>}
      <div className="desk-button-row">
        {mayStart && (
          <Button
            busy={busy}
            onClick={() => {
              ask('update.start', () => words.outcomeTitle)
            }}
          >
            {words.button}
          </Button>
        )}
        {outcome !== 'started' && (
          <Button
            variant="secondary"
            busy={busy}
            onClick={() => {
              ask('update.discard', () => 'The copy of the update was deleted')
            }}
          >
            Delete the copy of this update
          </Button>
        )}
      </div>
    </>
  )
}

function Notices({ view: { starts, signers }, isOver }: { readonly view: UpdateView; readonly isOver: boolean }) {
  const { notice } = startWords[starts]
  return (
    <>
      {notice && !isOver && (
        <Callout title="Nothing will be installed here">
          <p>{notice}</p>
        </Callout>
      )}
      {signers === 'none' && (
        <Callout title="Update files cannot be used on this computer">
          <p>
            This RA Desk was built without the signing key of a service provider, so no update file counts as signed by your provider. Ask
            your service provider for an RA Desk that has its key.
          </p>
        </Callout>
      )}
      {signers === 'development' && (
        <p>This RA Desk runs from its source code. It accepts files with the development key, which anyone can use to sign.</p>
      )}
    </>
  )
}
