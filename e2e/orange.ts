import type { Locator } from '@playwright/test'

/** True when the text or icon is drawn in orange, in either colour scheme: more red than green, more green than blue. */
export async function isOrange(shown: Locator): Promise<boolean> {
  const colour = await shown.evaluate((element) => getComputedStyle(element).color)
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map(Number)
  return red > green + 30 && green > blue + 30
}
