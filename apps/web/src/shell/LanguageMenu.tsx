import { faGlobe } from '@fortawesome/free-solid-svg-icons/faGlobe'
import { ActionIcon, Menu } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../app/ui-config.ts'
import { Icon } from '../components/Icon.tsx'
import { changeLanguage, offeredLanguages } from '../i18n/start-i18n.ts'

/** The languages on offer, each named in itself; absent while there is only one. */
export function LanguageMenu() {
  const { t, i18n } = useTranslation()
  const languages = offeredLanguages(uiConfig().languages)
  if (languages.length < 2) return null
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={34} aria-label={t('shell:language')}>
          <Icon icon={faGlobe} size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map(({ code, name, locale, dir }) => (
          <Menu.Item
            key={code}
            lang={locale}
            dir={dir}
            fw={code === i18n.language ? 650 : undefined}
            aria-current={code === i18n.language ? 'true' : undefined}
            onClick={() => void changeLanguage(code)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
