const simple: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

/** The text that the inside of a Python string literal stands for. Unknown escapes stay as written, as in Python. */
export const unescapeText = (body: string): string =>
  body.includes('\\')
    ? body.replace(
        /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
        (whole, two: string, four: string, eight: string, octal: string, one: string) => {
          const hex = two ?? four ?? eight
          if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
          if (octal) return String.fromCodePoint(Number.parseInt(octal, 8))
          return simple[one] ?? whole
        },
      )
    : body
