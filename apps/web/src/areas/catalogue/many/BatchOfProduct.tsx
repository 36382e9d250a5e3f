import { Alert, Stack } from '@mantine/core'
import type { Product, ProvisionBatchResult } from '@omnicrm/contract'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { inventoryTypes } from '../assign/order.ts'
import { BatchPreview } from './BatchPreview.tsx'
import { BatchProgress } from './BatchProgress.tsx'
import { BatchSource, type SharedChoices } from './BatchSource.tsx'
import { type BatchFile, readBatch } from './batch-file.ts'
import { previewBatch, useBatch } from './use-batch.ts'

type Previewed = { file: BatchFile; order: Record<string, unknown>; result: ProvisionBatchResult }

/** File, what would happen, and then that it happens: each step below the one before. */
export function BatchOfProduct({ product }: { product: Product }) {
  const { t } = useTranslation()
  const [fault, setFault] = useState<string>()
  const batch = useBatch()
  const preview = useMutation<Previewed, Error, { file: BatchFile; order: Record<string, unknown> }>({
    mutationFn: async ({ file, order }) => ({
      file,
      order,
      result: await previewBatch({ productId: product.product_id, file, order }),
    }),
  })
  const previewed = preview.data

  function handleCheck(csv: string, shared: SharedChoices) {
    const file = readBatch(csv, t('catalogue:many.wrong_count'))
    preview.reset()
    if (typeof file === 'string') return setFault(t(`catalogue:many.fault.${file}`))
    setFault(undefined)
    preview.mutate({ file, order: orderOf(product, shared) })
  }

  function handleStart() {
    if (!previewed) return
    const lines = new Set(previewed.result.started.map(({ line }) => line))
    const rows = previewed.file.rows.filter(({ line }) => lines.has(line))
    void batch.run({ productId: product.product_id, order: previewed.order }, rows)
  }

  function handleAgain() {
    batch.reset()
    preview.reset()
    setFault(undefined)
  }

  if (batch.sending && previewed) {
    return (
      <BatchProgress
        sending={batch.sending}
        file={previewed.file}
        refusedBefore={previewed.result.failed}
        onStop={batch.stop}
        onContinue={handleStart}
        onAgain={handleAgain}
      />
    )
  }
  return (
    <Stack>
      <BatchSource
        product={product}
        types={inventoryTypes(product)}
        isChecking={preview.isPending}
        onCheck={handleCheck}
        onChange={() => {
          preview.reset()
          setFault(undefined)
        }}
      />
      {(fault ?? preview.error) && (
        <Alert color="red" role="alert">
          {fault ?? reasonOf(preview.error, t)}
        </Alert>
      )}
      {previewed && <BatchPreview file={previewed.file} result={previewed.result} onStart={handleStart} />}
    </Stack>
  )
}

function orderOf(product: Product, { autoRenew, areTermsAccepted }: SharedChoices): Record<string, unknown> {
  return {
    ...(product.auto_renew === 'prompt' && { auto_renew: autoRenew }),
    ...(product.terms && { terms_accepted: areTermsAccepted }),
  }
}
