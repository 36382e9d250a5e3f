import { Checkbox, TextInput } from '@mantine/core'
import type { CustomerDetail, Product } from '@omnicrm/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyValueList } from '../../../components/KeyValueList.tsx'
import termsClasses from '../TermsBox.module.css'
import { TermsBox } from '../TermsBox.tsx'
import { FurtherDetails } from './FurtherDetails.tsx'
import { OverrideFields } from './OverrideFields.tsx'
import { type Order, stepsOf } from './order.ts'
import { overridables } from './override-values.ts'
import { useReviewLines } from './review-lines.tsx'
import type { FreeItems } from './use-free-items.ts'

type Props = {
  order: Order & { product: Product; customer: CustomerDetail }
  free: readonly FreeItems[]
  onChange: (part: Partial<Order['choices']>) => void
}

/** All that was chosen, what it costs, and the terms. */
export function ReviewStep({ order, free, onChange }: Props) {
  const { t } = useTranslation()
  const { product, customer, choices } = order
  const variables = overridables(product.provisioning_json_vars)
  const firstRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    firstRef.current?.focus()
  }, [])
  return (
    <>
      <KeyValueList items={useReviewLines(order, free)} />
      {!stepsOf(order).includes('business') && <FurtherDetails choices={choices} onChange={onChange} />}
      {variables.length > 0 && (
        <details className={termsClasses.box}>
          <summary>{t('catalogue:assign.overrides')}</summary>
          <div className={termsClasses.text}>
            <OverrideFields
              variables={variables}
              texts={choices.overrides}
              onChange={(overrides) => onChange({ overrides })}
            />
          </div>
        </details>
      )}
      <TextInput
        label={t('catalogue:field.promo_code')}
        value={choices.promoCode}
        onChange={(event) => onChange({ promoCode: event.currentTarget.value })}
        ref={product.terms ? undefined : firstRef}
        maw="16rem"
      />
      {product.terms && (
        <>
          <TermsBox terms={product.terms} />
          <Checkbox
            ref={firstRef}
            size="sm"
            label={t('catalogue:assign.accept_terms', { customer: customer.customer_name })}
            checked={choices.areTermsAccepted}
            onChange={(event) => onChange({ areTermsAccepted: event.currentTarget.checked })}
          />
        </>
      )}
    </>
  )
}
