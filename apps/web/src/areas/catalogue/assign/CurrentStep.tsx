import type { PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { BusinessStep } from './BusinessStep.tsx'
import { CustomerStep, ProductStep, RenewalStep, ServiceStep } from './ChoiceSteps.tsx'
import { InventoryStep } from './InventoryStep.tsx'
import type { Choices, Order, Step } from './order.ts'
import { ReviewStep } from './ReviewStep.tsx'
import type { FreeItems } from './use-free-items.ts'

type Props = {
  step: Step
  order: Order
  free: readonly FreeItems[]
  picked: PickedCustomer | undefined
  onProduct: (productId: number | undefined) => void
  onCustomer: (customer: PickedCustomer | undefined) => void
  onChange: (part: Partial<Choices>) => void
}

/** The question of a step. Later steps have product and customer, since earlier ones ask for them. */
export function CurrentStep({ step, order, free, picked, onProduct, onCustomer, onChange }: Props) {
  const { product, customer, choices } = order
  if (step === 'product') {
    return <ProductStep value={product} customerId={customer?.customer_id} onChange={onProduct} />
  }
  if (step === 'customer') {
    return <CustomerStep picked={picked} customer={customer} product={product} onChange={onCustomer} />
  }
  if (!product || !customer) return null
  if (step === 'service') {
    const change = (serviceId: number | null) => onChange({ serviceId })
    return <ServiceStep product={product} customer={customer} value={choices.serviceId} onChange={change} />
  }
  if (step === 'inventory') {
    return <InventoryStep free={free} chosen={choices.items} onChange={(items) => onChange({ items })} />
  }
  if (step === 'business') {
    return <BusinessStep product={product} customer={customer} choices={choices} onChange={onChange} />
  }
  if (step === 'renewal') {
    const change = (autoRenew: boolean) => onChange({ autoRenew })
    return <RenewalStep product={product} value={choices.autoRenew} onChange={change} />
  }
  return <ReviewStep order={{ ...order, product, customer }} free={free} onChange={onChange} />
}
