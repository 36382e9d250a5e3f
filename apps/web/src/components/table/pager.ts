/** Page numbers to show around the current one; `null` stands for a gap: 1 … 4 5 6 … 20. */
export function pageNumbers(current: number, total: number): (number | null)[] {
  if (total <= 7) return Array.from({ length: total }, (_, at) => at + 1)
  const from = Math.min(Math.max(2, current - 1), total - 4)
  const to = Math.max(Math.min(total - 1, current + 1), 5)
  const middle = Array.from({ length: to - from + 1 }, (_, at) => from + at)
  return [1, ...(from > 2 ? [null] : []), ...middle, ...(to < total - 1 ? [null] : []), total]
}

/** First and last result of a page, counted from 1. */
export function resultRange(page: number, perPage: number, total: number): { from: number; to: number } {
  if (total === 0) return { from: 0, to: 0 }
  return { from: (page - 1) * perPage + 1, to: Math.min(page * perPage, total) }
}
