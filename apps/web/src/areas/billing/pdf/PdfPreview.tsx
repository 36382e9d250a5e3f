import { faDownload } from '@fortawesome/free-solid-svg-icons/faDownload'
import { faPrint } from '@fortawesome/free-solid-svg-icons/faPrint'
import { Button, Center, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { readInvoicePdf } from './invoice-pdf.ts'
import classes from './PdfPreview.module.css'
import { printFile } from './print-file.ts'

type Props = { invoiceId: number; title: string; onClose: () => void }

/** The invoice as it is printed, over the page. */
export function PdfPreview({ invoiceId, title, onClose }: Props) {
  const { t } = useTranslation()
  const { file, url, error, retry } = usePdf(invoiceId)
  return (
    <Modal opened onClose={onClose} title={title} size="60rem" closeButtonProps={{ 'aria-label': t('common:close') }}>
      <Stack gap="sm">
        <div className={classes.sheet}>
          {url && <iframe src={url} title={title} className={classes.frame} />}
          {error !== undefined && <LoadFailure error={error} onRetry={retry} />}
          {!url && error === undefined && (
            <Center h="100%">
              <Stack align="center" gap="xs" role="status">
                <Loader />
                <Text c="dimmed">{t('billing:pdf.making')}</Text>
              </Stack>
            </Center>
          )}
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:close')}
          </Button>
          <Button
            variant="default"
            leftSection={<Icon icon={faPrint} />}
            disabled={!file}
            onClick={() => file && printFile(file)}
          >
            {t('billing:action.print')}
          </Button>
          <Button
            leftSection={<Icon icon={faDownload} />}
            disabled={!file}
            onClick={() => file && saveFile(file, file.name)}
          >
            {t('billing:action.download')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type Loaded = { file?: File; url?: string; error?: unknown }

function usePdf(invoiceId: number): Loaded & { retry: () => void } {
  const [attempt, setAttempt] = useState(0)
  const [loaded, setLoaded] = useState<Loaded>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt reads again
  useEffect(() => {
    let isOver = false
    let url: string | undefined
    setLoaded({})
    readInvoicePdf(invoiceId).then(
      (file) => {
        if (isOver) return
        url = URL.createObjectURL(file)
        setLoaded({ file, url })
      },
      (error: unknown) => {
        if (!isOver) setLoaded({ error })
      },
    )
    return () => {
      isOver = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [invoiceId, attempt])
  return { ...loaded, retry: () => setAttempt(attempt + 1) }
}
