/** Help › Licences: the licence of everything that RA Desk contains and others wrote, as the build collected them. */
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { Spinner } from '../../../ui/index.ts'
import './licences-page.css'

interface Notice {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

/** Written beside the page by the build, which knows what it bundled only when it has ended. */
const address = '/third-party-notices.js'

async function loadNotices(): Promise<readonly Notice[]> {
  const module = (await import(/* @vite-ignore */ address)) as { readonly notices: readonly Notice[] }
  return module.notices
}

export function LicencesPage() {
  const [notices, setNotices] = useState<readonly Notice[] | 'missing'>()
  useEffect(() => {
    let open = true
    void loadNotices().then(
      (loaded) => open && setNotices(loaded),
      () => open && setNotices('missing'),
    )
    return () => {
      open = false
    }
  }, [])
  return (
    <article className="desk-narrow">
      <Link href="/help" className="nhsuk-back-link">
        All help pages
      </Link>
      <h1 className="nhsuk-heading-l">Licences</h1>
      <p>RA Desk is proprietary software. All rights reserved.</p>
      <p>
        RA Desk contains public sector information licensed under the Open Government Licence v3.0. RA Desk is not made, approved or
        endorsed by the NHS.
      </p>
      <h2 className="nhsuk-heading-m">Software and fonts from others</h2>
      <Notices notices={notices} />
    </article>
  )
}

function Notices({ notices }: { notices: readonly Notice[] | 'missing' | undefined }) {
  if (notices === undefined) return <Spinner label="Opening the licences" />
  if (notices === 'missing')
    return (
      <p>
        RA Desk cannot show the licences here. Nothing else is affected. Open the file third-party-notices.txt in the folder where RA Desk
        is installed.
      </p>
    )
  return notices.map(({ name, version, licence, text }) => (
    <details key={`${name} ${version}`} className="nhsuk-details">
      <summary className="nhsuk-details__summary">
        <span className="nhsuk-details__summary-text">
          {name} {version} ({licence})
        </span>
      </summary>
      <pre className="nhsuk-details__text desk-licence">{text}</pre>
    </details>
  ))
}
