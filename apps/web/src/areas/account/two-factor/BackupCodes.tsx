import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../../components/CopyButton.tsx'
import classes from './two-factor.module.css'

/** The backup codes, which are shown this once, with a button that copies them all. */
export function BackupCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <section aria-label={t('account:two_factor.backup_codes')}>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={500}>
          {t('account:two_factor.backup_codes')}
        </Text>
        <CopyButton value={codes.join('\n')} label={t('account:two_factor.copy_codes')} />
      </Group>
      <Text size="sm" c="dimmed" mb={6}>
        {t('account:two_factor.backup_hint')}
      </Text>
      <ul className={classes.codes} dir="ltr">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </section>
  )
}
