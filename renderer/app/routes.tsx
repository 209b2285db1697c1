/** Which screen belongs to which place. Screens are fetched from our own origin when they are first opened, or in idle moments before. */
import { Suspense } from 'react'
import { Link, Route, Switch, useLocation } from 'wouter'
import { askOfPage } from '../client/page-access.ts'
import { useMayOpen } from '../client/use-access.ts'
import { NotYourPage } from '../features/shared/allowed.tsx'
import { stepLoads } from '../features/steps/step-screens.ts'
import { Spinner } from '../ui/index.ts'
import { screen } from './screen.ts'

const Today = screen(() => import('../features/pages/today/today-page.tsx').then(({ Today }) => Today))
const WorkList = screen(() => import('../features/pages/work-list/work-list-page.tsx').then(({ WorkList }) => WorkList))
const NewRequest = screen(() => import('../features/steps/request/new-request.tsx').then(({ NewRequest }) => NewRequest))
const CasePage = screen(() => import('../features/pages/case/case-page.tsx').then(({ CasePage }) => CasePage))
const HistoryPage = screen(() => import('../features/pages/case/history-page.tsx').then(({ HistoryPage }) => HistoryPage))
const StepPage = screen(() => import('../features/pages/case/step-page.tsx').then(({ StepPage }) => StepPage))
const Dispatch = screen(() => import('../features/pages/dispatch/dispatch-page.tsx').then(({ Dispatch }) => Dispatch))
const Cards = screen(() => import('../features/pages/cards/cards-page.tsx').then(({ Cards }) => Cards))
const StockPage = screen(() => import('../features/pages/cards/stock-page.tsx').then(({ StockPage }) => StockPage))
const CardPage = screen(() => import('../features/pages/cards/card-details-page.tsx').then(({ CardPage }) => CardPage))
const Reports = screen(() => import('../features/pages/reports/reports-page.tsx').then(({ Reports }) => Reports))
const RecordPage = screen(() => import('../features/pages/record/record-page.tsx').then(({ RecordPage }) => RecordPage))
const BatchPage = screen(() => import('../features/pages/batch/batch-page.tsx').then(({ BatchPage }) => BatchPage))
const HandoverPage = screen(() => import('../features/pages/handover/handover-page.tsx').then(({ HandoverPage }) => HandoverPage))
const SendPage = screen(() => import('../features/pages/handover/send-page.tsx').then(({ SendPage }) => SendPage))
const StationsPage = screen(() => import('../features/pages/handover/stations-page.tsx').then(({ StationsPage }) => StationsPage))
const Workstation = screen(() => import('../features/pages/workstation/workstation-page.tsx').then(({ Workstation }) => Workstation))
const CardInReaderPage = screen(() => import('../features/pages/card-inspection/card-inspection-page.tsx').then(({ CardPage }) => CardPage))
const Settings = screen(() => import('../features/pages/settings/settings-page.tsx').then(({ Settings }) => Settings))
const CardTemplate = screen(() =>
  import('../features/pages/card-template/card-template-page.tsx').then(({ CardTemplatePage }) => CardTemplatePage),
)
const SetUpParts = screen(() => import('../features/pages/set-up/set-up-parts.tsx').then(({ SetUpParts }) => SetUpParts))
const HelpPage = screen(() => import('../features/pages/help/help-page.tsx').then(({ HelpPage }) => HelpPage))
const LicencesPage = screen(() => import('../features/pages/help/licences-page.tsx').then(({ LicencesPage }) => LicencesPage))

/** The code of every screen, in the order in which an agent is likely to need it. */
export const screenLoads: readonly (() => Promise<unknown>)[] = [
  Today.load,
  WorkList.load,
  CasePage.load,
  StepPage.load,
  ...stepLoads,
  NewRequest.load,
  HistoryPage.load,
  Dispatch.load,
  Cards.load,
  StockPage.load,
  CardPage.load,
  Reports.load,
  RecordPage.load,
  BatchPage.load,
  HandoverPage.load,
  SendPage.load,
  StationsPage.load,
  Workstation.load,
  CardInReaderPage.load,
  Settings.load,
  CardTemplate.load,
  SetUpParts.load,
  HelpPage.load,
  LicencesPage.load,
]

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
  const mayOpen = useMayOpen()
  const asked = askOfPage(location)
  // Before the page is drawn: it would ask `main`, be refused, and wait.
  if (asked && !mayOpen(location)) return <NotYourPage key={location} asked={asked} />
  return (
    // The key unmounts the old page at once. Otherwise React keeps it, hidden, until the new one is loaded, and its heading would take the focus.
    <Suspense key={location} fallback={<Spinner label="Opening" />}>
      <Switch>
        <Route path="/" component={Today} />
        <Route path="/work-list" component={WorkList} />
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
        <Route path="/reports" component={Reports} />
        <Route path="/record" component={RecordPage} />
        <Route path="/dispatch/batch" component={BatchPage} />
        <Route path="/dispatch/handover" component={HandoverPage} />
        <Route path="/dispatch/handover/send">{() => <SendPage />}</Route>
        <Route path="/dispatch/handover/send/:caseId">{({ caseId }) => <SendPage key={caseId} caseId={caseId} />}</Route>
        <Route path="/dispatch/handover/stations" component={StationsPage} />
        <Route path="/workstation">{() => <Workstation />}</Route>
        <Route path="/workstation/:part">{({ part }) => <Workstation part={part} />}</Route>
        <Route path="/workstation/card/:reader">{({ reader }) => <CardInReaderPage key={reader} reader={readerFromPath(reader)} />}</Route>
        <Route path="/settings">{() => <Settings />}</Route>
        <Route path="/settings/card-template" component={CardTemplate} />
        <Route path="/settings/:place">{({ place }) => <Settings place={place} />}</Route>
        <Route path="/set-up/:part">{({ part }) => <SetUpParts key={part} part={part} />}</Route>
        <Route path="/help">{() => <HelpPage />}</Route>
        <Route path="/help/licences" component={LicencesPage} />
        <Route path="/help/:topic">{({ topic }) => <HelpPage topic={topic} />}</Route>
        <Route>
          <h1>There is no such page</h1>
          <p>
            <Link href="/work-list">Go to the work list</Link>
          </p>
        </Route>
      </Switch>
    </Suspense>
  )
}
