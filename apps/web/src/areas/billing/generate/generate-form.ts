import { addDays } from '../days.ts'

export type PeriodValues = { start_date: string; end_date: string; due_date: string }

const DAYS_BACK = 14

/** Bills the last 14 days, due today [INVC-07]. */
export function periodUntil(today: string): PeriodValues {
  return { start_date: addDays(today, -DAYS_BACK), end_date: today, due_date: today }
}

/** Keys of the sentences to show by field; days are `YYYY-MM-DD`, '' while there is none [INVC-12]. */
export function periodErrors({
  start_date,
  end_date,
  due_date,
}: PeriodValues): Partial<Record<keyof PeriodValues, string>> {
  return {
    ...(start_date === '' && { start_date: 'billing:error.date' }),
    ...(end_date === '' && { end_date: 'billing:error.date' }),
    ...(start_date !== '' && end_date !== '' && start_date > end_date && { end_date: 'billing:error.period' }),
    ...(due_date === '' && { due_date: 'billing:error.due_date' }),
  }
}
