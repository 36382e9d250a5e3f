import { Checkbox, ScrollArea, SimpleGrid, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  label: string
  description?: string
  /** what is there to tick */
  options: readonly { value: string; name: string; description?: string | null }[]
  value?: string[]
  onChange: (value: string[]) => void
  error?: ReactNode
  /** the search field takes the focus when the dialog opens */
  autoFocus?: boolean
}

/** Permissions to tick, any number of them, found by a part of their name. */
export function PermissionChecks({ label, description, options, value, onChange, error, autoFocus = false }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase().replaceAll(' ', '_')
  const shown = options.filter(({ name }) => name.includes(wanted))
  return (
    <Checkbox.Group label={label} description={description} value={value} onChange={onChange} error={error}>
      <TextInput
        type="search"
        aria-label={t('administration:role.find_permission')}
        placeholder={t('administration:role.find_permission')}
        value={search}
        mt={6}
        mb="xs"
        data-autofocus={autoFocus || undefined}
        onChange={(event) => setSearch(event.currentTarget.value)}
        // Enter searches here, and must not send the form
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <ScrollArea.Autosize mah="16rem" type="auto" offsetScrollbars>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" verticalSpacing={6}>
          {shown.map((option) => (
            <Checkbox
              key={option.value}
              value={option.value}
              label={option.name}
              description={option.description}
              styles={{ label: { overflowWrap: 'anywhere' } }}
            />
          ))}
        </SimpleGrid>
        {options.length > 0 && shown.length === 0 && <Text c="dimmed">{t('administration:role.no_permission')}</Text>}
      </ScrollArea.Autosize>
    </Checkbox.Group>
  )
}
