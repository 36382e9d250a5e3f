import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { activityEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { useWrite } from '../../../api/use-write.ts'
import { FormModal } from '../../../components/dialog/FormModal.tsx'

const LONGEST = 255

/** "Add note": a sentence of staff that stays in the log. */
export function NoteForm({ customerId, onClose }: { customerId: number; onClose: () => void }) {
  const { t } = useTranslation()
  const form = useForm({
    initialValues: { text: '' },
    validate: ({ text }) => (text.trim() ? {} : { text: t('customers:activity.note_missing') }),
  })
  const add = useWrite(activityEndpoints.addNote, { success: t('customers:activity.note_added'), toastFailure: false })
  return (
    <FormModal
      title={t('customers:activity.add_note')}
      form={form}
      onClose={onClose}
      onSubmit={({ text }) => add.mutateAsync({ body: { customer_id: customerId, text } })}
    >
      <Textarea
        label={t('customers:activity.note')}
        description={t('customers:activity.note_hint')}
        required
        data-autofocus
        minRows={3}
        maxLength={LONGEST}
        {...form.getInputProps('text')}
      />
    </FormModal>
  )
}
