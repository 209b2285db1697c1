import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { lookup } from 'node:dns'
import { describe, expect, test } from 'vitest'
import { askIpp } from '../../../native/printer/ipp-client.ts'
import { createPrinterHosts, PRINTER_HOST_REFUSED } from '../../../native/printer/printer-hosts.ts'

const added = ['printer.example', '198.51.100.0/24', '2001:db8::7']
/** A resolver whose answers are given. */
const resolver = (...addresses: readonly string[]) =>
  ((_host: string, _options: object, found: (error: null, all: object[]) => void) =>
    found(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup

const resolved = (host: string, addresses: readonly string[], names: readonly string[] = []) =>
  new Promise<string>((resolve) => {
    createPrinterHosts(names, resolver(...addresses)).lookup(host, {}, (error, address) =>
      resolve(error?.code ?? (typeof address === 'string' ? address : 'several')),
    )
  })

describe('where pictures of cards may go', () => {
  test.each([
    '127.0.0.1',
    '127.9.9.9',
    '::1',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.9',
    '169.254.1.1',
    'fe80::1',
    'fd12::1',
    'fc00::1',
    'localhost',
    'LOCALHOST',
    'printer.local',
    'Card-Printer.Local',
    'printer.local.',
    '::ffff:10.0.0.1',
  ])('%s: this computer and the private network', (host) => expect(createPrinterHosts([]).allows(host)).toBe(true))

  test.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.0',
    '192.169.0.1',
    '11.0.0.0',
    '128.0.0.1',
    '169.255.0.1',
    '0.0.0.0',
    '::',
    '2001:db8::7',
    'fe00::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    'printer.example',
    'local',
    'evil-local',
    'printer.local.example',
    'localhost.example',
    'intranet',
    '',
  ])('%s: not without the policy', (host) => expect(createPrinterHosts([]).allows(host)).toBe(false))

  test.each(['printer.example', 'PRINTER.example', '198.51.100.200', '2001:db8::7'])('%s: as the policy adds it', (host) =>
    expect(createPrinterHosts(added).allows(host)).toBe(true),
  )
  test.each(['198.51.101.1', '2001:db8::8', 'other.example', 'x.printer.example'])('%s: not what the policy adds', (host) =>
    expect(createPrinterHosts(added).allows(host)).toBe(false),
  )
})

describe('after its name is resolved', () => {
  test.each([
    ['a private address', 'card.local', ['192.168.1.9'], '192.168.1.9'],
    ['an address elsewhere', 'card.local', ['203.0.113.9'], PRINTER_HOST_REFUSED],
    ['one address of several elsewhere', 'card.local', ['192.168.1.9', '203.0.113.9'], PRINTER_HOST_REFUSED],
    ['localhost elsewhere', 'localhost', ['203.0.113.9'], PRINTER_HOST_REFUSED],
    ['no address', 'card.local', [], PRINTER_HOST_REFUSED],
  ] as const)('%s', async (_, host, addresses, expected) => expect(await resolved(host, addresses)).toBe(expected))

  test('a name that the organisation added may be anywhere', async () =>
    expect(await resolved('printer.example', ['203.0.113.9'], ['printer.example'])).toBe('203.0.113.9'))
})

describe('a question to a printer', () => {
  const question = { operation: 0x000b, groups: [], patience: { idle: 2_000, whole: 4_000 } }

  test.each(['203.0.113.9', 'printer.example'])('%s is not asked at all', async (host) => {
    const asked = await askIpp({ host, port: 631, path: '/', secure: true }, question)
    expect(asked).toEqual({ outcome: 'elsewhere' })
  })

  test('a name that leads elsewhere: not a byte goes out', async () => {
    let connections = 0
    const server = createServer().on('connection', () => connections++)
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const place = { host: 'card.local', port, path: '/', secure: false }
    const hosts = createPrinterHosts([], resolver('203.0.113.9'))
    expect(await askIpp(place, { ...question, hosts })).toEqual({ outcome: 'elsewhere' })
    expect(connections).toBe(0)
    // The same question to an address that is allowed does connect.
    await askIpp(place, { ...question, patience: { idle: 300, whole: 300 }, hosts: createPrinterHosts([], resolver('127.0.0.1')) })
    expect(connections).toBe(1)
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
})
