export type DurationParts =
  | { unit: 'seconds'; count: string }
  | { unit: 'minutes'; minutes: number; seconds: number }
  | { unit: 'hours'; hours: number; minutes: number }

/** Seconds in the two largest units that matter: tenths below a minute, whole ones above. */
export function durationParts(seconds: number): DurationParts {
  const tenths = Math.round(seconds * 10) / 10
  if (tenths < 60) return { unit: 'seconds', count: String(tenths) }
  const whole = Math.round(seconds)
  if (whole < 3600) return { unit: 'minutes', minutes: Math.floor(whole / 60), seconds: whole % 60 }
  return { unit: 'hours', hours: Math.floor(whole / 3600), minutes: Math.floor((whole % 3600) / 60) }
}
