import { type ReactNode, Suspense } from 'react'
import { Loading } from './Loading.tsx'
import type { Needed } from './may.ts'
import { NoAccess } from './NoAccess.tsx'
import { useCan } from './use-can.ts'

/** A screen for those who may see it, "no access" for others; its code is not even fetched for them. */
export function Guarded({ permission, children }: { permission: Needed | undefined; children: ReactNode }) {
  return useCan(permission) ? <Suspense fallback={<Loading />}>{children}</Suspense> : <NoAccess />
}
