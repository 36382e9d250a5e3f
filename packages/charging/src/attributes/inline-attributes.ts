import { RpcError } from '../rpc/rpc-error.ts'
import type { AttributeProfile } from './attribute-profile.ts'

/**
 * Attributes written out where IDs of profiles stand: `*constant:*req.RequestType:*rated;*constant:*req.Category:x`
 * (section 6.5). They make a profile of their own that matches every event.
 */
export function inlineProfile(text: string, tenant: string): AttributeProfile {
  return {
    Tenant: tenant,
    ID: text,
    Contexts: ['*any'],
    FilterIDs: null,
    ActivationInterval: null,
    Attributes: text.split(/;(?=\*)/).map((one) => {
      const [type, path, value] = /^([^:]*):([^:]*):(.*)$/.exec(one)?.slice(1) ?? []
      if (type === undefined || path === undefined || value === undefined) {
        throw new RpcError(`inline parse error for string: <${one}>`)
      }
      return { FilterIDs: null, Path: path, Type: type, Value: value.split(';').map((Rules) => ({ Rules })) }
    }),
    Blocker: false,
    Weight: 0,
  }
}

export function isInlineAttribute(id: string): boolean {
  return id.startsWith('*') && id !== '*none'
}
