export type LiveMessage = { channel: string; event: string; data: unknown }
type Listener = { onMessage: (message: LiveMessage) => void; onStatus: (isLive: boolean) => void }

/** The parts of a WebSocket that are used, so that tests can stand in for it. */
export type Socket = { send: (text: string) => void; close: () => void }
export type SocketEvents = { onOpen: () => void; onClose: () => void; onMessage: (data: unknown) => void }

export type LiveSocketOptions = {
  open: (events: SocketEvents) => Socket
  /** bearer token of the moment; undefined while signed out */
  token: () => string | undefined
  /** calls back after so many milliseconds; answers how to call that off */
  later: (run: () => void, ms: number) => () => void
}

export type LiveSocket = {
  /** listens on a channel; answers how to stop */
  listen: (channel: string, listener: Listener) => () => void
}

const FIRST_WAIT = 1000
const LONGEST_WAIT = 30_000
const IDLE_CLOSE = 5000

/**
 * One connection to `/crm/live` (SYS-6) for all listeners: opened by the first, closed after the last, opened again with growing
 * pauses when it breaks. While it is down listeners are told so and poll.
 */
export function createLiveSocket({ open, token, later }: LiveSocketOptions): LiveSocket {
  const channels = new Map<string, Set<Listener>>()
  let socket: Socket | undefined
  let isOpen = false
  let failures = 0
  let cancelTimer: (() => void) | undefined

  function connect(): void {
    cancelTimer?.()
    if (socket || channels.size === 0) return
    const bearer = token()
    if (!bearer) {
      scheduleConnect()
      return
    }
    const opened = open({
      onOpen: () => {
        opened.send(JSON.stringify({ type: 'auth', token: bearer }))
        isOpen = true
        for (const channel of channels.keys()) subscribe(channel)
      },
      onMessage: deliver,
      onClose: () => {
        if (socket === opened) handleClosed()
      },
    })
    socket = opened
  }

  function handleClosed(): void {
    socket = undefined
    isOpen = false
    failures += 1
    tellAll(false)
    if (channels.size > 0) scheduleConnect()
  }

  function scheduleConnect(): void {
    cancelTimer = later(connect, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 5)))
  }

  function subscribe(channel: string): void {
    socket?.send(JSON.stringify({ type: 'subscribe', channel }))
  }

  function deliver(text: unknown): void {
    const message = readMessage(text)
    if (!message) return
    const isRefused = message.event === 'error'
    if (!isRefused) failures = 0
    for (const listener of channels.get(message.channel) ?? []) {
      listener.onStatus(!isRefused)
      if (!isRefused && message.event !== 'subscribed') listener.onMessage(message)
    }
  }

  function tellAll(isLive: boolean): void {
    for (const listeners of channels.values()) for (const listener of listeners) listener.onStatus(isLive)
  }

  return {
    listen: (channel, listener) => {
      const listeners = channels.get(channel) ?? new Set()
      const isFirst = listeners.size === 0
      channels.set(channel, listeners.add(listener))
      if (isOpen && isFirst) subscribe(channel)
      if (!socket) connect()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        channels.delete(channel)
        if (isOpen) socket?.send(JSON.stringify({ type: 'unsubscribe', channel }))
        if (channels.size > 0) return
        cancelTimer?.()
        cancelTimer = later(closeWhenIdle, IDLE_CLOSE)
      }
    },
  }

  function closeWhenIdle(): void {
    if (channels.size > 0) return
    const closing = socket
    socket = undefined
    isOpen = false
    closing?.close()
  }
}

function readMessage(text: unknown): LiveMessage | undefined {
  if (typeof text !== 'string') return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    const isMessage = typeof parsed === 'object' && parsed !== null && 'channel' in parsed && 'event' in parsed
    return isMessage ? (parsed as LiveMessage) : undefined
  } catch {
    return undefined
  }
}
