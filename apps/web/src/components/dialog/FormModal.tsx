import { Alert, Button, Group, Modal, type ModalProps, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../api/api-error.ts'
import classes from './FormModal.module.css'
import { fieldOf } from './place-error.ts'

type Props<Values extends Record<string, unknown>, Sent> = {
  title: string
  form: UseFormReturnType<Values, Sent>
  /** saves; may throw an ApiError, which is shown beside its field or above the form. The dialog closes on success. */
  onSubmit: (values: Sent) => Promise<unknown>
  onClose: () => void
  submitLabel?: string
  /** red button, for forms that take something away */
  isDangerous?: boolean
  /** false keeps the button disabled */
  canSubmit?: boolean
  size?: ModalProps['size']
  children: ReactNode
}

/** A form over the page: errors beside their fields, locked while saving, asks before entered text is thrown away. */
export function FormModal<Values extends Record<string, unknown>, Sent>(props: Props<Values, Sent>) {
  const { title, form, onSubmit, onClose, submitLabel, isDangerous, canSubmit = true, size = 'lg', children } = props
  const { t } = useTranslation()
  const [isSaving, setIsSaving] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const [failure, setFailure] = useState<string>()
  const fields = useRef<HTMLFieldSetElement>(null)

  async function save(values: Sent) {
    const focused = document.activeElement
    setIsSaving(true)
    setFailure(undefined)
    try {
      await onSubmit(values)
      onClose()
    } catch (thrown) {
      const field = fieldOf(thrown, form.getValues())
      if (field) form.setFieldError(field, reasonOf(thrown, t))
      else setFailure(reasonOf(thrown, t))
      // locked fields lose the focus; it goes back once they are open again
      flushSync(() => setIsSaving(false))
      const target = (field && form.getInputNode(field)) || focused
      if (target instanceof HTMLElement) target.focus()
    }
  }

  /** Long forms scroll: what is wrong must not stay out of sight. */
  function showFirstError() {
    requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }

  function handleClose() {
    if (isSaving) return
    if (form.isDirty() && !isAsking) setIsAsking(true)
    else onClose()
  }

  return (
    <Modal
      opened
      onClose={handleClose}
      title={title}
      size={size}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form onSubmit={form.onSubmit((values) => void save(values), showFirstError)} noValidate>
        <fieldset ref={fields} disabled={isSaving} className={classes.fields}>
          <Stack gap="sm">
            {failure && (
              <Alert color="red" role="alert">
                {failure}
              </Alert>
            )}
            {children}
          </Stack>
        </fieldset>
        {isAsking ? (
          <Group
            justify="space-between"
            className={classes.footer}
            role="alertdialog"
            aria-label={t('common:form.discard_question')}
          >
            <Text fw={600}>{t('common:form.discard_question')}</Text>
            <Group>
              <Button variant="default" onClick={() => setIsAsking(false)} autoFocus>
                {t('common:form.keep_editing')}
              </Button>
              <Button color="red" onClick={onClose}>
                {t('common:form.discard')}
              </Button>
            </Group>
          </Group>
        ) : (
          <Group justify="flex-end" className={classes.footer}>
            <Button variant="default" onClick={handleClose} disabled={isSaving}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" color={isDangerous ? 'red' : undefined} loading={isSaving} disabled={!canSubmit}>
              {submitLabel ?? t('common:save')}
            </Button>
          </Group>
        )}
      </form>
    </Modal>
  )
}
