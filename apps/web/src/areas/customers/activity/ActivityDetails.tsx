import { Modal, Stack, Text } from '@mantine/core'
import type { Activity } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { DateText } from '../../../components/figures.tsx'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import classes from './ActivityTab.module.css'
import { ActivityArea, ActivityUser } from './ActivityWords.tsx'
import { changesOf, remarksOf, wordsOf } from './changes.ts'

/** One entry opened: who, when, from where, and what each field was and became. */
export function ActivityDetails({ entry, onClose }: { entry: Activity; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      title={entry.activity}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Stack gap="md">
        <KeyValueList
          items={[
            { label: t('customers:activity.time'), value: <DateText value={entry.created} as="time" /> },
            { label: t('customers:activity.user'), value: <ActivityUser entry={entry} /> },
            { label: t('customers:activity.initiated_by'), value: entry.initiated_by },
            { label: t('customers:activity.area'), value: <ActivityArea entity={entry.entity} /> },
            { label: t('customers:activity.ip'), value: entry.ip_address },
            ...remarksOf(entry.details).map(({ name, text }) => ({ label: wordsOf(name), value: text })),
          ]}
        />
        <Changes details={entry.details} />
      </Stack>
    </Modal>
  )
}

function Changes({ details }: { details: Activity['details'] }) {
  const { t } = useTranslation()
  const changes = changesOf(details)
  if (changes.length === 0) return <Text c="dimmed">{t('customers:activity.no_changes')}</Text>
  return (
    <table className={classes.changes} aria-label={t('customers:activity.changes')}>
      <thead>
        <tr>
          <th scope="col">{t('customers:activity.field')}</th>
          <th scope="col">{t('customers:activity.before')}</th>
          <th scope="col">{t('customers:activity.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{wordsOf(field)}</th>
            <td className={before === undefined ? undefined : classes.was}>{before ?? '–'}</td>
            <td>{after ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
