/** Which screen carries out which step. Each is fetched from our own origin when it is first opened. */
import type { StepId } from '../../domain/case/steps.ts'
import type { StepModule } from './step-screen.ts'

const modules: Readonly<Record<StepId, () => Promise<{ readonly step: StepModule }>>> = {
  'request': () => import('./request/index.tsx'),
  'details': () => import('./details/index.tsx'),
  'ask-for-items': () => import('./ask-for-items/index.tsx'),
  'items': () => import('./items/index.tsx'),
  'identity-document': () => import('./identity-document/index.tsx'),
  'photograph': () => import('./photograph/index.tsx'),
  'likeness': () => import('./likeness/index.tsx'),
  'arrange-call': () => import('./arrange-call/index.tsx'),
  'numbers': () => import('./numbers/index.tsx'),
  'document-shown': () => import('./document-shown/index.tsx'),
  'outcome': () => import('./outcome/index.tsx'),
  'cis': () => import('./cis/index.tsx'),
  'write-card': () => import('./write-card/index.tsx'),
  'print-card': () => import('./print-card/index.tsx'),
  'label': () => import('./label/index.tsx'),
  'manifest': () => import('./manifest/index.tsx'),
  'posted': () => import('./posted/index.tsx'),
  'arrival': () => import('./arrival/index.tsx'),
  'text-passcode': () => import('./text-passcode/index.tsx'),
  'access': () => import('./access/index.tsx'),
  'first-log-in': () => import('./first-log-in/index.tsx'),
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
