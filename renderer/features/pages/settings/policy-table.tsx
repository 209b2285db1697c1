/** Each value of the policy: what it is, where it comes from, and what waits for an RA manager. */
import type { PolicyName } from '../../../../domain/station/policy.ts'
import type { Output } from '../../../../preload/contract.ts'
import { Button, Details, SummaryList, WordTag } from '../../../ui/index.ts'

export type PolicyEntry = Output<'policy.read'>['values'][number]

const groups = ['Locking', 'Keeping and deleting', 'Passcodes', 'Exports, backups and devices', 'Passphrases'] as const
const groupOf: Readonly<Record<PolicyName, (typeof groups)[number]>> = {
  idleMinutes: 'Locking',
  callIdleMinutes: 'Locking',
  absoluteLockHours: 'Locking',
  evidenceDays: 'Keeping and deleting',
  passcodeDays: 'Keeping and deleting',
  caseDays: 'Keeping and deleting',
  cimReportDays: 'Keeping and deleting',
  entryDays: 'Keeping and deleting',
  keepLongerDays: 'Keeping and deleting',
  twoAgentRelease: 'Passcodes',
  passcodeReleases: 'Passcodes',
  mobileCarryDays: 'Passcodes',
  exportsAllowed: 'Exports, backups and devices',
  backupFolder: 'Exports, backups and devices',
  editionSigner: 'Exports, backups and devices',
  printerHosts: 'Exports, backups and devices',
  kdfMemoryMiB: 'Passphrases',
  kdfIterations: 'Passphrases',
}

const sourceWords: Readonly<Record<PolicyEntry['source'], string>> = {
  default: 'Default value of RA Desk',
  user: 'Policy file of this account',
  machine: 'Set by your organisation',
}

function valueWords(value: PolicyEntry['value']): string {
  if (value === null) return 'Not set'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return String(value)
}

interface PolicyTableProps {
  readonly values: readonly PolicyEntry[]
  readonly mayAgree: boolean
  readonly onAgree: (value: PolicyEntry, asked: PolicyEntry['value']) => void
}

export function PolicyTable({ values, mayAgree, onAgree }: PolicyTableProps) {
  return (
    <>
      <table className="nhsuk-table people-policy">
        <caption className="nhsuk-u-visually-hidden">Policy of this workstation</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Value</th>
            <th scope="col">Where it comes from</th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3} className="people-policy__group">
                {group}
              </th>
            </tr>
            {values
              .filter(({ name }) => groupOf[name] === group)
              .map((value) => (
                <tr key={value.name}>
                  <th scope="row">{value.title}</th>
                  <td>
                    <strong>{valueWords(value.value)}</strong>
                  </td>
                  <td>
                    {value.held ? (
                      <Held value={value} held={value.held} mayAgree={mayAgree} onAgree={(asked) => onAgree(value, asked)} />
                    ) : value.source === 'machine' ? (
                      <WordTag tone="blue">{sourceWords.machine}</WordTag>
                    ) : (
                      sourceWords[value.source]
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        ))}
      </table>
      <Details summary="Why these values and limits">
        <SummaryList rows={values.map(({ title, because }) => ({ key: title, value: because }))} />
      </Details>
    </>
  )
}

interface HeldProps {
  readonly value: PolicyEntry
  readonly held: NonNullable<PolicyEntry['held']>
  readonly mayAgree: boolean
  readonly onAgree: (asked: PolicyEntry['value']) => void
}

/** Why the value in force is not the one that the policy file asks for. */
function Held({ value, held, mayAgree, onAgree }: HeldProps) {
  const { asked } = held
  if (asked === undefined)
    return (
      <>
        <WordTag tone="yellow">Strict</WordTag>
        <span className="people-under">The policy file cannot be read here. Correct the file, then start RA Desk again.</span>
      </>
    )
  return (
    <>
      <WordTag tone="yellow">Kept</WordTag>
      <span className="people-under">
        {`The policy file asks for “${valueWords(asked)}”. “${valueWords(value.value)}” stays until an RA manager agrees.`}
      </span>
      {mayAgree && (
        <Button variant="secondary" onClick={() => onAgree(asked)}>
          {`Agree to “${valueWords(asked)}”`}
          <span className="nhsuk-u-visually-hidden">{` for: ${value.title}`}</span>
        </Button>
      )}
    </>
  )
}
