/**
 * Writes the administrative templates of the policy, `docs/policy-definitions/`, from the rules of the policy: `node tools/policy-definitions.ts`.
 * An administrator of Windows copies ADMX and ADML to `PolicyDefinitions`, and group policy then writes `HKLM\SOFTWARE\Policies\RA Desk`. One of Macs
 * sends the configuration profile, with values of the organisation's own, by device management (`configuration-profile.ts`).
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'
import { policyNames, policyRules, type PolicyName } from '../domain/station/policy.ts'
import { writeProfile } from './configuration-profile.ts'

export const definitionsFolder = fileURLToPath(new URL('../docs/policy-definitions/', import.meta.url))

const KEY = 'SOFTWARE\\Policies\\RA Desk'
const NAMESPACE = 'RADesk.Policies'
const SCHEMA = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'

type Shape =
  | { readonly kind: 'switch' }
  | { readonly kind: 'number'; readonly from: number; readonly to: number }
  | { readonly kind: 'text'; readonly longest: number }

interface JsonSchema {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly anyOf?: readonly JsonSchema[]
}

/** What may be written, from the schema itself: limits stand in one place. `null` cannot be written here; it is "Not configured". */
function shapeOf(name: PolicyName): Shape {
  const whole = z.toJSONSchema(policyRules[name].schema) as JsonSchema
  const schema = whole.anyOf?.find(({ type }) => type !== 'null') ?? whole
  if (schema.type === 'boolean') return { kind: 'switch' }
  if (schema.type === 'integer') return { kind: 'number', from: schema.minimum!, to: schema.maximum! }
  if (schema.type === 'string') return { kind: 'text', longest: schema.maxLength ?? 400 }
  throw new Error(`the policy ${name} has a shape that group policy does not have`)
}

const xml = (text: string): string => text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!)

function policyElement(name: PolicyName): string[] {
  const shape = shapeOf(name)
  const attributes = `name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Help)" key="${KEY}"`
  const about = ['      <parentCategory ref="RADesk" />', '      <supportedOn ref="Supported" />']
  if (shape.kind === 'switch')
    return [
      `    <policy ${attributes} valueName="${name}">`,
      ...about,
      '      <enabledValue><decimal value="1" /></enabledValue>',
      '      <disabledValue><decimal value="0" /></disabledValue>',
      '    </policy>',
    ]
  const element =
    shape.kind === 'number'
      ? `<decimal id="${name}" valueName="${name}" minValue="${shape.from}" maxValue="${shape.to}" required="true" />`
      : `<text id="${name}" valueName="${name}" maxLength="${shape.longest}" required="true" />`
  return [
    `    <policy ${attributes} presentation="$(presentation.${name})">`,
    ...about,
    `      <elements>${element}</elements>`,
    '    </policy>',
  ]
}

export function writeAdmx(): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<policyDefinitions xmlns="${SCHEMA}" revision="1.0" schemaVersion="1.0">`,
    `  <policyNamespaces><target prefix="radesk" namespace="${NAMESPACE}" /></policyNamespaces>`,
    '  <resources minRequiredRevision="1.0" fallbackCulture="en-GB" />',
    '  <supportedOn><definitions><definition name="Supported" displayName="$(string.Supported)" /></definitions></supportedOn>',
    '  <categories><category name="RADesk" displayName="$(string.RADesk)" /></categories>',
    '  <policies>',
    ...policyNames.flatMap(policyElement),
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\r\n')
}

function presentationOf(name: PolicyName): string[] {
  const shape = shapeOf(name)
  const { title, initial } = policyRules[name]
  if (shape.kind === 'switch') return []
  // Where nothing is decided, the box begins with what deletes last: whoever presses OK has not chosen to delete.
  const first = typeof initial === 'number' ? initial : shape.kind === 'number' ? shape.to : ''
  return shape.kind === 'number'
    ? [
        `      <presentation id="${name}"><decimalTextBox refId="${name}" defaultValue="${first}">${xml(title)}</decimalTextBox></presentation>`,
      ]
    : [`      <presentation id="${name}"><textBox refId="${name}"><label>${xml(title)}</label></textBox></presentation>`]
}

/** In the words of the editor of group policy, which has no “null”, “true” or “false”. */
function whatItTakes(name: PolicyName): string[] {
  const { allowed, initial, weakerWhen } = policyRules[name]
  if (shapeOf(name).kind === 'switch') return [`Enabled means yes, Disabled means no. Not configured: ${initial === true ? 'yes' : 'no'}.`]
  const [takes, none = 'none'] = allowed.split(/, or null(?: for )?/)
  return [
    `Allowed: ${takes}. Not configured: ${initial ?? none}.`,
    ...(weakerWhen === 'later' ? ['Fewer days count at once, on every computer. What is deleted then cannot be brought back.'] : []),
  ]
}

export function writeAdml(): string {
  const strings = policyNames.flatMap((name) => {
    const { title, because } = policyRules[name]
    return [
      `      <string id="${name}">${xml(title)}</string>`,
      `      <string id="${name}_Help">${xml([`${title}.`, ...whatItTakes(name), because].join('\n\n'))}</string>`,
    ]
  })
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<policyDefinitionResources xmlns="${SCHEMA}" revision="1.0" schemaVersion="1.0">`,
    '  <displayName>RA Desk</displayName>',
    '  <description>Policy of RA Desk, for the whole computer</description>',
    '  <resources>',
    '    <stringTable>',
    '      <string id="RADesk">RA Desk</string>',
    '      <string id="Supported">RA Desk on Windows 10 or newer</string>',
    ...strings,
    '    </stringTable>',
    '    <presentationTable>',
    ...policyNames.flatMap(presentationOf),
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\r\n')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  mkdirSync(join(definitionsFolder, 'en-GB'), { recursive: true })
  writeFileSync(join(definitionsFolder, 'RADesk.admx'), writeAdmx())
  writeFileSync(join(definitionsFolder, 'en-GB/RADesk.adml'), writeAdml())
  writeFileSync(join(definitionsFolder, 'RADesk.mobileconfig'), writeProfile())
}
