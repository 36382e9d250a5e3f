const texts = new WeakMap<object, string>()

/** Notes what a value is written as, worked out before the unit that keeps it: a big value would hold up requests there. */
export function prepareText(value: object, text: string): void {
  texts.set(value, text)
}

export function preparedText(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? texts.get(value) : undefined
}
