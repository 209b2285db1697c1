/** An RA manager imports a signed edition: the file, what it would change, and then the import. */
import { singleLine } from '../../../../domain/text-from-outside.ts'
import { useState } from 'react'
import { describeEdition } from '../../../../domain/guidance/edition-state.ts'
import type { Output } from '../../../../preload/contract.ts'
import { useCaseClient, useEditions, useStationState, useTally } from '../../../client/use-case-client.ts'
import { Button, FileDrop, FormError, SummaryList } from '../../../ui/index.ts'
import { useAct } from '../../shared/use-act.ts'
import { readSmallFile } from '../cards/file-bytes.ts'
import { countCases, editionOfOpen } from './edition-cases.ts'
import type { PartProps } from './part-form.tsx'

const MOST_BYTES = 440_000

interface Chosen {
  readonly base64: string
  readonly fileName: string
  readonly preview: Output<'editions.preview'>
}

export function ImportEdition({ canImport, saved }: Pick<PartProps, 'saved'> & { readonly canImport: boolean }) {
  const client = useCaseClient()
  const [chosen, setChosen] = useState<Chosen>()
  const working = useAct()
  const choose = (file: File) =>
    working.run(async () => {
      setChosen(undefined)
      const base64 = await readSmallFile(file, MOST_BYTES)
      if (!base64.ok) return base64.error
      const answer = await client.call('editions.preview', { base64: base64.value })
      if (!answer.ok) return answer.error
      setChosen({ base64: base64.value, fileName: singleLine(file.name), preview: answer.value })
      return undefined
    })
  const take = ({ base64, preview }: Chosen) =>
    working.run(async () => {
      const answer = await client.call('editions.import', { base64 })
      if (!answer.ok) return answer.error
      saved(`“${preview.edition.name}” is imported`)
      return undefined
    })
  return (
    <section aria-label="Import an edition">
      <h3 className="nhsuk-heading-s">Import an edition</h3>
      <FormError failure={working.failure} />
      {chosen ? (
        <>
          <Preview chosen={chosen} />
          <div className="desk-button-row">
            <Button busy={working.busy} onClick={() => void take(chosen)}>
              Import “{chosen.preview.edition.name}”
            </Button>
            <Button variant="secondary" onClick={() => setChosen(undefined)}>
              Do not import it
            </Button>
          </div>
        </>
      ) : canImport ? (
        <FileDrop
          accept=".json,application/json"
          label="Edition file from your service provider"
          hint="The file that your service provider sent. RA Desk checks who signed it and shows what it would change before it is imported."
          busy={working.busy}
          onFile={(file) => void choose(file)}
        />
      ) : (
        <p>
          Editions cannot be imported on this workstation yet, because RA Desk does not know the service provider’s signing key. Ask your
          administrator to add it to the policy file, then start RA Desk again.
        </p>
      )}
    </section>
  )
}

function Preview({ chosen: { fileName, preview } }: { readonly chosen: Chosen }) {
  const { edition, comparedWith, changes } = preview
  const editions = useEditions()
  const { today } = useStationState()
  const before = editions.get(comparedWith)
  const open = useTally(editionOfOpen).get(comparedWith) ?? 0
  const { summary, notices } = describeEdition(edition, [...editions.all, edition], today)
  return (
    <>
      <SummaryList
        rows={[
          { key: 'File', value: fileName },
          { key: 'Edition', value: `${edition.name}: ${edition.title}` },
          { key: 'When to use it', value: edition.useWhen },
          { key: 'State', value: [`${summary}.`, ...notices].join(' ') },
          { key: 'Takes the place of', value: edition.supersedes === undefined ? 'None. It is used beside the others.' : before.name },
          {
            key: 'Cases it touches',
            value: `None that exist. “${before.name}”: ${countCases(open)} They go on as they began. Only new cases can begin under this edition.`,
          },
        ]}
      />
      <table className="nhsuk-table people-policy editions-changes">
        <caption className="nhsuk-table__caption">
          {changes.length === 0 ? 'No changes' : `Changes from “${before.name}”: ${changes.length}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Before</th>
            <th scope="col">In this edition</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ where, before: earlier, after }) => (
            <tr key={where}>
              <th scope="row">{where}</th>
              <td>{earlier ?? '(not there)'}</td>
              <td>{after ?? '(removed)'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
