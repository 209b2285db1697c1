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
const EndingPage = screen(() => import('../features/pages/cards/ending-page.tsx').then(({ EndingPage }) => EndingPage))
const CardPage = screen(() => import('../features/pages/cards/card-details-page.tsx').then(({ CardPage }) => CardPage))
const Reports = screen(() => import('../features/pages/reports/reports-page.tsx').then(({ Reports }) => Reports))
const PeoplePage = screen(() => import('../features/pages/people/people-page.tsx').then(({ PeoplePage }) => PeoplePage))
const PersonPage = screen(() => import('../features/pages/people/person-page.tsx').then(({ PersonPage }) => PersonPage))
const AddPersonPage = screen(() => import('../features/pages/people/add-person-page.tsx').then(({ AddPersonPage }) => AddPersonPage))
const CimReports = screen(() => import('../features/pages/people/cim/cim-reports-page.tsx').then(({ CimReportsPage }) => CimReportsPage))
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
const WindDown = screen(() => import('../features/pages/wind-down/wind-down-page.tsx').then(({ WindDownPage }) => WindDownPage))
const OpenPeople = screen(() => import('../features/pages/wind-down/open-people-page.tsx').then(({ OpenPeoplePage }) => OpenPeoplePage))
const Campaign = screen(() => import('../features/pages/wind-down/campaign-page.tsx').then(({ CampaignPage }) => CampaignPage))
const Progress = screen(() => import('../features/pages/wind-down/progress-page.tsx').then(({ ProgressPage }) => ProgressPage))
const Packs = screen(() => import('../features/pages/wind-down/packs-page.tsx').then(({ PacksPage }) => PacksPage))
const WindDownPerson = screen(() =>
  import('../features/pages/wind-down/person-page.tsx').then(({ WindDownPersonPage }) => WindDownPersonPage),
)
const WindDownEdition = screen(() =>
  import('../features/pages/wind-down/edition-page.tsx').then(({ WindDownEditionPage }) => WindDownEditionPage),
)
const Meeting = screen(() => import('../features/pages/wind-down/meeting-page.tsx').then(({ MeetingPage }) => MeetingPage))
const SetUpParts = screen(() => import('../features/pages/set-up/set-up-parts.tsx').then(({ SetUpParts }) => SetUpParts))
const LocumLog = screen(() => import('../features/pages/locum/locum-log-page.tsx').then(({ LocumLog }) => LocumLog))
const LocumEntry = screen(() => import('../features/pages/locum/locum-entry-page.tsx').then(({ LocumEntry }) => LocumEntry))
const CorrectLocumEntry = screen(() =>
  import('../features/pages/locum/correct-entry-page.tsx').then(({ CorrectLocumEntry }) => CorrectLocumEntry),
)
const AddPeople = screen(() => import('../features/pages/locum/add-people-page.tsx').then(({ AddPeople }) => AddPeople))
const ImportLog = screen(() => import('../features/pages/locum/add-people-page.tsx').then(({ ImportLog }) => ImportLog))
const ReviewSeveral = screen(() => import('../features/pages/locum/several-page.tsx').then(({ ReviewSeveral }) => ReviewSeveral))
const RevokeSeveral = screen(() => import('../features/pages/locum/several-page.tsx').then(({ RevokeSeveral }) => RevokeSeveral))
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
  EndingPage.load,
  CardPage.load,
  Reports.load,
  PeoplePage.load,
  PersonPage.load,
  AddPersonPage.load,
  CimReports.load,
  RecordPage.load,
  BatchPage.load,
  HandoverPage.load,
  SendPage.load,
  StationsPage.load,
  Workstation.load,
  CardInReaderPage.load,
  Settings.load,
  CardTemplate.load,
  WindDown.load,
  OpenPeople.load,
  Campaign.load,
  Progress.load,
  Packs.load,
  WindDownPerson.load,
  WindDownEdition.load,
  Meeting.load,
  SetUpParts.load,
  LocumLog.load,
  LocumEntry.load,
  CorrectLocumEntry.load,
  AddPeople.load,
  ReviewSeveral.load,
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

const peopleRoutes = (
  <>
    <Route path="/people" component={PeoplePage} />
    <Route path="/people/add" component={AddPersonPage} />
    <Route path="/people/person/:personId">{({ personId }) => <PersonPage key={personId} personId={personId} />}</Route>
    <Route path="/people/locum-log" component={LocumLog} />
    <Route path="/people/locum-log/add" component={AddPeople} />
    <Route path="/people/locum-log/import" component={ImportLog} />
    <Route path="/people/locum-log/review" component={ReviewSeveral} />
    <Route path="/people/locum-log/revoke" component={RevokeSeveral} />
    <Route path="/people/locum-log/entry/:entryId">{({ entryId }) => <LocumEntry key={entryId} entryId={entryId} />}</Route>
    <Route path="/people/locum-log/entry/:entryId/correct">{({ entryId }) => <CorrectLocumEntry key={entryId} entryId={entryId} />}</Route>
    <Route path="/people/cim-reports">{() => <CimReports />}</Route>
    <Route path="/people/cim-reports/:part">{({ part }) => <CimReports part={part} />}</Route>
    <Route path="/people/wind-down" component={WindDown} />
    <Route path="/people/wind-down/edition/:editionId">
      {({ editionId }) => <WindDownEdition key={editionId} editionId={editionId} />}
    </Route>
    <Route path="/people/wind-down/people" component={OpenPeople} />
    <Route path="/people/wind-down/campaign/:campaignId">{({ campaignId }) => <Campaign key={campaignId} campaignId={campaignId} />}</Route>
    <Route path="/people/wind-down/campaign/:campaignId/progress">
      {({ campaignId }) => <Progress key={campaignId} campaignId={campaignId} />}
    </Route>
    <Route path="/people/wind-down/campaign/:campaignId/packs">
      {({ campaignId }) => <Packs key={campaignId} campaignId={campaignId} />}
    </Route>
    <Route path="/people/wind-down/campaign/:campaignId/person/:personId">
      {({ campaignId, personId }) => <WindDownPerson key={personId} campaignId={campaignId} personId={personId} />}
    </Route>
    <Route path="/people/wind-down/campaign/:campaignId/person/:personId/meeting">
      {({ campaignId, personId }) => <Meeting key={personId} campaignId={campaignId} personId={personId} />}
    </Route>
  </>
)

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
        <Route path="/new">{() => <NewRequest />}</Route>
        <Route path="/new/replace">{() => <NewRequest replace="" />}</Route>
        <Route path="/new/replace/:who">{({ who }) => <NewRequest replace={who} />}</Route>
        <Route path="/case/:caseId">{({ caseId }) => <CasePage key={caseId} caseId={caseId} />}</Route>
        <Route path="/case/:caseId/history">{({ caseId }) => <HistoryPage key={caseId} caseId={caseId} />}</Route>
        <Route path="/case/:caseId/:stepId">
          {({ caseId, stepId }) => <StepPage key={`${caseId}/${stepId}`} caseId={caseId} stepId={stepId} />}
        </Route>
        <Route path="/dispatch" component={Dispatch} />
        <Route path="/cards" component={Cards} />
        <Route path="/cards/stock" component={StockPage} />
        <Route path="/cards/ending" component={EndingPage} />
        <Route path="/cards/card/:serial">{({ serial }) => <CardPage key={serial} serial={serial} />}</Route>
        <Route path="/reports" component={Reports} />
        {peopleRoutes}
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
