import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../../app/ui-config.ts'
import { useFormats } from '../../../format/use-formats.ts'

/** Words and formats of balances, in the language and currency of the moment. */
export function useUsageWords() {
  const { t } = useTranslation()
  const { number, money } = useFormats()
  return useMemo(
    () => ({
      t: (key: string, values: Record<string, unknown> = {}) => t(key, values),
      number,
      money,
      decimals: uiConfig().currency_decimals,
    }),
    [t, number, money],
  )
}
