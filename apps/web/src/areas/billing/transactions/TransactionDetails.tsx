import { Button, Group, Modal } from '@mantine/core'
import type { Transaction } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools, useAllowed } from '../../../actions/use-actions.ts'
import { AppLink } from '../../../components/AppLink.tsx'
import { openDialog } from '../../../components/dialog/dialogs.ts'
import { DateText, Money } from '../../../components/figures.tsx'
import { Icon } from '../../../components/Icon.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import { TaxText } from '../BillingWords.tsx'
import { sumOf } from '../exact-money.ts'
import { lineActions } from './transaction-actions.tsx'

type Line = Transaction & { customer_name?: string }

/** Opens the details of a line over the page. */
export function openTransaction(line: Line): void {
  openDialog((close) => <TransactionDetails line={line} onClose={close} />)
}

/** All of one line, with what can be done about it. */
function TransactionDetails({ line, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const allowed = useAllowed()(lineActions, line)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('billing:transaction.named', { id: line.transaction_id })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <KeyValueList items={useItems(line, onClose)} />
      <Group justify="flex-end" mt="md">
        {allowed.map((action) => (
          <Button
            key={action.id}
            variant="default"
            c={action.isDangerous ? 'var(--bad-ink)' : undefined}
            leftSection={<Icon icon={action.icon} />}
            onClick={() => {
              onClose()
              void runAction(action, line, tools)
            }}
          >
            {t(action.labelKey)}
          </Button>
        ))}
        <Button onClick={onClose}>{t('common:close')}</Button>
      </Group>
    </Modal>
  )
}

function useItems(line: Line, onClose: () => void) {
  const { t } = useTranslation()
  const link = (to: string, text: string) => (
    <AppLink to={to} onClick={onClose}>
      {text}
    </AppLink>
  )
  const isSeen = (item: { value: unknown }) => item.value !== null && item.value !== undefined
  const always = [
    { label: t('billing:field.title'), value: line.title },
    { label: t('billing:field.description'), value: line.description },
    {
      label: t('billing:field.customer'),
      value: link(`/customers/${line.customer_id}#5`, line.customer_name ?? String(line.customer_id)),
    },
    { label: t('billing:field.date'), value: <DateText value={line.transaction_date} as="time" /> },
    { label: t('billing:field.type'), value: t(`billing:type.${line.transaction_type}`) },
  ]
  const sometimes = [
    { label: t('billing:field.credit_type'), value: line.credit_type && t(`billing:credit_type.${line.credit_type}`) },
    { label: t('billing:field.reference'), value: line.reference },
    {
      label: t('billing:field.service'),
      value: line.service_id && link(`/services/${line.service_id}`, String(line.service_id)),
    },
    { label: t('billing:field.site'), value: line.site_id },
    {
      label: t('billing:field.job'),
      value: line.provision_id && link(`/provisioning/${line.provision_id}`, String(line.provision_id)),
    },
    { label: t('billing:field.wholesale_cost'), value: line.wholesale_cost ?? null },
  ].filter(isSeen)
  const last = [
    { label: t('billing:field.amount'), value: <Money amount={line.retail_cost} /> },
    { label: t('billing:field.tax'), value: <TaxText {...line} /> },
    { label: t('billing:field.total'), value: <Money amount={sumOf([line.retail_cost, line.tax_amount])} /> },
    {
      label: t('billing:field.invoice'),
      value: line.invoice_id
        ? link(`/invoices/${line.invoice_id}`, `#${line.invoice_id}`)
        : t('billing:transaction.free'),
    },
    {
      label: t('billing:field.status'),
      value: line.void ? (
        <StatusBadge status="Void" label={t('billing:status.Void')} />
      ) : (
        t('billing:transaction.booked')
      ),
    },
  ]
  return [...always, ...sometimes, ...last]
}
