/** Looks into parsed ASN.1 (DER and BER) without trusting its shape. */
import forge from 'node-forge'

const { Type, Class } = forge.asn1

export type Node = forge.asn1.Asn1

export const is = (node: Node | undefined, type: forge.asn1.Type): node is Node =>
  node !== undefined && node.tagClass === Class.UNIVERSAL && node.type === type

export const childrenOf = (node: Node | undefined): Node[] => (node && Array.isArray(node.value) ? node.value : [])

/** The bytes of a string of bytes as a binary string. BER allows a string in pieces. */
export const bytesOf = (node: Node | undefined): string =>
  node === undefined
    ? ''
    : typeof node.value === 'string'
      ? node.value
      : childrenOf(node).reduce((text, { value }) => text + (typeof value === 'string' ? value : ''), '')

/** `1.2.840.113549.1.7.1`; empty when it is no object identifier. */
export const oidOf = (node: Node | undefined): string =>
  is(node, Type.OID) && typeof node.value === 'string' && node.value !== '' ? forge.asn1.derToOid(node.value) : ''

/** `Infinity` for one that is no number or too large for one. */
export const numberOf = (node: Node | undefined): number =>
  is(node, Type.INTEGER) && typeof node.value === 'string' ? toNumber(node.value) : Infinity

/** A negative number is read as a very large one. */
export const toNumber = (bytes: string): number => {
  const number = Number.parseInt(Buffer.from(bytes, 'binary').toString('hex'), 16)
  return Number.isSafeInteger(number) ? number : Infinity
}

export function parseDer(bytes: string): Node | undefined {
  try {
    return forge.asn1.fromDer(forge.util.createBuffer(bytes))
  } catch {
    return undefined
  }
}

export const toDer = (node: Node): Buffer => Buffer.from(forge.asn1.toDer(node).getBytes(), 'binary')
