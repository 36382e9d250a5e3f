import { faDownload } from '@fortawesome/free-solid-svg-icons/faDownload'
import { Button, type ButtonProps } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { Icon } from '../../../components/Icon.tsx'
import { showFailure } from '../../../components/toasts.ts'
import { downloadInvoice } from './invoice-pdf.ts'

type Props = { invoiceId: number; variant?: ButtonProps['variant']; isFocused?: boolean }

/** "Download PDF" with a spinner while the PDF is made. */
export function DownloadButton({ invoiceId, variant, isFocused }: Props) {
  const { t } = useTranslation()
  const [isLoading, setIsLoading] = useState(false)

  async function handleClick() {
    setIsLoading(true)
    try {
      await downloadInvoice(invoiceId, t)
    } catch (thrown) {
      showFailure(reasonOf(thrown, t))
    } finally {
      setIsLoading(false)
    }
  }

  return (
    <Button
      variant={variant}
      leftSection={<Icon icon={faDownload} />}
      loading={isLoading}
      onClick={() => void handleClick()}
      data-autofocus={isFocused || undefined}
    >
      {t('billing:action.download')}
    </Button>
  )
}
