import { expect, test } from 'vitest'
import { isShortcut, shortcutText } from './shortcut.ts'

const press = (key: string, mods: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...mods,
})

test('single keys fire alone, in either case [NAV-19]', () => {
  expect(isShortcut(press('b'), 'b')).toBe(true)
  expect(isShortcut(press('B'), 'b')).toBe(true)
  expect(isShortcut(press('b', { ctrlKey: true }), 'b')).toBe(false)
  expect(isShortcut(press('b', { altKey: true }), 'b')).toBe(false)
})

test('mod is Ctrl or Cmd', () => {
  expect(isShortcut(press('k', { ctrlKey: true }), 'mod+k')).toBe(true)
  expect(isShortcut(press('k', { metaKey: true }), 'mod+k')).toBe(true)
  expect(isShortcut(press('k'), 'mod+k')).toBe(false)
  expect(shortcutText('mod+k', false)).toBe('Ctrl K')
  expect(shortcutText('b', true)).toBe('B')
})
