import { Alert, Autocomplete, JsonInput, List, MultiSelect, Stack } from '@mantine/core'
import { inventoryTemplateEndpoints, provisionEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import type { ProductFormProps } from './BasicFields.tsx'
import { PlaybookCheck } from './PlaybookCheck.tsx'

/** What runs when it is ordered, with what, and which items must be chosen. */
export function ProvisioningFields({ form }: ProductFormProps) {
  const { t } = useTranslation()
  const mayViewTemplates = useCan(['view_inventory_template', 'view_own_inventory_template'])
  const playbooks = useRead(provisionEndpoints.playbooks, {})
  const templates = useRead(inventoryTemplateEndpoints.list, {}, { enabled: mayViewTemplates })
  const { provisioning_play, inventory_items_list } = form.values
  const chosen = playbooks.data?.find((playbook) => playbook.provisioning_play === provisioning_play.trim())
  const types = [...new Set([...(templates.data ?? []).map(({ item }) => item), ...inventory_items_list])]
  return (
    <Stack gap="sm">
      <Autocomplete
        label={t('catalogue:manage.play')}
        description={chosen?.playbook_description ?? t('catalogue:manage.play_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={playbooks.data?.map((playbook) => playbook.provisioning_play) ?? []}
        {...form.getInputProps('provisioning_play')}
      />
      {chosen && chosen.warnings.length > 0 && (
        <Alert color="orange" title={t('catalogue:manage.warnings')}>
          <List size="sm">
            {chosen.warnings.map((warning) => (
              <List.Item key={warning}>{warning}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      <JsonInput
        label={t('catalogue:manage.vars')}
        description={t('catalogue:manage.vars_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={4}
        maxRows={14}
        formatOnBlur
        dir="ltr"
        {...form.getInputProps('provisioning_json_vars')}
      />
      <MultiSelect
        label={t('catalogue:manage.items')}
        data={types}
        searchable
        clearable
        nothingFoundMessage={t('catalogue:assign.none_of_these')}
        {...form.getInputProps('inventory_items_list')}
      />
      <PlaybookCheck values={form.values} />
    </Stack>
  )
}
