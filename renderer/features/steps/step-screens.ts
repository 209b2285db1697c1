/** The screen of each step. Each is loaded from our own origin when it is first opened. */
import type { StepId } from '../../../domain/case/steps.ts'
import type { StepModule } from './step-screen.ts'

const modules: Readonly<Record<StepId, () => Promise<{ readonly step: StepModule }>>> = {
  request: () => import('./request/request-step.tsx'),
  details: () => import('./details/details-step.tsx'),
  'ask-for-items': () => import('./ask-for-items/ask-for-items-step.tsx'),
  items: () => import('./items/items-step.tsx'),
  'identity-document': () => import('./identity-document/identity-document-step.tsx'),
  photograph: () => import('./photograph/photograph-step.tsx'),
  likeness: () => import('./likeness/likeness-step.tsx'),
  'arrange-call': () => import('./arrange-call/arrange-call-step.tsx'),
  'phone-code': () => import('./phone-code/phone-code-step.tsx'),
  'document-shown': () => import('./document-shown/document-shown-step.tsx'),
  outcome: () => import('./outcome/outcome-step.tsx'),
  cis: () => import('./cis/cis-step.tsx'),
  'write-card': () => import('./write-card/write-card-step.tsx'),
  'print-card': () => import('./print-card/print-card-step.tsx'),
  label: () => import('./label/label-step.tsx'),
  manifest: () => import('./manifest/manifest-step.tsx'),
  posted: () => import('./posted/posted-step.tsx'),
  arrival: () => import('./arrival/arrival-step.tsx'),
  'text-passcode': () => import('./text-passcode/text-passcode-step.tsx'),
  access: () => import('./access/access-step.tsx'),
  'first-log-in': () => import('./first-log-in/first-log-in-step.tsx'),
}

const opened = new Map<StepId, Promise<StepModule>>()

/** One promise for each step, so that React's `use` may read it again and again. */
export function loadStep(id: StepId): Promise<StepModule> {
  const known = opened.get(id)
  if (known) return known
  const loading = modules[id]().then(({ step }) => step)
  loading.catch(() => opened.delete(id))
  opened.set(id, loading)
  return loading
}
