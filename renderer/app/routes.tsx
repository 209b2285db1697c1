/** Which screen belongs to which place. Screens are fetched from our own origin when they are first opened. */
import { lazy, Suspense } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { Spinner } from '../ui/index.ts'

const WorkList = lazy(() => import('../features/pages/work-list/work-list-page.tsx').then(({ WorkList: page }) => ({ default: page })))
const NewRequest = lazy(() => import('../features/steps/request/new-request.tsx').then(({ NewRequest: page }) => ({ default: page })))
const CasePage = lazy(() => import('../features/pages/case/case-page.tsx').then(({ CasePage: page }) => ({ default: page })))
const HistoryPage = lazy(() => import('../features/pages/case/history-page.tsx').then(({ HistoryPage: page }) => ({ default: page })))
const StepPage = lazy(() => import('../features/pages/case/step-page.tsx').then(({ StepPage: page }) => ({ default: page })))
const Dispatch = lazy(() => import('../features/pages/dispatch/dispatch-page.tsx').then(({ Dispatch: page }) => ({ default: page })))
const Cards = lazy(() => import('../features/pages/cards/cards-page.tsx').then(({ Cards: page }) => ({ default: page })))
const StockPage = lazy(() => import('../features/pages/cards/stock-page.tsx').then(({ StockPage: page }) => ({ default: page })))
const CardPage = lazy(() => import('../features/pages/cards/card-details-page.tsx').then(({ CardPage: page }) => ({ default: page })))
const RecordPage = lazy(() => import('../features/pages/record/record-page.tsx').then(({ RecordPage: page }) => ({ default: page })))
const BatchPage = lazy(() => import('../features/pages/batch/batch-page.tsx').then(({ BatchPage: page }) => ({ default: page })))
const HandoverPage = lazy(() =>
  import('../features/pages/handover/handover-page.tsx').then(({ HandoverPage: page }) => ({ default: page })),
)
const SendPage = lazy(() => import('../features/pages/handover/send-page.tsx').then(({ SendPage: page }) => ({ default: page })))
const StationsPage = lazy(() =>
  import('../features/pages/handover/stations-page.tsx').then(({ StationsPage: page }) => ({ default: page })),
)
const Workstation = lazy(() =>
  import('../features/pages/workstation/workstation-page.tsx').then(({ Workstation: page }) => ({ default: page })),
)
const CardInReaderPage = lazy(() =>
  import('../features/pages/card-inspection/card-inspection-page.tsx').then(({ CardPage: page }) => ({ default: page })),
)
const Settings = lazy(() => import('../features/pages/settings/settings-page.tsx').then(({ Settings: page }) => ({ default: page })))
const CardTemplate = lazy(() =>
  import('../features/pages/card-template/card-template-page.tsx').then(({ CardTemplatePage: page }) => ({ default: page })),
)
const SetUpParts = lazy(() => import('../features/pages/set-up/set-up-parts.tsx').then(({ SetUpParts: page }) => ({ default: page })))
const HelpPage = lazy(() => import('../features/pages/help/help-page.tsx').then(({ HelpPage: page }) => ({ default: page })))
const LicencesPage = lazy(() => import('../features/pages/help/licences-page.tsx').then(({ LicencesPage: page }) => ({ default: page })))

/** The router has undone most of the escapes already; a name with a percent sign in it is then taken as it stands. */
function readerFromPath(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export function Routes() {
  const [location] = useLocation()
  return (
    // The key unmounts the old page at once. Otherwise React keeps it, hidden, until the new one is loaded, and its heading would take the focus.
    <Suspense key={location} fallback={<Spinner label="Opening" />}>
      <Switch>
        <Route path="/" component={WorkList} />
        <Route path="/new" component={NewRequest} />
        <Route path="/case/:caseId">{({ caseId }) => <CasePage key={caseId} caseId={caseId} />}</Route>
        <Route path="/case/:caseId/history">{({ caseId }) => <HistoryPage key={caseId} caseId={caseId} />}</Route>
        <Route path="/case/:caseId/:stepId">
          {({ caseId, stepId }) => <StepPage key={`${caseId}/${stepId}`} caseId={caseId} stepId={stepId} />}
        </Route>
        <Route path="/dispatch" component={Dispatch} />
        <Route path="/cards" component={Cards} />
        <Route path="/cards/stock" component={StockPage} />
        <Route path="/cards/card/:serial">{({ serial }) => <CardPage key={serial} serial={serial} />}</Route>
        <Route path="/record" component={RecordPage} />
        <Route path="/dispatch/batch" component={BatchPage} />
        <Route path="/dispatch/handover" component={HandoverPage} />
        <Route path="/dispatch/handover/send">{() => <SendPage />}</Route>
        <Route path="/dispatch/handover/send/:caseId">{({ caseId }) => <SendPage key={caseId} caseId={caseId} />}</Route>
        <Route path="/dispatch/handover/stations" component={StationsPage} />
        <Route path="/workstation" component={Workstation} />
        <Route path="/workstation/card/:reader">{({ reader }) => <CardInReaderPage key={reader} reader={readerFromPath(reader)} />}</Route>
        <Route path="/settings">{() => <Settings />}</Route>
        <Route path="/settings/card-template" component={CardTemplate} />
        <Route path="/settings/:part">{({ part }) => <Settings part={part} />}</Route>
        <Route path="/set-up/:part">{({ part }) => <SetUpParts key={part} part={part} />}</Route>
        <Route path="/help">{() => <HelpPage />}</Route>
        <Route path="/help/licences" component={LicencesPage} />
        <Route path="/help/:topic">{({ topic }) => <HelpPage topic={topic} />}</Route>
        <Route>
          <h1>There is no such page</h1>
          <p>
            <Link href="/">Go to the work list</Link>
          </p>
        </Route>
      </Switch>
    </Suspense>
  )
}
