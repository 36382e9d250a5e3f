import { NumberInput, Select, SimpleGrid, Switch, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Service, serviceEndpoints, siteEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../../api/use-read.ts'
import { useWrite } from '../../../api/use-write.ts'
import { uiConfig } from '../../../app/ui-config.ts'
import { useCan } from '../../../app/use-can.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'
import { IconPicker } from '../../../components/icons/IconPicker.tsx'
import { changesOf, EDITABLE_STATUSES, type ServiceValues, serviceErrors, valuesOf } from './service-form.ts'

type Props = { service: Service; onClose: () => void }

export default function ServiceForm({ service, onClose }: Props) {
  const { t } = useTranslation()
  const before = valuesOf(service)
  const form = useForm<ServiceValues>({
    mode: 'controlled',
    initialValues: before,
    validate: (after) => serviceErrors(before, after),
  })
  const save = useWrite(serviceEndpoints.update, {
    success: t('services:saved'),
    alsoChanges: ['customer', 'inventory', 'provision', 'oam'],
    toastFailure: false,
  })
  const sites = useSites(service.customer_id)
  const statuses = [...new Set([...EDITABLE_STATUSES, service.service_status])]
  const types = [...new Set([...uiConfig().service_types, before.service_type].filter(Boolean))]
  const onOff = (name: keyof ServiceValues) => form.getInputProps(name, { type: 'checkbox' })

  async function handleSubmit(after: ServiceValues) {
    const body = changesOf(before, after)
    if (body && Object.keys(body).length > 0) {
      await save.mutateAsync({ params: { service_id: service.service_id }, body })
    }
  }

  return (
    <FormModal
      title={t('services:edit.title', { name: service.service_name ?? service.service_uuid })}
      form={form}
      onSubmit={handleSubmit}
      onClose={onClose}
      size="xl"
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput
          label={t('services:field.name')}
          withAsterisk
          {...form.getInputProps('service_name')}
          data-autofocus
        />
        <Select label={t('services:field.type')} data={types} {...form.getInputProps('service_type')} />
        <Select
          label={t('services:field.status')}
          data={statuses}
          allowDeselect={false}
          {...form.getInputProps('service_status')}
        />
        <Select label={t('services:field.site')} data={sites} clearable {...form.getInputProps('site_id')} />
        <NumberInput
          label={t('services:field.retail')}
          min={0}
          decimalScale={6}
          hideControls
          {...form.getInputProps('retail_cost')}
        />
        {service.wholesale_cost !== undefined && (
          <NumberInput
            label={t('services:field.wholesale')}
            min={0}
            decimalScale={6}
            hideControls
            {...form.getInputProps('wholesale_cost')}
          />
        )}
        <TextInput type="date" label={t('services:field.active')} {...form.getInputProps('service_active_date')} />
        <TextInput
          type="date"
          label={t('services:field.deactivate')}
          {...form.getInputProps('service_deactivate_date')}
        />
        <TextInput type="date" label={t('services:field.contract_end')} {...form.getInputProps('contract_end_date')} />
        <TextInput label={t('services:field.promo_code')} {...form.getInputProps('promo_code')} />
        <IconPicker
          label={t('services:field.icon')}
          value={form.values.icon}
          onChange={(icon) => form.setFieldValue('icon', icon)}
          error={form.errors.icon}
        />
      </SimpleGrid>
      <Textarea label={t('services:field.notes')} {...form.getInputProps('service_notes')} />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Switch label={t('services:field.billed')} {...onOff('service_billed')} />
        <Switch label={t('services:field.taxable')} {...onOff('service_taxable')} />
        <Switch label={t('services:field.visible')} {...onOff('service_visible_to_customer')} />
        <Switch label={t('services:field.usage_visible')} {...onOff('service_usage_visible_to_customer')} />
        <Switch label={t('services:field.auto_renew')} {...onOff('auto_renew')} />
      </SimpleGrid>
    </FormModal>
  )
}

function useSites(customer_id: number) {
  const mayView = useCan('view_customer_site')
  const { data = [] } = useRead(siteEndpoints.listOfCustomer, { params: { customer_id } }, { enabled: mayView })
  return data.map(({ site_id, site_name }) => ({ value: String(site_id), label: site_name }))
}
