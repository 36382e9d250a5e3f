import { Alert, NumberInput, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type ClipboardEvent, lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../app/ui-config.ts'
import { type LocationValues, positionOf, readPair } from './location-values.ts'
import classes from './PositionMap.module.css'
import { plusCodeOf } from './plus-code.ts'

// the outline is fetched with the first map
const PositionMap = lazy(() => import('./PositionMap.tsx'))

type TextField = Exclude<keyof LocationValues, 'latitude' | 'longitude'>
const ADDRESS: readonly TextField[] = ['address_line_1', 'address_line_2', 'city', 'state', 'zip_code']

// the minus of a coordinate stands before it in every language
const LEFT_TO_RIGHT = { input: { direction: 'ltr' } } as const

type Props = {
  values: LocationValues
  /** messages by field */
  errors: Readonly<Record<string, unknown>>
  onChange: (changed: Partial<LocationValues>) => void
  /** marks the coordinates as required and warns while they are missing */
  isRequired?: boolean
}

/** Position and address of a form: map with pin, coordinates, Plus Code and the address lines. */
export function LocationFields({ values, errors, onChange, isRequired = false }: Props) {
  const { t } = useTranslation()
  const { map_provider: provider, default_country: country } = uiConfig()
  const position = positionOf(values)
  const plusCode = position && plusCodeOf(position.latitude, position.longitude)

  function handlePaste(event: ClipboardEvent) {
    const pair = readPair(event.clipboardData.getData('text'))
    if (!pair) return
    event.preventDefault()
    onChange(pair)
  }

  const coordinate = (field: 'latitude' | 'longitude') => (
    <NumberInput
      label={t(`common:location.${field}`)}
      required={isRequired}
      hideControls
      styles={LEFT_TO_RIGHT}
      decimalScale={6}
      value={values[field]}
      onChange={(value) => onChange({ [field]: value })}
      onPaste={handlePaste}
      error={messageOf(errors[field])}
      data-path={field}
    />
  )
  const text = (field: TextField, placeholder?: string) => (
    <TextInput
      key={field}
      label={t(`common:location.${field}`)}
      placeholder={placeholder}
      value={values[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      error={messageOf(errors[field])}
      data-path={field}
    />
  )

  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t(provider === 'offline' ? 'common:location.no_provider' : 'common:location.no_suggestions')}
      </Text>
      <Suspense fallback={<div className={classes.waiting} />}>
        <PositionMap position={position} onChange={onChange} />
      </Suspense>
      {position ? (
        <Alert color="green" py="xs" role="status">
          {t('common:location.is_set', { code: plusCode })}
        </Alert>
      ) : (
        isRequired && (
          <Alert color="orange" py="xs" role="status">
            {t('common:location.is_missing')}
          </Alert>
        )
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        {coordinate('latitude')}
        {coordinate('longitude')}
        <TextInput
          label={t('common:location.plus_code')}
          value={plusCode ?? ''}
          readOnly
          styles={LEFT_TO_RIGHT}
          placeholder={t('common:location.plus_code_hint')}
        />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {ADDRESS.map((field) => text(field))}
        {text('country', country)}
        {text('google_maps_place_id')}
      </SimpleGrid>
    </Stack>
  )
}

function messageOf(error: unknown): string | undefined {
  return typeof error === 'string' ? error : undefined
}
