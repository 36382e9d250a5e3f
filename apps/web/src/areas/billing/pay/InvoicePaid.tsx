import { faCircleCheck } from '@fortawesome/free-solid-svg-icons/faCircleCheck'
import { faPrint } from '@fortawesome/free-solid-svg-icons/faPrint'
import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { InvoiceDetail } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { Icon } from '../../../components/Icon.tsx'
import { showFailure } from '../../../components/toasts.ts'
import { useFormats } from '../../../format/use-formats.ts'
import { DownloadButton } from '../pdf/DownloadButton.tsx'
import { printInvoice } from '../pdf/invoice-pdf.ts'

type Props = { invoice: InvoiceDetail; onClose: () => void }

/** The payment is booked; the paper for the customer is one key away. */
export function InvoicePaid({ invoice, onClose }: Props) {
  const { t } = useTranslation()
  const { money } = useFormats()
  const amount = money(Math.abs(invoice.payments.at(-1)?.retail_cost ?? invoice.total))

  async function handlePrint() {
    try {
      await printInvoice(invoice.invoice_id, t)
    } catch (thrown) {
      showFailure(reasonOf(thrown, t))
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('billing:paid.title')}
      size="md"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack align="center" gap={4} py="sm" ta="center" role="status">
        <Text c="var(--good-ink)" component="div">
          <Icon icon={faCircleCheck} size={36} />
        </Text>
        <Text fz="1.75rem" fw={650} lh={1.3} className="numeric">
          {amount}
        </Text>
        <Text>
          {t('billing:paid.text', {
            number: invoice.invoice_number,
            name: invoice.customer_name,
            method: t(`billing:method.${invoice.payment_method}`),
          })}
        </Text>
      </Stack>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
        <Button variant="default" leftSection={<Icon icon={faPrint} />} onClick={() => void handlePrint()}>
          {t('billing:action.print')}
        </Button>
        <DownloadButton invoiceId={invoice.invoice_id} isFocused />
      </Group>
    </Modal>
  )
}
