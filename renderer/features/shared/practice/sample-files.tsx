/** Files of the invented registrants: saved to a folder, or put straight into the step that asks for one. */
import { Button } from '../../../ui/index.ts'
import { SaveFileButton } from '../save-file.tsx'
import { toFile, useSamples } from './use-samples.ts'

export function SampleFiles() {
  const samples = useSamples(true)
  return samples?.map((sample) => (
    <div key={sample.title}>
      <p className="nhsuk-u-margin-bottom-1">
        <strong>{sample.title}</strong>
      </p>
      <ul className="nhsuk-list">
        {sample.files.map((file) => (
          <li key={file.name}>
            <SaveFileButton content={{ base64: file.base64 }} fileName={`${sample.title.split(',')[0]}-${file.name}`}>
              Save {file.name}
            </SaveFileButton>
          </li>
        ))}
      </ul>
    </div>
  ))
}

/** Under a place for a file: the sample files that it takes. */
export function SamplesForDrop({ accept, take }: { readonly accept: string; readonly take: (file: File) => void }) {
  const samples = useSamples(true)
  const types = accept.split(',')
  const files = samples?.flatMap(({ title, files: all }) =>
    all.filter(({ mime }) => types.includes(mime)).map((file) => ({ who: title.split(',')[0]!, file })),
  )
  if (!files?.length) return null
  return (
    <details className="nhsuk-details desk-practice-part">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">Practice: use a sample file</span>
      </summary>
      <div className="desk-button-row">
        {files.map(({ who, file }) => (
          <Button key={`${who} ${file.name}`} variant="quiet" onClick={() => take(toFile(file))}>
            {who}: {file.name}
          </Button>
        ))}
      </div>
    </details>
  )
}
