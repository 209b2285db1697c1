/**
 * A configuration profile for managed Macs, `docs/policy-definitions/RADesk.mobileconfig`: every value of the policy with its initial value and what
 * is allowed. It is an example. The organisation puts its own name and values, takes out what it does not decide, and sends it to the computer.
 */
import { createHash } from 'node:crypto'
import { PREFERENCES_DOMAIN } from '../main/station/managed-preferences.ts'
import { policyNames, policyRules, type PolicyName } from '../domain/station/policy.ts'

/** The same at each run, so that the file changes with the rules only. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(`RA Desk ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`.toUpperCase()
}

const xml = (text: string): string => text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark]!)
/** Two hyphens end a comment. */
const comment = (text: string): string => `<!-- ${xml(text).replace(/--+/g, '–')} -->`

function setting(name: PolicyName): string[] {
  const { title, allowed, initial } = policyRules[name]
  const about = comment(`${title}: ${allowed}.`)
  if (initial === null) return [about, comment(`${name} is not set.`)]
  const value =
    typeof initial === 'boolean'
      ? `<${initial}/>`
      : typeof initial === 'number'
        ? `<integer>${initial}</integer>`
        : `<string>${xml(initial)}</string>`
  return [about, `<key>${name}</key>`, value]
}

const keys = (pairs: Readonly<Record<string, string | number | boolean>>): string[] =>
  Object.entries(pairs).flatMap(([key, value]) => [
    `<key>${key}</key>`,
    typeof value === 'string'
      ? `<string>${xml(value)}</string>`
      : typeof value === 'number'
        ? `<integer>${value}</integer>`
        : `<${value}/>`,
  ])

const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => `${' '.repeat(by)}${line}`)

export function writeProfile(): string {
  const payload = [
    ...keys({
      PayloadType: 'com.apple.ManagedClient.preferences',
      PayloadVersion: 1,
      PayloadIdentifier: `${PREFERENCES_DOMAIN}.policy.settings`,
      PayloadUUID: uuidOf('settings'),
      PayloadDisplayName: 'RA Desk',
    }),
    '<key>PayloadContent</key>',
    '<dict>',
    `  <key>${PREFERENCES_DOMAIN}</key>`,
    '  <dict>',
    '    <key>Forced</key>',
    '    <array>',
    '      <dict>',
    '        <key>mcx_preference_settings</key>',
    '        <dict>',
    ...indented(policyNames.flatMap(setting), 10),
    '        </dict>',
    '      </dict>',
    '    </array>',
    '  </dict>',
    '</dict>',
  ]
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    comment('An example. Put in your own organisation and values, and take out what you do not decide.'),
    '<plist version="1.0">',
    '<dict>',
    ...indented(
      keys({
        PayloadType: 'Configuration',
        PayloadVersion: 1,
        PayloadScope: 'System',
        PayloadIdentifier: `${PREFERENCES_DOMAIN}.policy`,
        PayloadUUID: uuidOf('profile'),
        PayloadDisplayName: 'Policy of RA Desk',
        PayloadOrganization: 'Name of your organisation',
      }),
      2,
    ),
    '  <key>PayloadContent</key>',
    '  <array>',
    '    <dict>',
    ...indented(payload, 6),
    '    </dict>',
    '  </array>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n')
}
