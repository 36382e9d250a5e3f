import { useTranslation } from 'react-i18next'
import { runAction, useActionTools } from '../../../actions/use-actions.ts'
import { useSession } from '../../../app/session.ts'
import classes from './ImpersonationBanner.module.css'
import { leaveImpersonation } from './leave-impersonation.ts'

/** On every page of a tab that impersonates: as whom, and the way back (IMP-05, IMP-08). */
export function ImpersonationBanner() {
  const { t } = useTranslation()
  const session = useSession()
  const tools = useActionTools()
  if (!session?.impersonatedBy) return null
  const { first_name, last_name, email } = session.user

  return (
    <div className={classes.banner} role="status">
      <span>{t('account:impersonation.banner', { name: `${first_name} ${last_name}`.trim() || email })}</span>{' '}
      <button type="button" onClick={() => void runAction({ run: leaveImpersonation }, undefined, tools)}>
        {t('account:impersonation.stop')}
      </button>
    </div>
  )
}
