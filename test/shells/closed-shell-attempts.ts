/** Ways in which a page could reach another computer, move away, or get a permission. */

type Try = (out: string) => unknown

/** What asks for an address somewhere else. Each is given one that no other try has. */
export const requests: Readonly<Record<string, Try>> = {
  fetch: (out) => fetch(out),
  'fetch without CORS': (out) => fetch(out, { mode: 'no-cors', keepalive: true }),
  XMLHttpRequest: (out) => {
    const request = new XMLHttpRequest()
    request.open('GET', out)
    request.send()
  },
  beacon: (out) => navigator.sendBeacon(out, 'x'),
  'server-sent events': (out) => new EventSource(out),
  'web socket': (out) => new WebSocket(out.replace('http', 'ws')),
  image: (out) => {
    new Image().src = out
  },
  'image set': (out) => {
    new Image().srcset = `${out} 1x`
  },
  audio: (out) => {
    new Audio(out).load()
  },
  'video poster': (out) => {
    const video = document.createElement('video')
    video.poster = out
    document.body.append(video)
  },
  script: (out) => {
    const script = document.createElement('script')
    script.src = out
    document.body.append(script)
  },
  module: (out) => import(out),
  worker: (out) => new Worker(out),
  'shared worker': (out) => new SharedWorker(out),
  'style sheet': (out) => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = out
    document.head.append(link)
  },
  'style with import': (out) => {
    const style = document.createElement('style')
    style.textContent = `@import url(${out});`
    document.head.append(style)
  },
  'constructed style': (out) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`body { background: url(${out}) }`)
    document.adoptedStyleSheets.push(sheet)
  },
  'style property': (out) => {
    document.body.style.listStyleImage = `url(${out})`
    document.body.style.backgroundImage = `url(${out})`
  },
  typeface: (out) => new FontFace('out', `url(${out})`).load(),
  icon: (out) => {
    const link = document.createElement('link')
    link.rel = 'icon'
    link.href = out
    document.head.append(link)
  },
  preload: (out) => {
    const link = document.createElement('link')
    link.rel = 'preload'
    link.as = 'image'
    link.href = out
    document.head.append(link)
  },
  prefetch: (out) => {
    const link = document.createElement('link')
    link.rel = 'prefetch'
    link.href = out
    document.head.append(link)
  },
  'web manifest': (out) => {
    const link = document.createElement('link')
    link.rel = 'manifest'
    link.href = out
    document.head.append(link)
  },
  'picture in a drawing': (out) => {
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
    image.setAttribute('href', out)
    drawing.append(image)
    document.body.append(drawing)
  },
  frame: (out) => {
    const frame = document.createElement('iframe')
    frame.src = out
    document.body.append(frame)
  },
  'frame with text': (out) => {
    const frame = document.createElement('iframe')
    frame.srcdoc = `<img src="${out}">`
    document.body.append(frame)
  },
  object: (out) => {
    const object = document.createElement('object')
    object.data = out
    document.body.append(object)
  },
  embed: (out) => {
    const embed = document.createElement('embed')
    embed.src = out
    document.body.append(embed)
  },
  'form in a frame': (out) => {
    const frame = Object.assign(document.createElement('iframe'), { name: 'inner' })
    const form = Object.assign(document.createElement('form'), { action: out, method: 'post', target: 'inner' })
    document.body.append(frame, form)
    form.submit()
  },
  'ping of a link': (out) => {
    const link = Object.assign(document.createElement('a'), { href: '#', ping: out })
    document.body.append(link)
    link.click()
  },
  'policy report': (out) => {
    const meta = Object.assign(document.createElement('meta'), {
      httpEquiv: 'Content-Security-Policy',
      content: `img-src 'none'; report-uri ${out}`,
    })
    document.head.append(meta)
    new Image().src = '/x'
  },
}

/** What would take the page somewhere else, or open another window. */
export const moves: Readonly<Record<string, Try>> = {
  'location.href': (out) => {
    location.href = out
  },
  'location.assign': (out) => {
    location.assign(out)
  },
  'location.replace': (out) => {
    location.replace(out)
  },
  link: (out) => {
    const link = Object.assign(document.createElement('a'), { href: out })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'link to the top': (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, target: '_top' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'link to a new window': (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, target: '_blank', rel: 'opener' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  download: (out) => {
    const link = Object.assign(document.createElement('a'), { href: out, download: 'out.exe' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  form: (out) => {
    const form = Object.assign(document.createElement('form'), { action: out, method: 'get' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'form by post to a new window': (out) => {
    const form = Object.assign(document.createElement('form'), { action: out, method: 'post', target: '_blank' })
    document.body.append(form)
    form.submit()
    form.remove()
  },
  'meta refresh': (out) => {
    document.head.append(Object.assign(document.createElement('meta'), { httpEquiv: 'refresh', content: `0; url=${out}` }))
  },
  'base address': (out) => {
    document.head.append(Object.assign(document.createElement('base'), { href: out }))
    const link = Object.assign(document.createElement('a'), { href: 'x' })
    document.body.append(link)
    link.click()
    link.remove()
  },
  'window.open': (out) => {
    open(out)
  },
  'window.open without opener': (out) => {
    open(out, '_blank', 'noopener,noreferrer,popup')
  },
  'window.open over itself': (out) => {
    open(out, '_self')
  },
}

/** Where else than to the neighbour a page could be sent. */
export const places = [
  'about:blank',
  'about:srcdoc',
  'data:text/html,<p>x</p>',
  'file:///etc/hosts',
  'file://server/share',
  'view-source:https://ra-desk.invalid/',
  'chrome://version/',
  'chrome://gpu/',
  'devtools://devtools/bundled/inspector.html',
  'ftp://127.0.0.1/x',
  'mailto:someone@example.com',
  'tel:07700900123',
  'ms-settings:privacy',
  'search-ms:query=x',
  'javascript:document.title="out"',
  'blob:null/x',
  'filesystem:https://ra-desk.invalid/temporary/x',
  'app://elsewhere/',
  'https://ra-desk.invalid/case/x',
  'https://ra-desk.invalid/images/ra-desk.svg',
  'app://ra-desk-reveal/reveal/x',
  'https://ra-desk-reveal.invalid/',
  'https://ra-desk.invalid.example.com/',
  'https://user@ra-desk.invalid:8443/',
]

/** Answers when it was allowed; throws when it was refused or is not there at all. */
export const permissions: Readonly<Record<string, () => unknown>> = {
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }),
  position: () =>
    new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 1_000 })
    }),
  notifications: async () => {
    if ((await Notification.requestPermission()) !== 'granted') throw new Error('refused')
  },
  'reading the clipboard': () => navigator.clipboard.readText(),
  'reading pictures from the clipboard': () => navigator.clipboard.read(),
  MIDI: () => navigator.requestMIDIAccess({ sysex: true }),
  USB: () => (navigator as unknown as { usb: { requestDevice(o: object): unknown } }).usb.requestDevice({ filters: [] }),
  'serial ports': () => (navigator as unknown as { serial: { requestPort(): unknown } }).serial.requestPort(),
  HID: async () => {
    if (
      (await (navigator as unknown as { hid: { requestDevice(o: object): Promise<unknown[]> } }).hid.requestDevice({ filters: [] }))
        .length === 0
    )
      throw new Error('none')
  },
  Bluetooth: () =>
    (navigator as unknown as { bluetooth: { requestDevice(o: object): unknown } }).bluetooth.requestDevice({ acceptAllDevices: true }),
  'smart cards': () => (navigator as unknown as { smartCard: { establishContext(): unknown } }).smartCard.establishContext(),
  'wake lock': () => navigator.wakeLock.request('screen'),
  'idle detection': async () => {
    if (
      (await (globalThis as unknown as { IdleDetector: { requestPermission(): Promise<string> } }).IdleDetector.requestPermission()) !==
      'granted'
    )
      throw new Error('refused')
  },
  'typefaces of this computer': async () => {
    if ((await (globalThis as unknown as { queryLocalFonts(): Promise<unknown[]> }).queryLocalFonts()).length === 0) throw new Error('none')
  },
  'window management': () => (globalThis as unknown as { getScreenDetails(): unknown }).getScreenDetails(),
  'keyboard lock': async () => {
    await document.documentElement.requestFullscreen()
    await (navigator as unknown as { keyboard: { lock(): Promise<void> } }).keyboard.lock()
    await document.exitFullscreen()
    throw new Error('no wall')
  },
  payment: () =>
    new PaymentRequest([{ supportedMethods: 'https://example.com/pay' }], {
      total: { label: 'x', amount: { currency: 'GBP', value: '1' } },
    }).show(),
  'a passkey': () =>
    navigator.credentials.create({
      publicKey: {
        challenge: new Uint8Array(16),
        rp: { name: 'x' },
        user: { id: new Uint8Array(8), name: 'x', displayName: 'x' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        timeout: 500,
      },
    }),
  'a service worker': () => navigator.serviceWorker.register('/trusted-types.js'),
  'scheme of its own': () => {
    navigator.registerProtocolHandler('web+radesk', `${location.origin}/?%s`)
    throw new Error('no permission was asked for, and the call did not succeed')
  },
  sensors: () => {
    const sensor = new (globalThis as unknown as { AmbientLightSensor: new () => { start(): void } }).AmbientLightSensor()
    sensor.start()
  },
}
