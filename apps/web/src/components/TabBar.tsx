import { Skeleton, Tabs } from '@mantine/core'
import { useLocation, useRouter } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'
import type { Needed } from '../app/may.ts'
import { may } from '../app/may.ts'
import { useSession } from '../app/session.ts'
import classes from './TabBar.module.css'
import { tabOf } from './tab-hash.ts'

export type Tab = {
  /** stands in the address as `#n` */
  number: number
  label: string
  permission?: Needed
  /** called for the open tab only, so closed tabs load nothing */
  render: () => ReactNode
}

/** Tabs whose number lives in the address (`/customers/4#3`); those without permission are absent. */
export function TabBar({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const session = useSession()
  const router = useRouter()
  const { hash, pathname } = useLocation()
  const shown = tabs.filter(({ permission }) => may(session, permission))
  const open = shown.find(
    ({ number }) =>
      number ===
      tabOf(
        hash,
        shown.map((tab) => tab.number),
      ),
  )
  if (!open) return null

  function handleChange(value: string | null) {
    // filters of the tab that is left mean nothing to the next one
    if (value) router.history.replace(`${pathname}#${value}`)
  }

  return (
    <Tabs
      value={String(open.number)}
      onChange={handleChange}
      keepMounted={false}
      classNames={{ list: classes.list, tab: classes.tab }}
    >
      <Tabs.List aria-label={label}>
        {shown.map(({ number, label }) => (
          <Tabs.Tab key={number} value={String(number)}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={String(open.number)} pt="md">
        <Suspense fallback={<Skeleton h={160} />}>{open.render()}</Suspense>
      </Tabs.Panel>
    </Tabs>
  )
}
