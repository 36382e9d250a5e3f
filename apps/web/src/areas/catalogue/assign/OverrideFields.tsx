import { Select, SimpleGrid, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isOverrideValid, type Overridable } from './override-values.ts'

type Props = {
  variables: readonly Overridable[]
  texts: Readonly<Record<string, string>>
  onChange: (texts: Readonly<Record<string, string>>) => void
}

/** The product's variables as fields; what is left alone is not sent. */
export function OverrideFields({ variables, texts, onChange }: Props) {
  const { t } = useTranslation()
  const change = (name: string, text: string) => onChange({ ...texts, [name]: text })
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {variables.map((variable) => {
        const { name, initial } = variable
        const text = texts[name] ?? String(initial)
        if (typeof initial === 'boolean') {
          return (
            <Select
              key={name}
              label={name}
              data={[
                { value: 'true', label: t('catalogue:yes') },
                { value: 'false', label: t('catalogue:no') },
              ]}
              value={text}
              onChange={(next) => change(name, next ?? String(initial))}
              allowDeselect={false}
            />
          )
        }
        return (
          <TextInput
            key={name}
            label={name}
            value={text}
            onChange={(event) => change(name, event.currentTarget.value)}
            inputMode={typeof initial === 'number' ? 'decimal' : undefined}
            error={isOverrideValid(variable, text) ? undefined : t('catalogue:assign.must_be_number')}
          />
        )
      })}
    </SimpleGrid>
  )
}
