export type Scale = [string, string, string, string, string, string, string, string, string, string]

type Oklch = { l: number; c: number; h: number }

/** Index of the shade that buttons are filled with; white text on it is readable (AA) whatever colour is configured. */
export const FILLED = 6

/** Ten shades of a configured colour, lightest first, evenly spaced to the eye (OKLCH). */
export function colorScale(hex: string): Scale {
  const base = darkenUntilReadable(toOklch(hex))
  return Array.from({ length: 10 }, (_, at) => toHex(shadeAt(base, at))) as Scale
}

/** Contrast ratio of two colours by WCAG 2, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function darkenUntilReadable(color: Oklch): Oklch {
  for (let l = color.l; l > 0.2; l -= 0.01) {
    if (contrast(toHex({ ...color, l }), '#ffffff') >= 4.6) return { ...color, l }
  }
  return { ...color, l: 0.2 }
}

function shadeAt(base: Oklch, at: number): Oklch {
  if (at <= FILLED) {
    const share = at / FILLED
    return { l: 0.975 + (base.l - 0.975) * share ** 1.15, c: base.c * (0.12 + 0.88 * share), h: base.h }
  }
  return { l: base.l * (1 - 0.13 * (at - FILLED)), c: base.c * (1 - 0.06 * (at - FILLED)), h: base.h }
}

function toOklch(hex: string): Oklch {
  const [r, g, b] = channels(hex).map(linear) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  return {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
  }
}

function toHex({ l, c, h }: Oklch): string {
  const a = c * Math.cos(h)
  const b = c * Math.sin(h)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const rgb = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ]
  return `#${rgb
    .map((value) =>
      Math.round(gamma(value) * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

function channels(hex: string): number[] {
  const digits = /^#?([0-9a-f]{6})$/i.exec(hex.trim())?.[1] ?? '405189'
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16) / 255)
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map(linear) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function gamma(value: number): number {
  const bounded = Math.min(1, Math.max(0, value))
  return bounded <= 0.0031308 ? bounded * 12.92 : 1.055 * bounded ** (1 / 2.4) - 0.055
}
