import { expect, test } from 'vitest'
import { checkPassword, isGoodPassword } from './password-rules.ts'

const broken = (password: string) =>
  checkPassword(password, 'composition')
    .filter(({ isMet }) => !isMet)
    .map(({ id }) => id)

test('each rule that a password breaks is named [AUTH-25]', () => {
  expect(broken('')).toEqual(['length', 'upper', 'lower', 'digit', 'special'])
  expect(broken('Correct-horse-1')).toEqual([])
  expect(broken('correct-horse-1')).toEqual(['upper'])
  expect(broken('CORRECT-HORSE-1')).toEqual(['lower'])
  expect(broken('Correct-horse')).toEqual(['digit'])
  expect(broken('Correcthorse1')).toEqual(['special'])
  expect(broken('Co-rr1')).toEqual(['length'])
})

test('letters and digits of every script count, blanks are no special character', () => {
  expect(broken('Пароль-٣٣')).toEqual([])
  expect(broken('Correct horse 1')).toEqual(['special'])
})

test('the other policy asks for length alone', () => {
  expect(isGoodPassword('only lower case words', 'nist')).toBe(true)
  expect(isGoodPassword('short', 'nist')).toBe(false)
})
