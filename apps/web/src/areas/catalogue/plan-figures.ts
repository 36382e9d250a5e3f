import type { Product } from '@omnicrm/contract'

const DAY_MS = 86_400_000
const SCALE = 1e6

/** What is owed when the order is placed: set-up and first month, before tax; exact to the six decimals that are stored. */
export function dueToday({
  retail_setup_cost,
  retail_cost,
}: Pick<Product, 'retail_setup_cost' | 'retail_cost'>): number {
  return (Math.round(retail_setup_cost * SCALE) + Math.round(retail_cost * SCALE)) / SCALE
}

/** Day of the first renewal, `YYYY-MM-DD`: `contract_days` after today (UTC); null for a product without a period. */
export function renewalDate({ contract_days }: Pick<Product, 'contract_days'>, now: Date): string | null {
  if (contract_days === 0) return null
  return new Date(now.getTime() + contract_days * DAY_MS).toISOString().slice(0, 10)
}

/** Whether a customer of that account type may have the product (decisions: individuals only what is residential). */
export function isForCustomer(
  { residential, business }: Pick<Product, 'residential' | 'business'>,
  accountType: string,
): boolean {
  return accountType === 'Business' ? business : residential
}
