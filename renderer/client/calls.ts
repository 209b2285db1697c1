/** The IPC bridge with the types of each channel and push. */
import type { Answer, Bridge, ChannelName, Input, Push, PushName } from '../../preload/contract.ts'

export type Call = <Name extends ChannelName>(channel: Name, input: Input<Name>) => Promise<Answer<Name>>
/** Returns the function that stops listening. */
export type On = <Name extends PushName>(push: Name, listener: (payload: Push<Name>) => void) => () => void

export interface Calls {
  readonly call: Call
  readonly on: On
}

export function createCalls(bridge: Bridge): Calls {
  return {
    call: (channel, input) => bridge.call(channel, input) as ReturnType<Call> as never,
    on: (push, listener) => bridge.on(push, (payload) => listener(payload as never)),
  }
}
