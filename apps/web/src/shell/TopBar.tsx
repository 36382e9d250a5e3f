import { faKeyboard } from '@fortawesome/free-regular-svg-icons/faKeyboard'
import { faBars } from '@fortawesome/free-solid-svg-icons/faBars'
import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { faMoon } from '@fortawesome/free-solid-svg-icons/faMoon'
import { faSun } from '@fortawesome/free-solid-svg-icons/faSun'
import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useRouter } from '@tanstack/react-router'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { shortcutText } from '../actions/shortcut.ts'
import { useCan } from '../app/use-can.ts'
import { AppLink } from '../components/AppLink.tsx'
import { Icon } from '../components/Icon.tsx'
import { Logo } from '../components/Logo.tsx'
import { isAppleMachine } from './apple-machine.ts'
import { LanguageMenu } from './LanguageMenu.tsx'
import classes from './TopBar.module.css'
import { UserMenu } from './UserMenu.tsx'

type Props = { onMenu: () => void; onPalette: () => void; onHelp: () => void }

export function TopBar({ onMenu, onPalette, onHelp }: Props) {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const isDark = scheme === 'dark'
  const canSearch = useCan('view_customer')

  return (
    <header className={classes.bar}>
      <span className={classes.phoneOnly}>
        <IconButton label={t('shell:open_menu')} onClick={onMenu}>
          <Icon icon={faBars} size={16} />
        </IconButton>
        <AppLink to="/" className={classes.logo}>
          <Logo variant={isDark ? 'light' : 'dark'} height={20} />
        </AppLink>
      </span>
      {canSearch && <SearchForm />}
      <div className={classes.tools}>
        {canSearch && (
          <AppLink to="/search" className={classes.searchIcon} data-phone-only aria-label={t('shell:search')}>
            <Icon icon={faMagnifyingGlass} size={15} />
          </AppLink>
        )}
        <button type="button" className={classes.palette} onClick={onPalette}>
          <span>{t('shell:commands')}</span>
          <kbd>{shortcutText('mod+k', isAppleMachine())}</kbd>
        </button>
        <LanguageMenu />
        <span className={classes.wideOnly}>
          <IconButton label={t('shell:shortcuts')} onClick={onHelp}>
            <Icon icon={faKeyboard} size={15} />
          </IconButton>
        </span>
        <IconButton
          label={t(isDark ? 'shell:light_mode' : 'shell:dark_mode')}
          onClick={() => setColorScheme(isDark ? 'light' : 'dark')}
        >
          <Icon icon={isDark ? faSun : faMoon} size={15} />
        </IconButton>
        <UserMenu />
      </div>
    </header>
  )
}

function SearchForm() {
  const { t } = useTranslation()
  const router = useRouter()

  function handleSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('search') ?? '').trim()
    if (!wanted) return
    event.currentTarget.reset()
    router.history.push(`/search?search=${encodeURIComponent(wanted)}`)
  }

  return (
    <form className={classes.search} onSubmit={handleSubmit}>
      <AppLink to="/search" className={classes.searchIcon} aria-label={t('shell:search')}>
        <Icon icon={faMagnifyingGlass} size={13} />
      </AppLink>
      <input name="search" type="search" aria-label={t('shell:search_box')} placeholder={t('shell:search_box')} />
    </form>
  )
}

type ButtonProps = { label: string; onClick: () => void; children: ReactNode }

function IconButton({ label, onClick, children }: ButtonProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={34} aria-label={label} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}
