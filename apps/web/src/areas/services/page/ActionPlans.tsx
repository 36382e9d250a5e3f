import { Button, Group, Table } from '@mantine/core'
import { type ActionPlan, productEndpoints, type ServiceDetail } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools, useAllowed } from '../../../actions/use-actions.ts'
import { useRead } from '../../../api/use-read.ts'
import { useCan } from '../../../app/use-can.ts'
import { EmptyState } from '../../../components/EmptyState.tsx'
import { DateText, Money } from '../../../components/figures.tsx'
import { Panel } from '../../../components/Panel.tsx'
import { productOf, removeAutoRenew, renewNow } from './action-plan-actions.ts'

const actions = [renewNow, removeAutoRenew]

/** How the service renews by itself. */
export function ActionPlans({ service }: { service: ServiceDetail }) {
  const { t } = useTranslation()
  const plans = service.cgrates?.ActionPlans ?? []
  return (
    <Panel title={t('services:plan.title')}>
      {plans.length === 0 ? (
        <EmptyState text={t('services:plan.none')} />
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table aria-label={t('services:plan.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('services:plan.product')}</Table.Th>
                <Table.Th>{t('services:plan.cost')}</Table.Th>
                <Table.Th>{t('services:plan.date')}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t('common:table.actions')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {plans.map((plan) => (
                <PlanRow key={plan.ActionPlanId} plan={plan} service={service} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  )
}

function PlanRow({ plan, service }: { plan: ActionPlan; service: ServiceDetail }) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const allowed = useAllowed()
  const mayViewProduct = useCan('view_product')
  const product_id = productOf(plan)
  const product = useRead(
    productEndpoints.get,
    { params: { product_id: product_id ?? 0 } },
    { enabled: mayViewProduct && product_id !== undefined },
  ).data
  const subject = { plan, service }
  return (
    <Table.Tr>
      <Table.Td>{product?.product_name ?? plan.PlanName}</Table.Td>
      <Table.Td>
        <Money amount={product?.retail_cost} />
      </Table.Td>
      <Table.Td>
        <DateText value={plan.NextExecTime} as="both" />
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          {allowed(actions, subject).map((action) => (
            <Button
              key={action.id}
              size="compact-sm"
              variant={action.isDangerous ? 'subtle' : 'default'}
              color={action.isDangerous ? 'red' : undefined}
              onClick={() => void runAction(action, subject, tools)}
            >
              {t(action.labelKey)}
            </Button>
          ))}
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
