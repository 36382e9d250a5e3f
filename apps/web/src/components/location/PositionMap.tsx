import { faLocationDot } from '@fortawesome/free-solid-svg-icons/faLocationDot'
import { faMinus } from '@fortawesome/free-solid-svg-icons/faMinus'
import { faPlus } from '@fortawesome/free-solid-svg-icons/faPlus'
import { ActionIcon } from '@mantine/core'
import { type KeyboardEvent, type PointerEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../Icon.tsx'
import { ASPECT, gridStep, moved, type Position, pointOf, positionAt, viewAround, zoomed } from './map-view.ts'
import classes from './PositionMap.module.css'
import outline from './world-outline.json'

type Props = { position: Position | undefined; onChange: (position: Position) => void }

/** Drag in screen pixels that still counts as a click. */
const CLICK_SLACK = 4
const KEY_STEP = 0.01
const ARROWS: Record<string, readonly [east: number, north: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}

/** The bundled map: outline of the land, a grid and one pin. A click sets the pin; it is dragged or moved by arrow keys. */
export default function PositionMap({ position, onChange }: Props) {
  const { t } = useTranslation()
  const grid = useId()
  const frame = useRef<HTMLDivElement>(null)
  const drag = useRef<{ x: number; y: number; isClick: boolean }>(undefined)
  const [view, setView] = useState(() => viewAround(position))
  const step = gridStep(view)
  const height = view.span * ASPECT
  const pin = position && pointOf(view, position)
  const isPinInSight = pin && isInside(pin.x) && isInside(pin.y)
  const [known, setKnown] = useState(position)
  // typed coordinates may lie elsewhere
  if (position?.latitude !== known?.latitude || position?.longitude !== known?.longitude) {
    setKnown(position)
    if (position && !isPinInSight) setView(viewAround(position))
  }

  function pointUnder(event: PointerEvent): { x: number; y: number } {
    const box = frame.current?.getBoundingClientRect()
    if (!box) return { x: 0.5, y: 0.5 }
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }

  function handleMapDown(event: PointerEvent<SVGSVGElement>) {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { x: event.clientX, y: event.clientY, isClick: true }
  }

  function handleMapMove(event: PointerEvent<SVGSVGElement>) {
    const from = drag.current
    const box = frame.current?.getBoundingClientRect()
    if (!from || !box) return
    const [east, north] = [from.x - event.clientX, event.clientY - from.y]
    if (from.isClick && Math.abs(east) < CLICK_SLACK && Math.abs(north) < CLICK_SLACK) return
    drag.current = { x: event.clientX, y: event.clientY, isClick: false }
    setView(moved(view, east / box.width, north / box.height))
  }

  function handleMapUp(event: PointerEvent<SVGSVGElement>) {
    const { x, y } = pointUnder(event)
    if (drag.current?.isClick) onChange(positionAt(view, x, y))
    drag.current = undefined
  }

  function handlePinMove(event: PointerEvent<HTMLButtonElement>) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { x, y } = pointUnder(event)
    onChange(positionAt(view, inside(x), inside(y)))
  }

  function handlePinKey(event: KeyboardEvent) {
    const arrow = ARROWS[event.key]
    if (!arrow || !position) return
    event.preventDefault()
    const { x, y } = pointOf(view, position)
    onChange(positionAt(view, inside(x + arrow[0] * KEY_STEP), inside(y - arrow[1] * KEY_STEP)))
  }

  function zoomBy(factor: number) {
    setView(zoomed(view, factor, position && isPinInSight ? position : undefined))
  }

  return (
    <div ref={frame} className={classes.frame}>
      <svg
        className={classes.map}
        viewBox={`${view.longitude - view.span / 2} ${-view.latitude - height / 2} ${view.span} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('common:location.map')}
        onPointerDown={handleMapDown}
        onPointerMove={handleMapMove}
        onPointerUp={handleMapUp}
        onPointerCancel={() => {
          drag.current = undefined
        }}
      >
        <defs>
          <pattern id={grid} width={step} height={step} patternUnits="userSpaceOnUse">
            <path d={`M${step} 0H0V${step}`} className={classes.grid} />
          </pattern>
        </defs>
        <path d={outline.path} transform="translate(-180 -90) scale(0.1)" className={classes.land} />
        <rect x={-180} y={-90} width={360} height={180} fill={`url(#${grid})`} />
      </svg>
      {isPinInSight && (
        <button
          type="button"
          className={classes.pin}
          style={{ insetInlineStart: `${pin.x * 100}%`, insetBlockStart: `${pin.y * 100}%` }}
          aria-label={t('common:location.pin')}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={handlePinMove}
          onKeyDown={handlePinKey}
        >
          <Icon icon={faLocationDot} size={28} />
        </button>
      )}
      <div className={classes.zoom}>
        <ActionIcon variant="default" aria-label={t('common:location.nearer')} onClick={() => zoomBy(2)}>
          <Icon icon={faPlus} size={12} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('common:location.farther')} onClick={() => zoomBy(0.5)}>
          <Icon icon={faMinus} size={12} />
        </ActionIcon>
      </div>
    </div>
  )
}

function isInside(part: number): boolean {
  return part >= 0 && part <= 1
}

function inside(part: number): number {
  return Math.min(1, Math.max(0, part))
}
