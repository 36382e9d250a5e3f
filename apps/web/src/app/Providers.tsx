import { DirectionProvider, localStorageColorSchemeManager, MantineProvider, useDirection } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf, localeOf } from '../i18n/languages.ts'
import { cssVariables, themeFor } from './theme.ts'
import { uiConfig } from './ui-config.ts'

const colorSchemes = localStorageColorSchemeManager({ key: 'omnicrm.color-scheme' })

/** What every screen stands on: design and direction. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider>
      <MantineProvider
        theme={themeFor(uiConfig().primary_color)}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemes}
        defaultColorScheme="auto"
      >
        <FollowLanguage />
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}

/** Sets language and direction of the page to those chosen. */
function FollowLanguage() {
  const { i18n } = useTranslation()
  const { setDirection } = useDirection()
  useEffect(() => {
    document.documentElement.lang = localeOf(i18n.language, uiConfig().locale)
    setDirection(languageOf(i18n.language).dir)
  }, [i18n.language, setDirection])
  return null
}
