import { faFileArrowUp } from '@fortawesome/free-solid-svg-icons/faFileArrowUp'
import { Button, Checkbox, FileButton, Group, Text, Textarea } from '@mantine/core'
import type { Product } from '@omnicrm/contract'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../components/Icon.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { saveFile } from '../../../components/save-file.ts'
import { TermsBox } from '../TermsBox.tsx'
import classes from './Batch.module.css'
import { exampleCsv, MOST_ROWS } from './batch-file.ts'

/** What all the orders of a file share. */
export type SharedChoices = { autoRenew: boolean; areTermsAccepted: boolean }

type Props = {
  product: Product
  /** inventory types that each order needs an item of */
  types: readonly string[]
  isChecking: boolean
  onCheck: (csv: string, shared: SharedChoices) => void
  /** what was found out before no longer holds */
  onChange: () => void
}

/** The customers, dropped as a file, chosen or pasted, and what their orders share. */
export function BatchSource({ product, types, isChecking, onCheck, onChange }: Props) {
  const { t } = useTranslation()
  const [csv, setCsv] = useState('')
  const [isOver, setIsOver] = useState(false)
  const [shared, setShared] = useState<SharedChoices>({ autoRenew: false, areTermsAccepted: false })
  const isReady = csv.trim() !== '' && (!product.terms || shared.areTermsAccepted)

  function change(text: string) {
    setCsv(text)
    onChange()
  }

  function share(part: Partial<SharedChoices>) {
    setShared({ ...shared, ...part })
    onChange()
  }

  async function take(file: File | null | undefined) {
    if (file) change(await file.text())
  }

  function handleDrop(event: DragEvent) {
    event.preventDefault()
    setIsOver(false)
    void take(event.dataTransfer.files[0])
  }

  return (
    <Panel title={t('catalogue:many.customers')}>
      <div className={classes.source}>
        <Text size="sm" c="dimmed">
          {t(types.length > 0 ? 'catalogue:many.hint_items' : 'catalogue:many.hint', {
            types: types.join(', '),
            most: MOST_ROWS,
          })}
        </Text>
        <Group gap="xs">
          <FileButton accept=".csv,text/csv,text/plain" onChange={(file) => void take(file)}>
            {(button) => (
              <Button variant="default" leftSection={<Icon icon={faFileArrowUp} size={13} />} {...button}>
                {t('catalogue:many.choose')}
              </Button>
            )}
          </FileButton>
          <Button variant="subtle" onClick={() => saveExample(types)}>
            {t('catalogue:many.example')}
          </Button>
        </Group>
        <Textarea
          label={t('catalogue:many.csv')}
          placeholder={t('catalogue:many.drop')}
          value={csv}
          onChange={(event) => change(event.currentTarget.value)}
          onDragOver={(event) => {
            event.preventDefault()
            setIsOver(true)
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={handleDrop}
          classNames={{ input: classes.csv }}
          data-over={isOver || undefined}
          autosize={false}
          rows={8}
          spellCheck={false}
          dir="ltr"
        />
        {product.auto_renew === 'prompt' && (
          <Checkbox
            label={t('catalogue:many.auto_renew')}
            checked={shared.autoRenew}
            onChange={(event) => share({ autoRenew: event.currentTarget.checked })}
          />
        )}
        {product.terms && (
          <>
            <TermsBox terms={product.terms} />
            <Checkbox
              label={t('catalogue:many.accept_terms')}
              checked={shared.areTermsAccepted}
              onChange={(event) => share({ areTermsAccepted: event.currentTarget.checked })}
            />
          </>
        )}
        <Group justify="flex-end">
          <Button disabled={!isReady} loading={isChecking} onClick={() => onCheck(csv, shared)}>
            {t('catalogue:many.check')}
          </Button>
        </Group>
      </div>
    </Panel>
  )
}

function saveExample(types: readonly string[]): void {
  saveFile(new Blob([exampleCsv(types)], { type: 'text/csv' }), 'assign-to-many-example.csv')
}
