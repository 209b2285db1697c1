/** Messages to main that no page of ours would send. */
import { type ChannelName, channels } from '../../preload/contract.ts'

export interface Message {
  readonly channel: string
  readonly input: unknown
}
export type Below = (below: number) => number

export const long = 'x'.repeat(50 * 1_024 * 1_024)
export const evil: readonly (() => unknown)[] = [
  () => null,
  () => undefined,
  () => true,
  () => -1,
  () => 0.5,
  () => NaN,
  () => Infinity,
  () => 2 ** 53,
  () => '',
  () => ' ',
  () => [],
  () => ({}),
  () => [[]],
  () => 'a\0b',
  () => '\0',
  () => '../../etc/passwd',
  () => '..\\..\\Windows\\win.ini',
  () => 'con.txt',
  () => 'x'.repeat(70_000),
  () => '\ud800',
  () => '‮',
  () => "'; drop table cases; --",
  () => '=HYPERLINK("http://x")',
  () => '<img src=x onerror=alert(1)>',
  () => JSON.parse('{"__proto__":{"isUnlocked":true}}') as unknown,
  () => ({ constructor: { prototype: { role: 'raManager' } } }),
  () => ({ toString: 'x', valueOf: 7, then: 1 }),
  () => new Date(0),
  () => new Map([['a', 1]]),
  () => new Uint8Array(9),
  () => 10n,
  () => Symbol.iterator.toString(),
  () => Object.create(null) as unknown,
  () => Array.from({ length: 5_000 }, () => 0),
  () => nested(2_000),
]
const nested = (depth: number): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = { a: value }
  return value
}
const keys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'extra', 'caseId', 'agentId', 'role', '', '0', 'event\0']
export const strange: readonly (() => unknown[])[] = [
  () => [],
  () => [null],
  () => [undefined],
  () => ['vault.lock'],
  () => [7],
  () => [[]],
  () => [['vault.lock', {}]],
  () => [{ channel: 'vault.lock' }],
  () => [{ input: {} }],
  () => [{ channel: 7, input: {} }],
  () => [{ channel: 'vault.lock', input: {}, more: 1 }],
  () => [{ channel: 'vault.lock', input: {} }, {}],
  () => {
    const cycle: Record<string, unknown> = { channel: 'vault.lock' }
    cycle['input'] = cycle
    return [cycle]
  },
  () => [Object.create({ channel: 'vault.lock', input: {} })],
  () => [{ channel: ['vault.lock'], input: {} }],
  () => [{ channel: 'vault.lock', input: 10n }],
  () => [
    new Map([
      ['channel', 'vault.lock'],
      ['input', ''],
    ]),
  ],
]
export const unknownNames = [
  'case.erase',
  'vault.export',
  'toString',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'passcode.show',
  'vault.lock ',
  'VAULT.LOCK',
  'vault.lock\0',
  '',
  'ra-desk',
  '../vault.lock',
]

/** An honest message with one thing wrong, so that it fits its channel no more. */
export function spoil(message: Message, random: Below): Message {
  const pick = <Value>(from: readonly Value[]): Value => from[random(from.length)]!
  for (;;) {
    const input = spoilAt(structuredClone(message.input), pick)
    const rule = channels[message.channel as ChannelName]
    let fits: boolean
    try {
      fits = rule.input.safeParse(input).success
    } catch {
      fits = false
    }
    if (!fits) return { channel: message.channel, input }
  }
}

function spoilAt(value: unknown, pick: <Value>(from: readonly Value[]) => Value): unknown {
  const inside = typeof value === 'object' && value !== null ? Object.keys(value) : []
  const how = pick(['replace', 'inside', 'inside', 'inside', 'leave out', 'add', 'wrap'])
  if (how === 'wrap') return [value]
  if (how === 'replace' || typeof value !== 'object' || value === null) return pick(evil)()
  const object = value as Record<string, unknown>
  if (how === 'add' || inside.length === 0)
    Object.defineProperty(object, pick(keys), { value: pick(evil)(), enumerable: true, configurable: true, writable: true })
  else if (how === 'leave out') Reflect.deleteProperty(object, pick(inside))
  else {
    const key = pick(inside)
    object[key] = spoilAt(object[key], pick)
  }
  return object
}
