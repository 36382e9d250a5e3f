type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Whether a key press is a shortcut such as `b`, `?` or `mod+k` (Ctrl, on Apple machines Cmd). */
export function isShortcut(press: KeyPress, shortcut: string): boolean {
  const withMod = shortcut.startsWith('mod+')
  const key = withMod ? shortcut.slice(4) : shortcut
  if (press.altKey || withMod !== (press.ctrlKey || press.metaKey)) return false
  return press.key.toLowerCase() === key.toLowerCase()
}

/** Shortcut as printed on keys, such as `Ctrl K`. */
export function shortcutText(shortcut: string, isApple: boolean): string {
  const [last = '', ...before] = shortcut.split('+').reverse()
  const mods = before.map((part) => (part === 'mod' ? (isApple ? '⌘' : 'Ctrl') : part))
  return [...mods, last.toUpperCase()].join(' ')
}

/** True while keys belong to a field or an open dialog, so that single-key shortcuts must not fire. */
export function keysAreTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[aria-modal="true"]')) return true
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)
}
