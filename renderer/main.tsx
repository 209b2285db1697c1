/** Opens the desk over the IPC contract and shows the app. */
import '@fontsource-variable/atkinson-hyperlegible-next/index.css'
import '@fontsource-variable/noto-sans/index.css'
import './styles/light.scss'
import './styles/dark.scss'
import './styles/app.scss'
import './styles/small-window.css'
import './styles/forced-colours.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { CannotOpen } from './app/cannot-open.tsx'
import { ErrorBoundary } from './app/error-boundary.tsx'
import { createCaseClient } from './client/create-case-client.ts'
import { CaseClientContext } from './client/use-case-client.ts'

const root = createRoot(document.getElementById('root')!)

createCaseClient(window.raDesk).then(
  (client) =>
    root.render(
      <ErrorBoundary>
        <CaseClientContext value={client}>
          <App />
        </CaseClientContext>
      </ErrorBoundary>,
    ),
  (thrown: unknown) => {
    root.render(<CannotOpen />)
    reportError(thrown)
  },
)
