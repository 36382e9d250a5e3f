import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../actions/action.ts'
import { runAction, useActionTools } from '../actions/use-actions.ts'
import { Icon } from './Icon.tsx'

type Props<S> = { actions: readonly Action<S>[]; subject: S; children: ReactNode }

/** A menu of actions that opens from its child; dangerous ones stand apart at the end. */
export function ActionMenu<S>({ actions, subject, children }: Props<S>) {
  const { t } = useTranslation()
  const tools = useActionTools()
  const safe = actions.filter(({ isDangerous }) => !isDangerous)
  const dangerous = actions.filter(({ isDangerous }) => isDangerous)

  const item = (action: Action<S>) => (
    <Menu.Item
      key={action.id}
      leftSection={<Icon icon={action.icon} size={13} />}
      color={action.isDangerous ? 'red' : undefined}
      onClick={() => void runAction(action, subject, tools)}
    >
      {t(action.labelKey)}
    </Menu.Item>
  )

  return (
    <Menu>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {safe.map(item)}
        {safe.length > 0 && dangerous.length > 0 && <Menu.Divider />}
        {dangerous.map(item)}
      </Menu.Dropdown>
    </Menu>
  )
}
