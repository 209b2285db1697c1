/** The two bindings to PC/SC (ADR 50). */
export const bindingNames = ['pcsclite', 'smartcard'] as const
export type BindingName = (typeof bindingNames)[number]
