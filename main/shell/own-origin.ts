/** The app's own address, apart from Electron, so that whatever decides by it can be tried anywhere. */
export const appScheme = 'app'
export const appHost = 'ra-desk'

/** The renderer's origin, as frames of Electron say it (`new URL('app://…').origin` is `'null'`: never compare that). */
export function appOrigin(): string {
  return `${appScheme}://${appHost}`
}

export function isAppUrl(url: string): boolean {
  return url === appOrigin() || url.startsWith(`${appOrigin()}/`)
}

/** The one document there is; its places are behind the `#`. A page that were sent to any other address of its own would stand before a dead end. */
export function isHomeUrl(url: string): boolean {
  return new RegExp(`^${appOrigin()}/?([?#]|$)`).test(url)
}
