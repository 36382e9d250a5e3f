const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `date +FORMAT` and `strftime`, in the C locale. Without `utc` in the time zone of the process. */
export function strftime(format: string, at: Date, options: { utc: boolean }): string {
  // reading the UTC fields of a shifted instant gives local time without a second set of getters
  const minutes = options.utc ? 0 : -at.getTimezoneOffset()
  const local = new Date(at.getTime() + minutes * 60_000)
  const pad = (value: number, width = 2, fill = '0') => String(value).padStart(width, fill)
  const offset = (separator: string) =>
    `${minutes < 0 ? '-' : '+'}${pad(Math.trunc(Math.abs(minutes) / 60))}${separator}${pad(Math.abs(minutes) % 60)}`
  const dayOfYear = () => Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86_400_000) + 1
  const field = (letter: string): string | undefined => {
    const hour = local.getUTCHours()
    if (letter === 'Y') return String(local.getUTCFullYear())
    if (letter === 'C') return pad(Math.floor(local.getUTCFullYear() / 100))
    if (letter === 'y') return pad(local.getUTCFullYear() % 100)
    if (letter === 'm') return pad(local.getUTCMonth() + 1)
    if (letter === 'd') return pad(local.getUTCDate())
    if (letter === 'e') return pad(local.getUTCDate(), 2, ' ')
    if (letter === 'H') return pad(hour)
    if (letter === 'k') return pad(hour, 2, ' ')
    if (letter === 'I') return pad(hour % 12 || 12)
    if (letter === 'l') return pad(hour % 12 || 12, 2, ' ')
    if (letter === 'p') return hour < 12 ? 'AM' : 'PM'
    if (letter === 'M') return pad(local.getUTCMinutes())
    if (letter === 'S') return pad(local.getUTCSeconds())
    if (letter === 'N') return pad(local.getUTCMilliseconds() * 1_000_000, 9)
    if (letter === 'f') return pad(local.getUTCMilliseconds() * 1000, 6)
    if (letter === 's') return String(Math.floor(at.getTime() / 1000))
    if (letter === 'z') return offset('')
    if (letter === 'Z') return options.utc || minutes === 0 ? 'UTC' : offset('')
    if (letter === 'j') return pad(dayOfYear(), 3)
    if (letter === 'a') return days[local.getUTCDay()]?.slice(0, 3)
    if (letter === 'A') return days[local.getUTCDay()]
    if (letter === 'b' || letter === 'h') return months[local.getUTCMonth()]?.slice(0, 3)
    if (letter === 'B') return months[local.getUTCMonth()]
    if (letter === 'u') return String(local.getUTCDay() || 7)
    if (letter === 'w') return String(local.getUTCDay())
    if (letter === 'q') return String(Math.floor(local.getUTCMonth() / 3) + 1)
    if (letter === 'U') return pad(Math.floor((dayOfYear() + 6 - local.getUTCDay()) / 7))
    if (letter === 'n') return '\n'
    if (letter === 't') return '\t'
    return letter === '%' ? '%' : undefined
  }
  const compound: Record<string, string> = {
    F: '%Y-%m-%d',
    T: '%H:%M:%S',
    R: '%H:%M',
    D: '%m/%d/%y',
    r: '%I:%M:%S %p',
    c: '%a %b %e %H:%M:%S %Y',
    x: '%m/%d/%y',
    X: '%H:%M:%S',
  }
  return format.replace(/%(:?)([-_0]?)([a-zA-Z%])/g, (whole, colon: string, flag: string, letter: string) => {
    if (colon) return letter === 'z' ? offset(':') : whole
    const parts = compound[letter]
    if (parts) return strftime(parts, at, options)
    const value = field(letter)
    if (value === undefined) return whole
    if (flag === '-') return value.replace(/^[0 ]+(?=.)/, '')
    return flag === '_' ? value.replace(/^0+(?=.)/, (zeros) => ' '.repeat(zeros.length)) : value
  })
}
