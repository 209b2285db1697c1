/** Handlers of `preload/contract/call.ts`. */
import type { Handlers } from '../../preload/contract.ts'
import type { callChannels } from '../../preload/contract/call.ts'
import { textPhoneCode, type TextPhoneCodePorts } from './text-phone-code.ts'
import { verifyPhoneCode, type VerifyPhoneCodePorts } from './verify-phone-code.ts'

export interface CallHandlerDeps {
  readonly desk: () => TextPhoneCodePorts & VerifyPhoneCodePorts
}

export const callHandlers = ({ desk }: CallHandlerDeps): Pick<Handlers, keyof typeof callChannels> => ({
  'call.textPhoneCode': (input) => textPhoneCode(desk(), input),
  'call.verifyPhoneCode': (input) => verifyPhoneCode(desk(), input),
})
