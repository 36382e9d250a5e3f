import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../app/clock.ts'
import { uiConfig } from '../app/ui-config.ts'
import { localeOf } from '../i18n/languages.ts'
import { formatDate, formatDateTime, formatRelative, formatSpan } from './dates.ts'
import { formatMoney, formatWidgetMoney, formatWidgetNumber } from './money.ts'

export type Formats = {
  locale: string
  money: (amount: number | string) => string
  widgetMoney: (amount: number | string) => string
  widgetNumber: (value: number) => string
  number: (value: number) => string
  date: (value: string) => string
  dateTime: (value: string) => string
  relative: (value: string, now?: Date) => string
  span: (value: string, now?: Date) => string
}

/** Formats in the configured currency and the locale of the chosen language; changes with the language. */
export function useFormats(): Formats {
  const { i18n } = useTranslation()
  return useMemo(() => formatsFor(i18n.language), [i18n.language])
}

function formatsFor(language: string): Formats {
  const { locale: configured, currency, currency_decimals } = uiConfig()
  const locale = localeOf(language, configured)
  const money = { locale, currency, decimals: currency_decimals }
  return {
    locale,
    money: (amount) => formatMoney(amount, money),
    widgetMoney: (amount) => formatWidgetMoney(amount, money),
    widgetNumber: (value) => formatWidgetNumber(value, locale),
    number: (value) => new Intl.NumberFormat(locale).format(value),
    date: (value) => formatDate(value, locale),
    dateTime: (value) => formatDateTime(value, locale),
    relative: (value, at = now()) => formatRelative(value, at, locale),
    span: (value, at = now()) => formatSpan(value, at, locale),
  }
}
