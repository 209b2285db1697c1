/** Handlers of `preload/contract/call.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { callChannels } from '../../preload/contract/call.ts'
import type { TextPhoneCodePorts } from './text-phone-code.ts'
import type { VerifyPhoneCodePorts } from './verify-phone-code.ts'

export interface CallHandlerDeps {
  readonly desk: () => TextPhoneCodePorts & VerifyPhoneCodePorts
}

export const callHandlers = ({ desk }: CallHandlerDeps): Pick<Handlers, keyof typeof callChannels> => ({
  'call.textPhoneCode': async (input) => (await import('./text-phone-code.ts')).textPhoneCode(desk(), input),
  'call.verifyPhoneCode': async (input) => (await import('./verify-phone-code.ts')).verifyPhoneCode(desk(), input),
})
