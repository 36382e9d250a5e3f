import { useEffect, useEffectEvent, useState } from 'react'
import { accessToken } from '../app/session.ts'
import { createLiveSocket, type LiveMessage } from './live-socket.ts'

const live = createLiveSocket({
  open: ({ onOpen, onClose, onMessage }) => {
    const url = new URL('/crm/live', location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    const socket = new WebSocket(url)
    socket.addEventListener('open', onOpen)
    socket.addEventListener('close', onClose)
    socket.addEventListener('message', ({ data }) => onMessage(data))
    return socket
  },
  token: accessToken,
  later: (run, ms) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})

/**
 * Listens on a channel of SYS-6 while the component shows; undefined listens to nothing.
 * `isLive` is true once the server pushes. Poll while it is false:
 * `const { isLive } = useChannel('provision/7', apply)`, then `useRead(endpoint, input, { every: isLive ? false : 3000 })`.
 */
export function useChannel(
  channel: string | undefined,
  onMessage: (message: LiveMessage) => void,
): { isLive: boolean } {
  const [isLive, setIsLive] = useState(false)
  const handleMessage = useEffectEvent(onMessage)
  useEffect(() => {
    if (!channel) return
    const stop = live.listen(channel, { onMessage: (message) => handleMessage(message), onStatus: setIsLive })
    return () => {
      stop()
      setIsLive(false)
    }
  }, [channel])
  return { isLive }
}
