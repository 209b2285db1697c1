/** The station's own card: see what is in use, take another one in, save it for the next workstation, or go back to the standard card. */
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Failure } from '../../../../domain/result.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { takeCardImage } from '../../../images/card-image.ts'
import { Button, ConfirmDialog, FileDrop, FormError, formatDateTime, Spinner, SummaryList, toast } from '../../../ui/index.ts'
import { CardPreview, useFaces } from '../../shared/card-preview/card-preview.tsx'
import { Allowed } from '../../shared/allowed.tsx'
import { useAct } from '../../shared/use-act.ts'
import { readTemplateFiles, type ReadTemplate } from './read-template-files.ts'
import { SeriesForm } from './series-form.tsx'
import { TemplateGuide } from './template-guide.tsx'

type InUse = Output<'cardTemplate.read'>

export function CardTemplatePage() {
  const client = useCaseClient()
  const [inUse, setInUse] = useState<InUse>()
  const [failure, setFailure] = useState<Failure>()
  const [candidate, setCandidate] = useState<ReadTemplate>()
  const load = useCallback(async () => {
    const answer = await client.call('cardTemplate.read', {})
    if (answer.ok) setInUse(answer.value)
    else setFailure(answer.error)
  }, [client])
  useEffect(() => {
    void load()
  }, [load])
  const changed = (message: string) => {
    toast.success(message)
    setCandidate(undefined)
    void load()
  }
  return (
    <>
      <p>
        <Link href="/settings/card">Settings</Link>
      </p>
      <h1 className="nhsuk-heading-l">Card template</h1>
      {failure && <FormError failure={failure} />}
      {!inUse && !failure && <Spinner label="Opening" />}
      {inUse && (
        <div className="desk-two">
          <section aria-labelledby="template-in-use">
            <h2 className="nhsuk-heading-m" id="template-in-use">
              In use now
            </h2>
            <CurrentCard inUse={inUse} />
            <Allowed to="cardTemplate.setSeries">
              <SeriesForm key={inUse.mark.version} inUse={inUse} changed={changed} />
            </Allowed>
          </section>
          <section aria-labelledby="template-other">
            <h2 className="nhsuk-heading-m" id="template-other">
              Use another card
            </h2>
            <Allowed to="cardTemplate.save" otherwise="chooses the card that is in use">
              {candidate ? (
                <NewCard
                  key={candidate.template.name}
                  candidate={candidate}
                  expectedVersion={inUse.mark.version}
                  changed={changed}
                  leave={() => setCandidate(undefined)}
                />
              ) : (
                <>
                  <TakeIn taken={setCandidate} />
                  <Keep inUse={inUse} changed={changed} />
                </>
              )}
            </Allowed>
            <TemplateGuide />
          </section>
        </div>
      )}
    </>
  )
}

function CurrentCard({ inUse }: { readonly inUse: InUse }) {
  const client = useCaseClient()
  const { mark, hasBack, series, images, savedAt, savedBy } = inUse
  const drawn = useFaces(`${mark.digest} ${mark.version}`, () => client.call('cardTemplate.sample', {}))
  return (
    <>
      <CardPreview drawn={drawn} label="Card in use" />
      <SummaryList
        rows={[
          { key: 'Name', value: mark.version > 0 ? `${mark.name}, version ${mark.version}` : `${mark.name}, as supplied with RA Desk` },
          { key: 'Sides', value: hasBack ? 'Front and back' : 'Front' },
          { key: 'Series', value: series ?? 'None' },
          ...(images.length > 0
            ? [{ key: 'Pictures', value: images.map(({ name, width, height }) => `${name} (${width} × ${height} pixels)`).join(', ') }]
            : []),
          ...(savedAt ? [{ key: 'Since', value: `${formatDateTime(savedAt)}, by ${savedBy ?? ''}` }] : []),
        ]}
      />
    </>
  )
}

function TakeIn({ taken }: { readonly taken: (candidate: ReadTemplate) => void }) {
  const act = useAct()
  const take = (files: readonly File[]) =>
    act.run(async () => {
      const read = await readTemplateFiles(files, takeCardImage)
      if (!read.ok) return read.error
      taken(read.value)
      return undefined
    })
  return (
    <>
      {act.failure && <FormError failure={act.failure} />}
      <FileDrop
        accept=".json,application/json,image/png,image/jpeg"
        label="Template and its pictures"
        busy={act.busy}
        onFiles={(files) => void take(files)}
        hint="Choose the file that another workstation saved, or a template (.json) together with its pictures (PNG or JPEG). You see the card before it is used."
      />
    </>
  )
}

function NewCard({
  candidate,
  expectedVersion,
  changed,
  leave,
}: {
  readonly candidate: ReadTemplate
  readonly expectedVersion: number
  readonly changed: (message: string) => void
  readonly leave: () => void
}) {
  const client = useCaseClient()
  const act = useAct()
  const input = { template: JSON.stringify(candidate.template), images: [...candidate.images] }
  const drawn = useFaces(candidate.template.name, () => client.call('cardTemplate.sample', { candidate: input }))
  const fits = drawn && 'faces' in drawn
  const use = () =>
    act.run(async () => {
      const answer = await client.call('cardTemplate.save', { candidate: input, expectedVersion })
      if (!answer.ok) return answer.error
      changed(`New cards will use “${candidate.template.name}”`)
      return undefined
    })
  return (
    <>
      <p>“{candidate.template.name}”, shown with a sample person. Nothing has changed yet.</p>
      <CardPreview drawn={drawn} label="New card" />
      {act.failure && <FormError failure={act.failure} />}
      <div className="desk-button-row">
        {fits && (
          <Button busy={act.busy} onClick={() => void use()}>
            Use this card
          </Button>
        )}
        <Button variant="secondary" onClick={leave}>
          Cancel{' '}
        </Button>
      </div>
    </>
  )
}

function Keep({ inUse, changed }: { readonly inUse: InUse; readonly changed: (message: string) => void }) {
  const client = useCaseClient()
  const act = useAct()
  const [asking, setAsking] = useState(false)
  const [savedAs, setSavedAs] = useState('')
  const save = () =>
    act.run(async () => {
      const answer = await client.call('cardTemplate.export', {})
      if (!answer.ok) return answer.error
      setSavedAs(answer.value.savedAs)
      return undefined
    })
  const reset = () =>
    act.run(async () => {
      const answer = await client.call('cardTemplate.reset', { expectedVersion: inUse.mark.version })
      if (!answer.ok) return answer.error
      changed('New cards will use the standard card')
      return undefined
    })
  return (
    <>
      {act.failure && <FormError failure={act.failure} />}
      <div className="desk-button-row">
        <Button variant="secondary" busy={act.busy} onClick={() => void save()}>
          Save for another workstation
        </Button>
        {inUse.mark.version > 0 && (
          <Button variant="secondary" onClick={() => setAsking(true)}>
            Use the standard card
          </Button>
        )}
      </div>
      <p role="status">
        {savedAs && (
          <>
            Saved as <strong>{savedAs}</strong>
          </>
        )}
      </p>
      <ConfirmDialog
        open={asking}
        title="Use the standard card?"
        confirmLabel="Yes, use the standard card"
        body={`Cards already printed with “${inUse.mark.name}” do not change. If you have no copy of it, save it for another workstation first.`}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void reset()
        }}
      />
    </>
  )
}
