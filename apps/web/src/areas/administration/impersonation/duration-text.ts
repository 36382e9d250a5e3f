/** A length of time in its two largest units: `40 sec`, `15 min`, `1 hr 5 min`. */
export function durationText(seconds: number, locale: string): string {
  const part = (value: number, unit: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  if (hours > 0) return minutes > 0 ? `${part(hours, 'hour')} ${part(minutes, 'minute')}` : part(hours, 'hour')
  const rest = seconds % 60
  if (minutes > 0) return rest > 0 ? `${part(minutes, 'minute')} ${part(rest, 'second')}` : part(minutes, 'minute')
  return part(rest, 'second')
}
