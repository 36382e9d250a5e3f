import { faArrowRightFromBracket } from '@fortawesome/free-solid-svg-icons/faArrowRightFromBracket'
import { Menu } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { runAction, useActionTools } from '../actions/use-actions.ts'
import { signOut, useSession } from '../app/session.ts'
import { actions as accountActions, impersonationActions } from '../areas/account/actions.ts'
import { Icon } from '../components/Icon.tsx'
import classes from './UserMenu.module.css'

export function UserMenu() {
  const { t } = useTranslation()
  const router = useRouter()
  const session = useSession()
  const tools = useActionTools()
  if (!session) return null
  const { first_name, last_name, email } = session.user
  const name = `${first_name} ${last_name}`.trim() || email

  async function handleLogOut() {
    await signOut()
    router.history.replace('/login')
  }

  return (
    <Menu width={240}>
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={t('shell:user_menu', { name })}>
          {initialsOf(name)}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <strong>{name}</strong>
          <span>{email}</span>
        </div>
        <Menu.Divider />
        {(session.impersonatedBy ? impersonationActions : accountActions).map((action) => (
          <Menu.Item
            key={action.id}
            leftSection={<Icon icon={action.icon} size={13} />}
            onClick={() => void runAction(action, undefined, tools)}
          >
            {t(action.labelKey)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<Icon icon={faArrowRightFromBracket} size={13} flipInRtl />}
          onClick={() => void handleLogOut()}
        >
          {t('shell:log_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '')
    .join('')
}
