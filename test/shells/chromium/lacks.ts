/** Gives an export of the stand-in, and throws by name for whatever Electron has and the stand-in has not. */
export function standIn<Target extends object>(name: string, target: Target): Target {
  return new Proxy(target, {
    get(of, key) {
      if (typeof key === 'symbol' || key in of || key === 'then' || key === 'toJSON' || key === 'domain')
        return Reflect.get(of, key) as unknown
      throw new Error(`The Chromium stand-in for Electron lacks ${name}.${key}`)
    },
  })
}

export function lacking(name: string): () => never {
  return () => {
    throw new Error(`The Chromium stand-in for Electron lacks ${name}`)
  }
}

/** Like `Object.assign`, but keeps getters as getters. */
export function extend<Target extends object, Source extends object>(target: Target, source: Source): Target & Source {
  return Object.defineProperties(target, Object.getOwnPropertyDescriptors(source)) as Target & Source
}
