/** What is under the pointer while a photograph is dragged: a head and shoulders in a frame, PNG of 48 by 60 pixels. Never the photograph, which `main` does not decode. */
export const dragIcon: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAADAAAAA8AQMAAAAaDqu/AAAABlBMVEX///8UU0s+dU5dAAAAcklEQVR42qXRPQ6AIAwFYAyDo0fwKB4NEy+GYfAaJl7A0YHwbLH4gw4au3xT+1pQiKUEq6j0f6o50viICWcohiiA9oYG7Ccep0hCFiu7yGbvT5G+babElsBI1MBCNIA/MEAg+Dl3eqZLOMZlDMyUuPzKCjGusgyQvERjAAAAAElFTkSuQmCC',
  'base64',
)
