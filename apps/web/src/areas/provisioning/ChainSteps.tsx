import type { ProvisionChain } from '@omnicrm/contract'
import { useTranslation } from 'react-i18next'
import { AppLink } from '../../components/AppLink.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { JobStateBadge } from './JobStateBadge.tsx'
import classes from './TaskList.module.css'

type Props = {
  chain: ProvisionChain
  /** the job that is looked at */
  provisionId: number
  /** steps lead to their jobs */
  hasLinks?: boolean
}

/** The playbooks of one order, in order; those that have not begun say so. */
export function ChainSteps({ chain, provisionId, hasLinks = false }: Props) {
  const { t } = useTranslation()
  return (
    <ol className={classes.list} aria-label={t('provisioning:chain.label')}>
      {chain.steps.map((step) => {
        const isCurrent = step.provision_id === provisionId
        const name = t('provisioning:chain.step', { position: step.position, play: step.provisioning_play })
        return (
          <li key={step.position} className={classes.task} aria-current={isCurrent ? 'step' : undefined}>
            <div className={classes.step}>
              <span className={classes.name}>
                {hasLinks && !isCurrent && step.provision_id !== null ? (
                  <AppLink to={`/provisioning/${step.provision_id}`}>{name}</AppLink>
                ) : (
                  name
                )}
              </span>
              {step.provisioning_status === null ? (
                <StatusBadge status="not begun" label={t('provisioning:chain.not_begun')} />
              ) : (
                <JobStateBadge job={{ provisioning_status: step.provisioning_status, queued: false }} />
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
