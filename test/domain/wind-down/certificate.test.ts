import { expect, test } from 'vitest'
import { certificateFile, certificateStatement, CERTIFICATE_KIND } from '../../../domain/wind-down/certificate.ts'

const statement = {
  version: 1,
  origin: 'ra-desk/invented',
  practice: false,
  campaign: {
    campaignId: '44444444-4444-4444-8444-444444444444',
    name: 'Invented campaign',
    choice: { kinds: ['card'] },
    startedAt: '2026-11-01T09:00:00.000Z',
  },
  persons: 2,
  obligations: 3,
  kinds: { card: 3 },
  settled: { cancelled: 2, kept: 1 },
  elsewhere: 0,
  at: '2026-11-30T09:00:00.000Z',
  agent: { agentId: '11111111-1111-4111-8111-111111111111', name: 'Sample Agent' },
  entry: 41,
  checkpoint: 'ra-desk/invented\n42\n',
  code: '42-0000-0000-0000-0000',
}

test('nothing-left certificate: the statement as it was made', () => {
  expect(certificateStatement.parse(statement)).toEqual(statement)
})

test.each<[string, object]>([
  ['of another version', { version: 2 }],
  ['with fewer than none', { persons: -1 }],
  ['with half an obligation', { obligations: 0.5 }],
  ['with fewer than none elsewhere', { elsewhere: -1 }],
  ['with a kind that there is not', { kinds: { passport: 1 } }],
  ['with half a settlement', { settled: { kept: 0.5 } }],
  ['without saying whether it is for practice', { practice: undefined }],
  ['with a campaign that has no name', { campaign: { ...statement.campaign, name: '' } }],
  ['with more of the campaign', { campaign: { ...statement.campaign, note: 'x' } }],
  ['with an agent without a name', { agent: { agentId: statement.agent.agentId } }],
  ['with more of the agent', { agent: { ...statement.agent, role: 'raAgent' } }],
  ['with an origin that is too long', { origin: 'x'.repeat(201) }],
  ['with a checkpoint that is too long', { checkpoint: 'x'.repeat(2_001) }],
  ['with a code that is too long', { code: 'x'.repeat(61) }],
  ['with something beside', { note: 'x' }],
])('nothing-left certificate: a statement %s is refused', (_name, change) => {
  expect(certificateStatement.safeParse({ ...statement, ...change }).success).toBe(false)
})

test('nothing-left certificate: the file holds the statement and two signatures', () => {
  const file = { kind: CERTIFICATE_KIND, signed: JSON.stringify(statement), workstation: 'AAAA', agent: 'AAAA' }
  expect(certificateFile.parse(file)).toEqual(file)
  for (const change of [
    { kind: 'something-left' },
    { signed: 'x'.repeat(100_001) },
    { workstation: 'A'.repeat(101) },
    { agent: 'A'.repeat(101) },
    { agent: undefined },
    { more: 1 },
  ])
    expect(certificateFile.safeParse({ ...file, ...change }).success).toBe(false)
  expect(CERTIFICATE_KIND).toBe('nothing-left')
})
