import type { Faker } from '@faker-js/faker'

/** The seeded source of everything that looks like chance: the same seed makes the same operator. */
export type Chance = {
  pick<T>(choices: readonly T[]): T
  /** whole number from `least` to `most` */
  number(least: number, most: number): number
  /** true in `percent` of a hundred cases */
  happens(percent: number): boolean
  digits(count: number): string
  hex(count: number): string
  firstName(): string
  lastName(): string
}

const SEED = 20_260_110

/** Loads the name lists only when demo data is made, so that a running system does not carry them. */
export async function openChance(): Promise<Chance> {
  const { faker } = (await import('@faker-js/faker/locale/en_GB')) as { faker: Faker }
  faker.seed(SEED)
  return {
    pick: (choices) => faker.helpers.arrayElement(choices),
    number: (min, max) => faker.number.int({ min, max }),
    happens: (percent) => faker.number.int({ min: 1, max: 100 }) <= percent,
    digits: (count) => faker.string.numeric({ length: count, allowLeadingZeros: true }),
    hex: (count) => faker.string.hexadecimal({ length: count, prefix: '', casing: 'upper' }),
    firstName: () => faker.person.firstName(),
    lastName: () => faker.person.lastName(),
  }
}
