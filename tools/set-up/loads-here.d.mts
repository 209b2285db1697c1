export function loadsHere(given: { readonly module: string; readonly node: string; readonly marker: string }): boolean
