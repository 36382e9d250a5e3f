import type { CREDIT_TYPES, InputOf, Transaction, transactionEndpoints } from '@omnicrm/contract'
import { millionthsOf, sumOf, taxOf } from '../exact-money.ts'
import { decimalsOf, typedAmount } from '../typed-amount.ts'

export type TransactionValues = {
  customer_id: number | undefined
  transaction_type: 'debit' | 'credit'
  credit_type: string | null
  title: string
  description: string
  retail_cost: string
  wholesale_cost: string
  tax_percentage: string
  service_id: string | null
  site_id: string | null
  /** YYYY-MM-DD, UTC */
  transaction_date: string
}

type NewBody = InputOf<typeof transactionEndpoints.create>['body']
type CreditType = (typeof CREDIT_TYPES)[number]
type Money = { locale: string; decimals: number }

/** Fields of the form, for a new line of today or of one that is there. */
export function transactionValuesOf(
  today: string,
  { customerId, line }: { customerId?: number; line?: Transaction } = {},
): TransactionValues {
  return {
    customer_id: line?.customer_id ?? customerId,
    transaction_type: line?.transaction_type ?? 'debit',
    credit_type: line?.credit_type ?? null,
    title: line?.title ?? '',
    description: line?.description ?? '',
    retail_cost: line ? String(Math.abs(line.retail_cost)) : '',
    wholesale_cost: textOf(line?.wholesale_cost),
    tax_percentage: textOf(line?.tax_percentage || null),
    service_id: textOf(line?.service_id) || null,
    site_id: textOf(line?.site_id) || null,
    transaction_date: line?.transaction_date.slice(0, 10) ?? today,
  }
}

/** Keys of the sentences to show by field; none when the line can be booked. */
export function transactionErrors(
  values: TransactionValues,
  money: Money,
): Partial<Record<keyof TransactionValues, string>> {
  const isCredit = values.transaction_type === 'credit'
  return withoutEmpty({
    customer_id: values.customer_id === undefined ? 'billing:error.customer' : undefined,
    credit_type: isCredit && !values.credit_type ? 'billing:error.credit_type' : undefined,
    title: values.title.trim() === '' ? 'billing:error.title' : undefined,
    retail_cost: amountError(values.retail_cost, money, 'billing:error.positive'),
    wholesale_cost: values.wholesale_cost.trim() === '' ? undefined : wholesaleError(values.wholesale_cost, money),
    tax_percentage: isCredit ? undefined : rateError(values.tax_percentage, money),
    transaction_date: values.transaction_date === '' ? 'billing:error.date' : undefined,
  })
}

/** What the API takes of a form without errors. A line of today is booked with the time it has now. */
export function transactionBodyOf(
  values: TransactionValues,
  { locale, today }: { locale: string; today: string },
): NewBody {
  const isCredit = values.transaction_type === 'credit'
  return {
    customer_id: Number(values.customer_id),
    transaction_type: values.transaction_type,
    credit_type: isCredit ? (values.credit_type as CreditType) : null,
    title: values.title.trim(),
    description: values.description.trim() || null,
    retail_cost: typedAmount(values.retail_cost, locale) ?? '',
    wholesale_cost: typedAmount(values.wholesale_cost, locale) ?? null,
    tax_percentage: isCredit ? null : (typedAmount(values.tax_percentage, locale) ?? null),
    service_id: values.service_id ? Number(values.service_id) : null,
    site_id: values.site_id ? Number(values.site_id) : null,
    // noon, so that it is the same day for readers west and east of Greenwich
    transaction_date: values.transaction_date === today ? null : `${values.transaction_date}T12:00:00Z`,
  }
}

export type LinePreview = { retail: string; tax: string; percent: string; total: string }

/** The line as it would be booked, for the eye; undefined until an amount stands there. A credit is negative, without tax. */
export function previewOf(
  values: Pick<TransactionValues, 'transaction_type' | 'retail_cost' | 'tax_percentage'>,
  { locale, decimals, isTaxable }: Money & { isTaxable: boolean },
): LinePreview | undefined {
  const typed = typedAmount(values.retail_cost, locale)
  if (typed === undefined || millionthsOf(typed) <= 0n) return undefined
  if (values.transaction_type === 'credit') return { retail: `-${typed}`, tax: '0', percent: '0', total: `-${typed}` }
  const percent = (isTaxable && typedAmount(values.tax_percentage, locale)) || '0'
  const tax = taxOf(typed, percent, decimals)
  return { retail: typed, tax, percent, total: sumOf([typed, tax]) }
}

function amountError(text: string, { locale, decimals }: Money, notPositive: string): string | undefined {
  const typed = typedAmount(text, locale)
  if (typed === undefined) return text.trim() === '' ? notPositive : 'billing:error.amount'
  if (millionthsOf(typed) <= 0n) return notPositive
  return decimalsOf(typed) > decimals ? 'billing:error.decimals' : undefined
}

function wholesaleError(text: string, { locale }: Money): string | undefined {
  const typed = typedAmount(text, locale)
  return typed === undefined || millionthsOf(typed) < 0n ? 'billing:error.amount' : undefined
}

function rateError(text: string, { locale }: Money): string | undefined {
  if (text.trim() === '') return undefined
  const typed = typedAmount(text, locale)
  const isRate = typed !== undefined && millionthsOf(typed) >= 0n && millionthsOf(typed) <= millionthsOf('999')
  return isRate ? undefined : 'billing:error.rate'
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function withoutEmpty<T extends object>(entries: T): Partial<T> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as Partial<T>
}
