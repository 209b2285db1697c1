/** Which serial port the modem is on. Kept on this computer, outside the vault: devices are opened before anyone signs in. */
import { useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { useCaseClient, useDevices } from '../../../client/use-case-client.ts'
import { FormError, SaveRow, TextField, useSubmit } from '../../../ui/index.ts'

interface Values {
  port: string
}

const PORT = /^(COM\d{1,3}|\/dev\/[\w./:-]+)?$/

export function ModemPart({ saved }: { readonly saved: (message: string) => void }) {
  const client = useCaseClient()
  const devices = useDevices()
  const form = useForm<Values>({ defaultValues: { port: '' } })
  useEffect(() => {
    void client.call('devices.modemPort', {}).then((answer) => {
      if (answer.ok && !form.formState.isDirty) form.reset({ port: answer.value.port })
    })
  }, [client, form])
  const submit = useSubmit(form, async ({ port }) => {
    const typed = port.trim()
    if (!PORT.test(typed)) {
      form.setError('port', { message: 'Enter a port, for example COM3 or /dev/ttyUSB0, or leave it empty.' })
      return undefined
    }
    const answer = await client.call('devices.useModem', { port: typed })
    if (!answer.ok) return answer.error
    form.reset({ port: typed })
    saved(typed ? `RA Desk will use the modem on ${typed}` : 'RA Desk will not use a modem')
    return undefined
  })
  const words = {
    ready: 'ready',
    'no-signal': 'no signal',
    'cannot-send': devices?.modem.trouble?.words ?? 'cannot send texts',
    absent: 'not there',
  } as const
  return (
    <form onSubmit={submit.onSubmit} noValidate>
      <FormError failure={submit.failure} />
      <TextField
        form={form}
        name="port"
        label="Serial port of the modem"
        hint="For example, COM3 or /dev/ttyUSB0. Leave it empty to send texts by the work phone."
        width={20}
        code
      />
      {devices && (
        <p className="desk-secondary">
          Now: {devices.modem.name || 'Modem'}, {words[devices.modem.state]}.
        </p>
      )}
      <SaveRow busy={submit.busy} label="Use this port" />
    </form>
  )
}
