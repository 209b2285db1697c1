/** Shown when part of the data folder is missing, or a newer RA Desk wrote it. RA Desk creates and changes nothing in it. */
import { Mark } from '../../../ui/mark.tsx'
import { useCaseClient, useStationState } from '../../../client/use-case-client.ts'
import { Callout, CopyButton } from '../../../ui/index.ts'
import { useEffect, useState } from 'react'

export function TracePage() {
  const client = useCaseClient()
  const station = useStationState()
  const [report, setReport] = useState<string>()
  useEffect(() => {
    let current = true
    void client.call('doctor.report', {}).then((answer) => {
      if (current && answer.ok) setReport(answer.value.report)
    })
    return () => {
      current = false
    }
  }, [client])
  return (
    <main className="desk-doorstep">
      <p className="desk-brand">
        <Mark size={34} /> RA Desk
      </p>
      {station.phase === 'newer' ? <MadeByNewer message={station.message} /> : <PartIsMissing message={station.message} />}
      {report && (
        <p>
          A report without personal data: <CopyButton value={report} label="report" />
        </p>
      )}
      <p className="desk-secondary">RA Desk {station.version}</p>
    </main>
  )
}

function PartIsMissing({ message }: { readonly message: string }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">Part of the data folder is missing</h1>
      <p>{message}</p>
      <Callout title="Nothing has been changed">
        <p>
          RA Desk found traces of cases on this computer, but not everything it needs to open them. It will not create new keys or an empty
          database over them.
        </p>
      </Callout>
      <h2 className="nhsuk-heading-s">What to do</h2>
      <ol className="nhsuk-list nhsuk-list--number">
        <li>Close RA Desk. Do not delete or move anything in its data folder.</li>
        <li>If someone moved, copied or restored the folder, put all of it back as it was. Then start RA Desk again.</li>
        <li>
          If you have a backup and the printed recovery key: close RA Desk and rename its data folder, so that nothing in it is lost. Start
          RA Desk again and choose “Restore from a backup”.
        </li>
        <li>Otherwise give this computer and your printed recovery key to your RA manager.</li>
      </ol>
    </>
  )
}

/** An older version was installed again, or the folder comes from another computer. */
function MadeByNewer({ message }: { readonly message: string }) {
  return (
    <>
      <h1 className="nhsuk-heading-l">These cases were made by a newer RA Desk</h1>
      <p>{message}</p>
      <Callout title="Nothing has been changed">
        <p>Your cases are safe. This version of RA Desk is too old to open them, so it does not read or change them.</p>
      </Callout>
      <h2 className="nhsuk-heading-s">What to do</h2>
      <ol className="nhsuk-list nhsuk-list--number">
        <li>Close RA Desk. Do not delete or move anything in its data folder.</li>
        <li>Ask the person who looks after this computer to install the newer version again.</li>
      </ol>
    </>
  )
}
