import { Alert, Skeleton } from '@mantine/core'
import { customerEndpoints, productEndpoints } from '@omnicrm/contract'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { reasonOf } from '../../../api/api-error.ts'
import { useRead } from '../../../api/use-read.ts'
import { markStale } from '../../../api/use-write.ts'
import { useCan } from '../../../app/use-can.ts'
import type { PickedCustomer } from '../../../components/CustomerPicker.tsx'
import { LoadFailure } from '../../../components/LoadFailure.tsx'
import { openProgress } from '../../provisioning/open-progress.tsx'
import { CurrentStep } from './CurrentStep.tsx'
import { OrderSummary } from './OrderSummary.tsx'
import { type Choices, inventoryTypes, isStepDone, NO_CHOICES, type Order, type Step, stepsOf } from './order.ts'
import classes from './StepFrame.module.css'
import { StepFrame, StepList } from './StepFrame.tsx'
import { useFreeItems } from './use-free-items.ts'
import { usePlaceOrder } from './use-place-order.ts'

type Start = { productId: number | undefined; customerId: number | undefined; serviceId: number | undefined }

/** Leads through the order and starts the job. Nothing is held back for it until it is confirmed. */
export function OrderWizard({ start }: { start: Start }) {
  const { t } = useTranslation()
  const router = useRouter()
  const mayViewCustomer = useCan('view_customer')
  const [productId, setProductId] = useState(start.productId)
  const [picked, setPicked] = useState<PickedCustomer>()
  const [choices, setChoices] = useState<Choices>({ ...NO_CHOICES, serviceId: start.serviceId ?? null })
  const [wantedStep, setWantedStep] = useState<Step>()
  const customerId = start.customerId ?? picked?.customer_id
  const productRead = useRead(
    productEndpoints.get,
    { params: { product_id: productId ?? 0 } },
    { enabled: productId !== undefined },
  )
  const customerRead = useRead(
    customerEndpoints.get,
    { params: { customer_id: customerId ?? 0 } },
    { enabled: customerId !== undefined },
  )
  const order: Order = {
    product: productId === undefined ? undefined : productRead.data,
    customer: customerId === undefined ? undefined : customerRead.data,
    choices,
    given: {
      product: start.productId !== undefined,
      customer: start.customerId !== undefined,
      service: start.serviceId !== undefined,
    },
  }
  const { product, customer } = order
  const steps = stepsOf(order)
  const step = steps.find((one) => one === wantedStep) ?? steps[0] ?? 'review'
  const at = steps.indexOf(step)
  const free = useFreeItems(product ? inventoryTypes(product) : [])
  const ordering = usePlaceOrder()

  const failed = [productRead, customerRead].find((read) => read.isError)
  if (failed) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />
  const isGivenLoading = (order.given.product && !product) || (order.given.customer && !customer)
  if (isGivenLoading) return <Skeleton h={260} aria-label={t('common:loading')} />

  const change = (part: Partial<Choices>) => setChoices((before) => ({ ...before, ...part }))

  function handleProduct(id: number | undefined) {
    setProductId(id)
    setChoices((before) => ({ ...NO_CHOICES, serviceId: start.serviceId ?? null, promoCode: before.promoCode }))
  }

  function handleCustomer(next: PickedCustomer | undefined) {
    setPicked(next)
    change({ serviceId: null, siteId: null, billingContactId: null, technicalContactId: null })
  }

  function handleContinue() {
    const next = steps[at + 1]
    if (!next) return handleConfirm()
    ordering.reset()
    setWantedStep(next)
  }

  function handleConfirm() {
    if (!product || !customer) return
    ordering.place(
      { ...order, product, customer },
      {
        onStarted: (provisionId) => {
          leave()
          openProgress(provisionId)
        },
        onItemTaken: () => {
          // what is free is asked again, and another one can be chosen
          if (!steps.includes('inventory')) return
          void markStale(['inventory'])
          change({ items: {} })
          setWantedStep('inventory')
        },
      },
    )
  }

  function leave() {
    const home = customerId !== undefined && mayViewCustomer ? `/customers/${customerId}#3` : '/plans'
    router.history.push(home)
  }

  return (
    <>
      <StepList steps={steps} current={step} onGo={setWantedStep} />
      <div className={classes.layout}>
        <StepFrame
          key={step}
          step={step}
          isDone={isStepDone(step, order)}
          isLast={step === 'review'}
          isRunning={ordering.isPending}
          onBack={at > 0 ? () => setWantedStep(steps[at - 1]) : undefined}
          onCancel={leave}
          onContinue={handleContinue}
        >
          {ordering.error && (
            <Alert color="red" role="alert">
              {reasonOf(ordering.error, t)}
            </Alert>
          )}
          <CurrentStep
            step={step}
            order={order}
            free={free}
            picked={picked}
            onProduct={handleProduct}
            onCustomer={handleCustomer}
            onChange={change}
          />
        </StepFrame>
        <OrderSummary order={order} />
      </div>
    </>
  )
}
