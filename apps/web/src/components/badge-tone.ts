export type Tone = 'good' | 'warn' | 'bad' | 'quiet' | 'info'

const TONES: Record<Exclude<Tone, 'quiet'>, readonly string[]> = {
  good: ['active', 'open', 'paid', 'success', 'succeeded', 'valid', 'done', 'in stock', 'available', 'new'],
  warn: ['suspended', 'expiring', 'expiring soon', 'ignored', 'pending', 'reserved', 'pending approval', 'terminating'],
  bad: ['expired', 'failed', 'overdue', 'terminated', 'lost', 'damaged', 'rejected'],
  info: ['running', 'queued', 'unpaid', 'refunded', 'assigned', 'provisioning'],
}

/** Colour of a status word (Screens, Badges); grey for the rest. */
export function toneOf(status: string): Tone {
  const word = status.trim().toLowerCase().replaceAll('_', ' ')
  const found = Object.entries(TONES).find(([, words]) => words.includes(word))
  return (found?.[0] as Tone | undefined) ?? 'quiet'
}
