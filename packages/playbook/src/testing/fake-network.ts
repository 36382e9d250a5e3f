type Row = Record<string, unknown>
type Request = { method: string; path: string; body: unknown }
type Answer = { status: number; body: unknown }

/**
 * An HSS in PyHSS's shape (subscribers, IMS subscribers), an ENUM server in PowerDNS's, an OLT controller and a TV platform;
 * undefined for other paths.
 */
export function fakeNetwork() {
  const subscribers = new Map<string, Row>()
  const imsSubscribers = new Map<string, Row>()
  const enumRecords = new Map<string, unknown>()
  const devices = new Map<string, unknown>()
  const ids = new Map<string, number>()

  const idOf = (imsi: string): number => {
    const id = ids.get(imsi) ?? 700 + ids.size
    ids.set(imsi, id)
    return id
  }
  const imsiOf = (key: string): string => [...ids].find(([, id]) => String(id) === key)?.[0] ?? key

  const hss = ({ method, path, body }: Request): Answer => {
    const imsi = imsiOf(path.split('/').at(-1) ?? '')
    if (method === 'PUT') subscribers.set(imsi, body as Row)
    const known = subscribers.get(imsi)
    if (!known) return { status: 404, body: {} }
    if (method === 'PATCH') subscribers.set(imsi, { ...known, ...(body as Row) })
    if (method === 'DELETE') subscribers.delete(imsi)
    return { status: 200, body: { subscriber_id: idOf(imsi), imsi } }
  }
  const ims = ({ method, path, body }: Request): Answer => {
    const fields = (body ?? {}) as Row
    const imsi = method === 'PUT' ? String(fields.imsi) : imsiOf(path.split('/').at(-1) ?? '')
    if (method === 'PUT') imsSubscribers.set(imsi, fields)
    if (!imsSubscribers.has(imsi)) return { status: 404, body: {} }
    if (method === 'DELETE') imsSubscribers.delete(imsi)
    return { status: 200, body: { ims_subscriber_id: idOf(imsi), imsi } }
  }
  const enumServer = ({ body }: Request): Answer => {
    for (const set of (body as { rrsets: { name: string; changetype: string; records?: unknown }[] }).rrsets) {
      if (set.changetype === 'DELETE') enumRecords.delete(set.name)
      else enumRecords.set(set.name, set.records)
    }
    return { status: 204, body: {} }
  }
  const device = ({ method, path, body }: Request): Answer => {
    if (method === 'PUT') devices.set(path, body)
    else if (method === 'DELETE' && !devices.delete(path)) return { status: 404, body: {} }
    return { status: method === 'PUT' ? 201 : 200, body: {} }
  }
  const answer = (request: Request): Answer | undefined => {
    if (request.path.startsWith('/subscriber')) return hss(request)
    if (request.path.startsWith('/ims_subscriber')) return ims(request)
    if (/^\/(olt|iptv)\//.test(request.path)) return device(request)
    return request.path.startsWith('/api/v1/servers/') ? enumServer(request) : undefined
  }
  return { subscribers, imsSubscribers, enumRecords, devices, answer }
}
