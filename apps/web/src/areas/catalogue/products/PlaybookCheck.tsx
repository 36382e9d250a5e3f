import { Alert, Button, Group, List, Stack, Text } from '@mantine/core'
import { type PlaybookCheckResult, provisionEndpoints } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { useWrite } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import { StatusBadge } from '../../../components/StatusBadge.tsx'
import classes from './PlaybookCheck.module.css'
import type { ProductValues } from './product-form.ts'

/** Rehearses an order of the product as it stands in the form: nothing is saved, nothing is sent. */
export function PlaybookCheck({ values }: { values: ProductValues }) {
  const { t } = useTranslation()
  const mayCheck = useCan('update_product')
  const check = useWrite(provisionEndpoints.check, { toastFailure: false })
  if (!mayCheck) return null

  function handleCheck() {
    const { provisioning_play, provisioning_json_vars, inventory_items_list, category } = values
    check.mutate({
      body: {
        provisioning_play,
        provisioning_json_vars,
        inventory_items_list: JSON.stringify(inventory_items_list),
        category,
      },
    })
  }

  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" flex={1} miw="12rem">
          {t('catalogue:check.hint')}
        </Text>
        <Button
          variant="default"
          disabled={values.provisioning_play.trim() === ''}
          loading={check.isPending}
          onClick={handleCheck}
        >
          {t('catalogue:check.run')}
        </Button>
      </Group>
      <div aria-live="polite">
        {check.isError && <Alert color="red">{reasonOf(check.error, t)}</Alert>}
        {check.data && !check.isPending && <Result result={check.data} />}
      </div>
    </Stack>
  )
}

const TONES = { error: 'bad', warning: 'warn', note: 'quiet' } as const

function Result({ result }: { result: PlaybookCheckResult }) {
  const { t } = useTranslation()
  const { warnings, requests, failure } = result
  const isFine = failure === null && !warnings.some(({ severity }) => severity === 'error')
  return (
    <Stack gap="sm">
      <Alert color={isFine ? 'green' : 'red'} title={failure === null ? undefined : t('catalogue:check.stopped')}>
        {failure ?? t(isFine ? 'catalogue:check.passed' : 'catalogue:check.has_errors')}
      </Alert>
      {warnings.length > 0 && (
        <List size="sm" spacing={4} listStyleType="none" aria-label={t('catalogue:check.findings')}>
          {warnings.map(({ file, line, severity, message }) => (
            <List.Item key={`${file} ${line} ${message}`}>
              <StatusBadge status={severity} tone={TONES[severity]} label={t(`catalogue:check.severity.${severity}`)} />{' '}
              <code dir="ltr">{`${file}:${line}`}</code> {message}
            </List.Item>
          ))}
        </List>
      )}
      <details className={classes.requests} open={requests.length > 0}>
        <summary>{t('catalogue:check.requests', { count: requests.length })}</summary>
        <ol className={classes.list}>
          {requests.map(({ task, method, url, body }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same request may be made twice
            <li key={at}>
              <div>{task}</div>
              <code dir="ltr" className={classes.address}>{`${method} ${url}`}</code>
              {body !== null && (
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region
                <pre dir="ltr" className={classes.body} tabIndex={0}>
                  {typeof body === 'string' ? body : JSON.stringify(body, null, 2)}
                </pre>
              )}
            </li>
          ))}
        </ol>
      </details>
    </Stack>
  )
}
