import { faEllipsisVertical } from '@fortawesome/free-solid-svg-icons/faEllipsisVertical'
import { ActionIcon } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../actions/action.ts'
import { useOfferActions } from '../actions/page-actions.ts'
import { useAllowed } from '../actions/use-actions.ts'
import { uiConfig } from '../app/ui-config.ts'
import { ActionMenu } from './ActionMenu.tsx'
import { AppLink } from './AppLink.tsx'
import { Icon } from './Icon.tsx'
import classes from './PageHeader.module.css'

type Props<S> = {
  title: string
  /** from the top; the page itself is not among them */
  breadcrumbs?: readonly { label: string; to: string }[]
  /** beside the title: status, tags */
  badges?: ReactNode
  /** below the title */
  note?: ReactNode
  /** buttons at the end */
  children?: ReactNode
} & ({ actions: readonly Action<S>[]; subject: S } | { actions?: undefined; subject?: undefined })

/** Head of a screen. Its actions form the three-dots menu and are offered to the command palette and the keyboard. */
export function PageHeader<S = undefined>({ title, breadcrumbs, badges, note, children, actions, subject }: Props<S>) {
  const { t } = useTranslation()
  const allowed = useAllowed()
  const shown = actions ? allowed(actions, subject as S) : []
  useOfferActions(actions, subject as S)
  useEffect(() => {
    document.title = `${title} · ${uiConfig().portal_name}`
  }, [title])

  return (
    <header className={classes.header}>
      <div className={classes.text}>
        {breadcrumbs && breadcrumbs.length > 0 && (
          <nav aria-label={t('common:breadcrumbs')} className={classes.breadcrumbs}>
            {breadcrumbs.map(({ label, to }) => (
              <AppLink key={to} to={to}>
                {label}
              </AppLink>
            ))}
          </nav>
        )}
        <div className={classes.titleLine}>
          <h1 className={classes.title}>{title}</h1>
          {badges}
        </div>
        {note && <div className={classes.note}>{note}</div>}
      </div>
      <div className={classes.actions}>
        {children}
        {shown.length > 0 && (
          <ActionMenu actions={shown} subject={subject as S}>
            <ActionIcon variant="default" size={34} aria-label={t('common:more_actions')}>
              <Icon icon={faEllipsisVertical} />
            </ActionIcon>
          </ActionMenu>
        )}
      </div>
    </header>
  )
}
