import { z } from 'zod'
import { upstreamFailed } from '../errors.ts'
import { checkOutboundAddress } from '../outbound/check-address.ts'
import type { Platform } from '../platform.ts'

const TIMEOUT_MS = 10_000
const ZKnown = z.looseObject({ subscriber_id: z.union([z.number(), z.string()]).optional() })

/**
 * Lets a subscriber use the network or not, on every HSS of `hss.hss_peers` (PyHSS API); number and keys stay as they are. An
 * HSS that does not know the subscriber is left as it is. Doing it again changes nothing. Throws 502 when an HSS does not
 * answer or refuses, after all have been asked.
 */
export async function switchSubscriber(
  platform: Pick<Platform, 'config'>,
  imsi: string,
  enabled: boolean,
): Promise<void> {
  const failed: string[] = []
  for (const peer of platform.config.hss.hss_peers) {
    try {
      await switchOn(platform, peer.replace(/\/+$/, ''), { imsi, enabled })
    } catch {
      failed.push(new URL(peer).host)
    }
  }
  if (failed.length > 0) throw upstreamFailed(`HSS ${failed.join(', ')} did not take the change of a subscriber`)
}

async function switchOn(
  platform: Pick<Platform, 'config'>,
  peer: string,
  { imsi, enabled }: { imsi: string; enabled: boolean },
): Promise<void> {
  await checkOutboundAddress(new URL(peer), { outbound: platform.config.outbound, own: [] })
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${peer}/subscriber/${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
  const found = await call(`imsi/${encodeURIComponent(imsi)}`)
  if (!found.ok && found.status !== 404) throw new Error(`status ${found.status}`)
  // One that has no such look-up knows its subscribers by their IMSI.
  const { subscriber_id: id = imsi } = found.ok ? ZKnown.parse(await found.json()) : {}
  const answer = await call(encodeURIComponent(id), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enabled }),
  })
  if (!answer.ok && answer.status !== 404) throw new Error(`status ${answer.status}`)
}
