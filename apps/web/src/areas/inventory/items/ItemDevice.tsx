import { Stack } from '@mantine/core'
import type { InventoryItem } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import { ManagementLink } from '../../../components/ManagementLink.tsx'
import { Panel } from '../../../components/Panel.tsx'
import classes from './Items.module.css'
import { SecretText } from './SecretText.tsx'

/** QR code, access and configuration of a device; nothing for items that have none of it. */
export function ItemDevice({ item }: { item: InventoryItem }) {
  const { t } = useTranslation()
  const { management_url: url, management_username: user, management_password: password } = item
  const { config_file_path: path, config_content: config } = item
  if (!url && !user && !password && !path && !config) return null
  return (
    <Panel title={t('inventory:item.device')}>
      <Stack gap="sm">
        {url && <ManagementLink url={url} size={128} />}
        {(user || password || path) && (
          <KeyValueList
            items={[
              { label: t('inventory:field.management_username'), value: user },
              { label: t('inventory:field.management_password'), value: password && <SecretText text={password} /> },
              { label: t('inventory:field.config_file_path'), value: path },
            ].filter(({ value }) => value)}
          />
        )}
        {config && (
          <details>
            <summary>{t('inventory:field.config_content')}</summary>
            <pre className={classes.pre}>{config}</pre>
          </details>
        )}
      </Stack>
    </Panel>
  )
}
