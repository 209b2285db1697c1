/**
 * What two workstations compare of a case. The key ids of its scans and the ids of its secrets belong to one workstation's vault and
 * are left out. Everything else stays in, spelled the same way by every version of RA Desk.
 */
const ofOneVault: ReadonlySet<string> = new Set(['keyId', 'passcodeId', 'pukId', 'custodyId'])

function spell(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spell).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([name, field]) => field !== undefined && !ofOneVault.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${spell(field)}`).join(',')}}`
}

/** One line for each recorded event of a case. */
export const canonicalEvents = (events: readonly object[]): readonly string[] => events.map(spell)
