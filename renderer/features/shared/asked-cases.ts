/** Cases that another page chose, handed over in the history state: a page that is opened again begins without them. */
const MOST = 200

/** None if the state holds anything else. */
export function readAskedCases(state: unknown): readonly string[] {
  if (!state || typeof state !== 'object' || !('caseIds' in state) || !Array.isArray(state.caseIds)) return []
  return (state.caseIds as readonly unknown[]).filter((id): id is string => typeof id === 'string').slice(0, MOST)
}

export const askFor = (caseIds: readonly string[]): { readonly state: { readonly caseIds: readonly string[] } } => ({ state: { caseIds } })
