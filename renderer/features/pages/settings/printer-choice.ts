/** What the form of the card printer holds, and the choice that it means. */
import type { PrinterChoice } from '../../../../domain/card/printer-choice.ts'
import type { Output } from '../../../../preload/contract.ts'

export interface PrinterValues {
  kind: 'none' | 'system' | 'ipp' | 'evolis' | 'virtual' | 'virtual-station'
  card: string
  uri: string
  port: string
  queue: string
  reader: string
}

export type ReadChoice =
  | { readonly ok: true; readonly choice: PrinterChoice }
  | { readonly ok: false; readonly field: keyof PrinterValues; readonly message: string }

const PORT = /^(COM\d{1,3}|\/dev\/[\w./:-]+)$/
const ADDRESS = /^ipps?:\/\/[^\s/]+(\/\S*)?$/i

const empty: PrinterValues = { kind: 'none', card: '', uri: '', port: '', queue: '', reader: '' }

export function valuesOf(choice: PrinterChoice): PrinterValues {
  switch (choice.kind) {
    case 'none':
      return empty
    case 'system':
      return { ...empty, kind: 'system', card: choice.card ?? '' }
    case 'ipp':
      return { ...empty, kind: 'ipp', uri: choice.uri }
    case 'evolis':
      return { ...empty, kind: 'evolis', port: choice.port, queue: choice.queue, reader: choice.reader }
    case 'virtual':
      return { ...empty, kind: choice.station ? 'virtual-station' : 'virtual' }
  }
}

const wrong = (field: keyof PrinterValues, message: string): ReadChoice => ({ ok: false, field, message })

export function readChoice(values: PrinterValues): ReadChoice {
  const [uri, port, queue] = [values.uri.trim(), values.port.trim(), values.queue.trim()]
  switch (values.kind) {
    case 'none':
      return { ok: true, choice: { kind: 'none' } }
    case 'system':
      return { ok: true, choice: { kind: 'system', ...(values.card === '' ? {} : { card: values.card }) } }
    case 'ipp':
      return ADDRESS.test(uri)
        ? { ok: true, choice: { kind: 'ipp', uri } }
        : wrong('uri', 'Enter an address, for example ipps://printer.example/ipp/print')
    case 'evolis':
      if (!PORT.test(port)) return wrong('port', 'Enter a port, for example COM4 or /dev/ttyUSB1')
      if (queue === '') return wrong('queue', 'Enter the name of its printer in the system')
      if (values.reader === '') return wrong('reader', 'Choose the card reader inside the printer')
      return { ok: true, choice: { kind: 'evolis', port, queue, reader: values.reader } }
    case 'virtual':
      return { ok: true, choice: { kind: 'virtual', station: false } }
    case 'virtual-station':
      return { ok: true, choice: { kind: 'virtual', station: true } }
  }
}

const states = { ready: 'ready', printing: 'printing', problem: 'needs attention', offline: 'switched off or not connected' } as const

export function describeFound(found: Output<'printer.settings'>['found']): string {
  if (found.length === 0) return 'No printer found.'
  return `Found: ${found.map(({ name, state, problem, path }) => `${name} (${problem ?? states[state]}${path ? `, its reader: ${path.reader}` : ''})`).join('; ')}.`
}

export function describeChoice(choice: PrinterChoice): string {
  switch (choice.kind) {
    case 'none':
      return 'No card printer'
    case 'system':
      return choice.card ?? 'A printer of this computer, asked each time'
    case 'ipp':
      return choice.uri
    case 'evolis':
      return `${choice.queue}, on ${choice.port}`
    case 'virtual':
      return choice.station ? 'The practice printer with a contact station' : 'The practice printer'
  }
}
