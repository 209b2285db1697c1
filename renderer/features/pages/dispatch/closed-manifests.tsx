/** Posting lists (manifests) closed on this workstation, to preview, print and save. */
import { useEffect, useState } from 'react'
import type { Failure } from '../../../../domain/result.ts'
import type { DocumentRequest, Output } from '../../../../preload/contract.ts'
import { useAccess } from '../../../client/use-access.ts'
import { useCaseClient } from '../../../client/use-case-client.ts'
import { announce, Button, Dialog, formatDateTime, FormError, Spinner } from '../../../ui/index.ts'
import { DocumentPreview } from '../../shared/after-call/document-preview.tsx'
import { PrintDocument } from '../../shared/after-call/print-document.tsx'
import { useAct } from '../../shared/use-act.ts'

type Manifest = Output<'manifest.list'>['manifests'][number]
const saves = [
  { kind: 'manifest-pdf', words: 'Save PDF' },
  { kind: 'manifest-csv', words: 'Save for a spreadsheet' },
  { kind: 'manifest-json', words: 'Save for another system' },
] as const

/** `version` changes when a manifest is closed: read the list again. */
export function ClosedManifests({ version }: { readonly version: string }) {
  const client = useCaseClient()
  const [manifests, setManifests] = useState<readonly Manifest[]>()
  const [failure, setFailure] = useState<Failure>()
  const [shown, setShown] = useState<string>()
  const [printed, setPrinted] = useState<string>()
  const [savedAs, setSavedAs] = useState<string>()
  const saving = useAct()
  useEffect(() => {
    let current = true
    void client.call('manifest.list', {}).then((answer) => {
      if (!current) return
      setFailure(answer.ok ? undefined : answer.error)
      if (answer.ok) setManifests(answer.value.manifests.toSorted((one, other) => other.closedAt.localeCompare(one.closedAt)))
    })
    return () => {
      current = false
    }
  }, [client, version])
  const save = (document: DocumentRequest) =>
    saving.run(async () => {
      setSavedAs(undefined)
      const answer = await client.call('document.save', { document })
      if (!answer.ok) return answer.error
      setSavedAs(answer.value.savedAs)
      announce(`Saved as ${answer.value.savedAs}`)
      return undefined
    })
  if (failure) return <FormError failure={failure} />
  if (!manifests) return <Spinner label="Reading the posting lists" />
  if (manifests.length === 0) return <p className="desk-empty">No posting list has been closed yet.</p>
  return (
    <>
      {saving.failure && <FormError failure={saving.failure} />}
      {savedAs && (
        <p className="after-call-saved" role="status">
          Saved as <strong>{savedAs}</strong>
        </p>
      )}
      <ManifestTable
        manifests={manifests}
        busy={saving.busy}
        preview={setShown}
        print={setPrinted}
        save={(document) => void save(document)}
      />
      <Dialog
        open={shown !== undefined}
        onOpenChange={(open) => {
          if (!open) setShown(undefined)
        }}
        title={`Posting list ${shown ?? ''}`}
        wide
      >
        {shown && <DocumentPreview document={{ kind: 'manifest-pdf', dispatchReference: shown }} label={`Posting list ${shown}`} />}
      </Dialog>
      <Dialog
        open={printed !== undefined}
        onOpenChange={(open) => {
          if (!open) setPrinted(undefined)
        }}
        title={`Print posting list ${printed ?? ''}`}
      >
        {printed && (
          <PrintDocument
            document={{ kind: 'manifest-pdf', dispatchReference: printed }}
            label="Print the posting list"
            then="Give it to the person who takes the envelopes."
          />
        )}
      </Dialog>
    </>
  )
}

function ManifestTable({
  manifests,
  busy,
  preview,
  print,
  save,
}: {
  readonly manifests: readonly Manifest[]
  readonly busy: boolean
  readonly preview: (dispatchReference: string) => void
  readonly print: (dispatchReference: string) => void
  readonly save: (document: DocumentRequest) => void
}) {
  const mayPreview = useAccess('document.preview') !== 'no'
  const mayPrint = useAccess('document.print') === 'do'
  const maySave = useAccess('document.save') === 'do'
  return (
    <table className="nhsuk-table after-call-table">
      <caption className="nhsuk-u-visually-hidden">Closed posting lists</caption>
      <thead>
        <tr>
          <th scope="col">Dispatch</th>
          <th scope="col">Closed</th>
          <th scope="col" className="after-call-figures">
            Items
          </th>
          <th scope="col">Record code</th>
          {(mayPreview || maySave) && <th scope="col">Preview, print and save</th>}
        </tr>
      </thead>
      <tbody>
        {manifests.map(({ dispatchReference, closedAt, items, checkpoint }) => (
          <tr key={dispatchReference}>
            <th scope="row" className="desk-mono">
              {dispatchReference}
            </th>
            <td>{formatDateTime(closedAt)}</td>
            <td className="after-call-figures">{items}</td>
            <td className="desk-mono after-call-breaks">{checkpoint}</td>
            {(mayPreview || maySave) && (
              <td>
                <div className="after-call-actions">
                  {mayPreview && (
                    <Button variant="quiet" onClick={() => preview(dispatchReference)} aria-label={`Preview ${dispatchReference}`}>
                      Preview
                    </Button>
                  )}
                  {mayPrint && (
                    <Button variant="quiet" onClick={() => print(dispatchReference)} aria-label={`Print ${dispatchReference}`}>
                      Print
                    </Button>
                  )}
                  {maySave &&
                    saves.map(({ kind, words }) => (
                      <Button
                        key={kind}
                        variant="quiet"
                        busy={busy}
                        onClick={() => save({ kind, dispatchReference })}
                        aria-label={`${words}: ${dispatchReference}`}
                      >
                        {words}
                      </Button>
                    ))}
                </div>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
