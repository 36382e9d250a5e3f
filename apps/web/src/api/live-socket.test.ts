import { expect, test, vi } from 'vitest'
import { createLiveSocket, type Socket, type SocketEvents } from './live-socket.ts'

function setUp() {
  const sockets: (Socket & SocketEvents & { sent: string[] })[] = []
  const timers: { run: () => void; ms: number; isCancelled: boolean }[] = []
  const live = createLiveSocket({
    token: () => 'bearer-1',
    open: (events) => {
      const sent: string[] = []
      const socket = { ...events, sent, send: (text: string) => void sent.push(text), close: vi.fn() }
      sockets.push(socket)
      return socket
    },
    later: (run, ms) => {
      const timer = { run, ms, isCancelled: false }
      timers.push(timer)
      return () => {
        timer.isCancelled = true
      }
    },
  })
  return { live, sockets, timers }
}

const answer = (channel: string, data: unknown) => JSON.stringify({ channel, event: 'changed', data })

test('authenticates first, subscribes once a channel and hands messages to its listeners only', () => {
  const { live, sockets } = setUp()
  const job = { onMessage: vi.fn(), onStatus: vi.fn() }
  const alerts = { onMessage: vi.fn(), onStatus: vi.fn() }
  live.listen('provision/7', job)
  live.listen('provision/7', job)
  live.listen('alert', alerts)
  sockets[0]!.onOpen()
  expect(sockets[0]!.sent.map((text) => JSON.parse(text))).toEqual([
    { type: 'auth', token: 'bearer-1' },
    { type: 'subscribe', channel: 'provision/7' },
    { type: 'subscribe', channel: 'alert' },
  ])
  sockets[0]!.onMessage(answer('provision/7', { provisioning_status: 0 }))
  expect(job.onMessage).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ channel: 'provision/7', data: { provisioning_status: 0 } }),
  )
  expect(job.onStatus).toHaveBeenLastCalledWith(true)
  expect(alerts.onMessage).not.toHaveBeenCalled()
})

test('a broken connection sends listeners to polling, waits longer each time and subscribes anew', () => {
  const { live, sockets, timers } = setUp()
  const job = { onMessage: vi.fn(), onStatus: vi.fn() }
  live.listen('provision/7', job)
  sockets[0]!.onOpen()
  sockets[0]!.onClose()
  expect(job.onStatus).toHaveBeenLastCalledWith(false)
  timers.at(-1)!.run()
  sockets[1]!.onClose()
  expect(timers.map(({ ms }) => ms)).toEqual([2000, 4000])
  timers.at(-1)!.run()
  sockets[2]!.onOpen()
  expect(JSON.parse(sockets[2]!.sent[1]!)).toEqual({ type: 'subscribe', channel: 'provision/7' })
})

test('a refused channel polls; rubbish is passed over', () => {
  const { live, sockets } = setUp()
  const job = { onMessage: vi.fn(), onStatus: vi.fn() }
  live.listen('provision/7', job)
  sockets[0]!.onOpen()
  sockets[0]!.onMessage('not json')
  sockets[0]!.onMessage(JSON.stringify({ channel: 'provision/7', event: 'error', data: {} }))
  expect(job.onMessage).not.toHaveBeenCalled()
  expect(job.onStatus).toHaveBeenLastCalledWith(false)
})

test('the last listener closes the connection, but not while a new one comes at once', () => {
  const { live, sockets, timers } = setUp()
  const job = { onMessage: vi.fn(), onStatus: vi.fn() }
  const stop = live.listen('provision/7', job)
  sockets[0]!.onOpen()
  stop()
  const stopAgain = live.listen('provision/8', job)
  timers.at(-1)!.run()
  expect(sockets[0]!.close).not.toHaveBeenCalled()
  stopAgain()
  timers.at(-1)!.run()
  expect(sockets[0]!.close).toHaveBeenCalledOnce()
  expect(sockets).toHaveLength(1)
})
