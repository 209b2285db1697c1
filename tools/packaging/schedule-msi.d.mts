export function keepOlderUntilInstalled(source: string): string
export default function scheduleMsi(path: string): Promise<void>
