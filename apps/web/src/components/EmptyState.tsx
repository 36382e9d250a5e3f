import type { IconDefinition } from '@fortawesome/fontawesome-svg-core'
import { faInbox } from '@fortawesome/free-solid-svg-icons/faInbox'
import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

type Props = { text: string; hint?: string; icon?: IconDefinition; children?: ReactNode }

/** What shows instead of an empty list: its own sentence and, as children, what can be done about it. */
export function EmptyState({ text, hint, icon = faInbox, children }: Props) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center" c="var(--ink-muted)">
      <Icon icon={icon} size={26} />
      <Text fw={600} c="var(--ink)">
        {text}
      </Text>
      {hint && <Text size="sm">{hint}</Text>}
      {children}
    </Stack>
  )
}
