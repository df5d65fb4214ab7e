import { useEffect, useState } from 'preact/hooks'

/** A value that components follow: what is no server state and is shared by the whole page, such as the session. */
export function signal<T>(first: T): Signal<T> {
  let value = first
  const listeners = new Set<(value: T) => void>()
  return {
    get: () => value,
    set(next) {
      value = next
      for (const listener of listeners) listener(next)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useSignal<T>({ get, subscribe }: Signal<T>): T {
  const [value, setValue] = useState(get)
  useEffect(() => {
    setValue(get)
    return subscribe(setValue)
  }, [get, subscribe])
  return value
}

export type Signal<T> = {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: (value: T) => void) => () => void
}
