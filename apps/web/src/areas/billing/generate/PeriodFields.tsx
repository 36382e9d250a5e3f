import { SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type PeriodValues, periodErrors } from './generate-form.ts'

type Props = { values: PeriodValues; onChange: (values: Partial<PeriodValues>) => void }

/** First and last day to bill, and the day on which the money is due; what is wrong shows at once. */
export function PeriodFields({ values, onChange }: Props) {
  const { t } = useTranslation()
  const errors = periodErrors(values)
  const field = (name: keyof PeriodValues) => ({
    type: 'date',
    required: true,
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: errors[name] && t(errors[name]),
  })
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
      <TextInput label={t('billing:field.start_date')} {...field('start_date')} />
      <TextInput label={t('billing:field.end_date')} {...field('end_date')} />
      <TextInput label={t('billing:field.due_date')} {...field('due_date')} />
    </SimpleGrid>
  )
}
