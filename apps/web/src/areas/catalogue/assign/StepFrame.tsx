import { Button } from '@mantine/core'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../../components/Panel.tsx'
import type { Step } from './order.ts'
import classes from './StepFrame.module.css'

type Props = {
  step: Step
  isDone: boolean
  isLast: boolean
  isRunning: boolean
  /** undefined on the first step */
  onBack: (() => void) | undefined
  onCancel: () => void
  onContinue: () => void
  children: ReactNode
}

/** One question of the order; Enter goes on as soon as it is answered. */
export function StepFrame({ step, isDone, isLast, isRunning, onBack, onCancel, onContinue, children }: Props) {
  const { t } = useTranslation()

  function handleSubmit(event: FormEvent) {
    event.preventDefault()
    if (isDone && !isRunning) onContinue()
  }

  return (
    <Panel title={t(`catalogue:assign.question.${step}`)}>
      <form onSubmit={handleSubmit} noValidate>
        <div className={classes.body}>{children}</div>
        <div className={classes.footer}>
          <Button variant="default" onClick={onCancel} disabled={isRunning}>
            {t('common:cancel')}
          </Button>
          <span>
            {onBack && (
              <Button variant="default" onClick={onBack} disabled={isRunning} me="xs">
                {t('catalogue:assign.back')}
              </Button>
            )}
            <Button type="submit" disabled={!isDone} loading={isRunning}>
              {t(isLast ? 'catalogue:assign.confirm' : 'catalogue:assign.continue')}
            </Button>
          </span>
        </div>
      </form>
    </Panel>
  )
}

type StepsProps = { steps: readonly Step[]; current: Step; onGo: (step: Step) => void }

/** Where the order stands; earlier steps can be gone back to. */
export function StepList({ steps, current, onGo }: StepsProps) {
  const { t } = useTranslation()
  const at = steps.indexOf(current)
  return (
    <ol className={classes.steps} aria-label={t('catalogue:assign.steps')}>
      {steps.map((step, index) => (
        <li key={step}>
          <button
            type="button"
            className={classes.step}
            aria-current={step === current ? 'step' : undefined}
            data-done={index < at || undefined}
            disabled={index >= at}
            onClick={() => onGo(step)}
          >
            <span className={classes.number}>{index + 1}</span>
            {t(`catalogue:assign.step.${step}`)}
          </button>
        </li>
      ))}
    </ol>
  )
}
