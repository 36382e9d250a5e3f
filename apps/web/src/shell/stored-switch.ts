import { useState } from 'react'

/** A yes or no that this browser remembers. */
export function useStoredSwitch(name: string, initial: boolean): [boolean, (next: boolean) => void] {
  const key = `omnicrm.${name}`
  const [isOn, setIsOn] = useState(() => read(key) ?? initial)
  return [
    isOn,
    (next) => {
      setIsOn(next)
      try {
        localStorage.setItem(key, String(next))
      } catch {
        // without storage it lasts as long as the page
      }
    },
  ]
}

function read(key: string): boolean | undefined {
  try {
    const stored = localStorage.getItem(key)
    return stored === null ? undefined : stored === 'true'
  } catch {
    return undefined
  }
}
