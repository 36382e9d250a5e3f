import { Group, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = { title: string; actions?: ReactNode; children: ReactNode }

/** A table among other parts of a screen: its name and buttons above its own frame. */
export function TableSection({ title, actions, children }: Props) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} fz="md">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </section>
  )
}
