/** What is on the card in a reader, in words. Reads only what a card tells without a passcode; uses up no try. A card that is kept off is not even reached. */
import { ok } from '../../domain/result.ts'
import { objects, references } from '../../native/card/piv.ts'
import { pivProfile } from '../../native/card/profile.ts'
import { openSession } from '../../native/card/session.ts'
import type { Input, Reply } from '../../preload/contract.ts'
import type { DevicePorts, RandomBytes } from '../ports.ts'

const readable = [
  { name: 'Card holder identifier (CHUID)', tag: objects.chuid },
  { name: 'Card capability container (CCC)', tag: objects.ccc },
  { name: 'Certificate for log-in (9A)', tag: objects.certificate9a },
] as const

export async function inspectBlankCard(desk: DevicePorts & RandomBytes, { reader }: Input<'card.look'>): Promise<Reply<'card.look'>> {
  const connected = await desk.devices.reader.connect(reader)
  if (!connected.ok) return connected
  const connection = connected.value
  try {
    const nothing = { atr: connection.atr, blank: false, retries: {}, objects: [] }
    const session = openSession({ connection, random: desk.randomBytes, transport: pivProfile.transport })
    const selected = await session.select()
    if (!selected.ok) return ok({ ...nothing, message: selected.error.message })
    const [serial, version, tries] = [await session.readSerial(), await session.readVersion(), await session.readRetries()]
    const found: { name: string; bytes: number; message: string }[] = []
    for (const { name, tag } of readable) {
      const object = await session.readObject(tag)
      found.push(
        object.ok
          ? { name, bytes: object.value.length, message: `${object.value.length} bytes` }
          : { name, bytes: 0, message: 'Not on this card' },
      )
    }
    const certificate = found.at(-1)!.bytes > 0
    // A card issued without a certificate holds its registrant's key all the same.
    const key = await session.readKey(references.authenticationKey)
    const inUse = certificate || (key.ok && key.value !== undefined)
    const passcode = tries.ok ? tries.value.passcode.left : undefined
    const locked = passcode === 0
    const puk = tries.ok ? tries.value.puk?.left : undefined
    return ok({
      atr: connection.atr,
      blank: !inUse && !locked,
      objects: found,
      message: certificate
        ? 'A smartcard that is in use: it has a certificate.'
        : inUse
          ? 'A smartcard that is in use: it holds a key, and no certificate yet.'
          : locked
            ? 'A smartcard that is locked: its passcode has no attempts left.'
            : 'A smartcard without a certificate: it looks blank.',
      ...(serial.ok && serial.value ? { serial: serial.value } : {}),
      ...(version.ok && version.value ? { version: version.value } : {}),
      retries: { ...(passcode === undefined ? {} : { passcode }), ...(puk === undefined ? {} : { puk }) },
    })
  } finally {
    await connection.disconnect('reset')
  }
}
