/** What a device process is started with. Apart from the devices themselves: the app checks settings, and drives no device. */
import { z } from 'zod'
import { findIppPlace } from './printer/ipp-place.ts'
import { bindingNames } from './reader/binding-names.ts'

const serialPath = z
  .string()
  .max(255)
  .regex(/^(COM\d{1,3}|\/[\w./:-]+)$/)

export const deviceSettings = z.strictObject({
  reader: z.enum(['pcsc', 'virtual']),
  /** Which binding to PC/SC is used where it loads; absent: `pcsclite`. */
  readerBinding: z.enum(bindingNames).optional(),
  /**
   * `system`: the queues of CUPS, or of the spooler of Windows. `ipp`: one printer by its address, `ipps://…`, or `ipp://` on this machine. `evolis`: cards
   * are moved over a serial port, faces printed by a queue. `virtual-station`: a virtual printer whose contact station is one more virtual reader.
   */
  printer: z.union([
    z.enum(['virtual', 'virtual-station', 'none', 'system']),
    z.strictObject({ evolis: serialPath, queue: z.string().min(1).max(255), reader: z.string().min(1).max(200) }),
    z.strictObject({
      ipp: z
        .string()
        .max(1023)
        .refine((uri) => findIppPlace(uri) !== undefined, 'not the address of an IPP printer: ipps://…, or ipp:// on this machine'),
    }),
  ]),
  /** Where labels, lists and sheets are printed. `system`: the queues of this computer, whichever printer is for cards. */
  documents: z.enum(['system', 'virtual', 'none']),
  /** Names, addresses and ranges beyond the private ones to which a printer's address may lead. */
  printerHosts: z.array(z.string().max(300)).optional(),
  /** `serial` is the port of a GSM modem: `COM3`, `/dev/ttyUSB0`. Its binding is loaded only then. */
  text: z.union([z.enum(['virtual', 'none']), z.strictObject({ serial: serialPath })]),
  /** Where the hands of the virtual devices can be reached: a Unix socket or a Windows named pipe. Absent: they cannot. */
  handsPath: z.string().min(1).optional(),
})

export type DeviceSettings = z.infer<typeof deviceSettings>
