import { faMagnifyingGlass } from '@fortawesome/free-solid-svg-icons/faMagnifyingGlass'
import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortcutText } from '../actions/shortcut.ts'
import { runAction, useActionTools } from '../actions/use-actions.ts'
import { AREAS } from '../app/areas.ts'
import { may } from '../app/may.ts'
import { useSession } from '../app/session.ts'
import { Icon } from '../components/Icon.tsx'
import { isAppleMachine } from './apple-machine.ts'
import { useAvailableActions } from './use-shortcuts.ts'

/** Ctrl or Cmd K: every action that can be taken now, and every page; opens anew with each count of `openings`. */
export default function CommandPalette({ openings }: { openings: number }) {
  const { t } = useTranslation()
  const session = useSession()
  const tools = useActionTools()
  const actions = useAvailableActions()
  const [query, setQuery] = useState('')
  const wanted = query.trim()
  const pages = AREAS.flatMap(({ navigation }) => navigation).filter(({ permission }) => may(session, permission))
  useEffect(() => {
    if (openings > 0) spotlight.open()
  }, [openings])

  const groups: SpotlightActionGroupData[] = [
    {
      group: t('shell:palette.actions'),
      actions: actions.map((action) => ({
        id: action.id,
        label: t(action.labelKey),
        leftSection: <Icon icon={action.icon} size={15} />,
        rightSection: action.shortcut && <kbd>{shortcutText(action.shortcut, isAppleMachine())}</kbd>,
        onClick: () => void runAction(action, undefined, tools),
      })),
    },
    {
      group: t('shell:palette.pages'),
      actions: pages.map(({ to, labelKey, icon }) => ({
        id: to,
        label: t(labelKey),
        leftSection: <Icon icon={icon} size={15} />,
        onClick: () => tools.goTo(to),
      })),
    },
    {
      // its label holds what was typed, so it is always among what is found: a name typed here is no dead end
      group: t('shell:search'),
      actions:
        wanted && may(session, 'view_customer')
          ? [
              {
                id: 'search',
                label: t('shell:palette.search_for', { text: wanted }),
                leftSection: <Icon icon={faMagnifyingGlass} size={15} />,
                onClick: () => tools.goTo(`/search?search=${encodeURIComponent(wanted)}`),
              },
            ]
          : [],
    },
  ]

  return (
    <Spotlight
      actions={groups.filter(({ actions: own }) => own.length > 0)}
      nothingFound={t('shell:palette.nothing')}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <Icon icon={faMagnifyingGlass} />,
        placeholder: t('shell:palette.placeholder'),
        'aria-label': t('shell:palette.placeholder'),
      }}
    />
  )
}
