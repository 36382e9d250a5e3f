import { Skeleton } from '@mantine/core'
import { WidgetNumber } from '../../components/figures.tsx'

/** The figure of a widget: a skeleton while it loads, a dash when it could not be. */
export function WidgetFigure({ value, isFailed }: { value: number | undefined; isFailed: boolean }) {
  if (value !== undefined) return <WidgetNumber value={value} />
  return isFailed ? <span>{'–'}</span> : <Skeleton h={24} w={90} my={3} />
}
