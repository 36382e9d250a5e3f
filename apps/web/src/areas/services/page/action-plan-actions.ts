import { faRotate } from '@fortawesome/free-solid-svg-icons/faRotate'
import { faXmark } from '@fortawesome/free-solid-svg-icons/faXmark'
import { type ActionPlan, autoRenewEndpoints, provisionEndpoints, type Service } from '@omnicrm/contract'
import { defineAction } from '../../../actions/action.ts'
import { call } from '../../../api/call.ts'
import { markStale } from '../../../api/use-write.ts'
import { confirm } from '../../../components/dialog/confirm.tsx'
import { showSuccess } from '../../../components/toasts.ts'
import { openProgress } from '../../provisioning/open-progress.tsx'

export type PlanOfService = { plan: ActionPlan; service: Service }

/** Product that an action plan renews; undefined when its id does not tell. */
export function productOf({ ActionPlanId_split_dict: parts }: ActionPlan): number | undefined {
  const id = Number(parts.ProductID)
  return Number.isInteger(id) && id > 0 ? id : undefined
}

/** Orders at once what the plan would: its product for the service, without new items. */
export const renewNow = defineAction<PlanOfService>({
  id: 'action-plan.renew',
  labelKey: 'services:plan.renew',
  icon: faRotate,
  permission: 'create_provision',
  visible: ({ plan }) => productOf(plan) !== undefined,
  run: async ({ plan, service: { service_id, customer_id } }, { t }) => {
    const product_id = productOf(plan)
    if (product_id === undefined) return
    await confirm({
      title: t('services:plan.renew_title'),
      message: t('services:plan.renew_message'),
      affected: [plan.PlanName],
      canUndo: false,
      isDangerous: false,
      confirmLabel: t('services:plan.renew'),
      run: async () => {
        const started = await call(provisionEndpoints.create, { body: { product_id, customer_id, service_id } })
        await markStale(['provision'])
        openProgress(started.provision_id, { doneText: t('services:plan.renewed', { name: plan.PlanName }) })
      },
    })
  },
})

/** Ends the renewal; status and balances stay. */
export const removeAutoRenew = defineAction<PlanOfService>({
  id: 'action-plan.remove',
  labelKey: 'services:plan.remove',
  icon: faXmark,
  permission: 'update_customer_service',
  isDangerous: true,
  run: async ({ plan }, { t }) => {
    await confirm({
      title: t('services:plan.remove_title'),
      message: t('services:plan.remove_message'),
      affected: [plan.PlanName],
      canUndo: false,
      confirmLabel: t('services:plan.remove'),
      run: async () => {
        await call(autoRenewEndpoints.removeActionPlan, { params: { action_plan_id: plan.ActionPlanId } })
        await markStale(['service', 'oam'])
        showSuccess(t('services:plan.removed'))
      },
    })
  },
})
