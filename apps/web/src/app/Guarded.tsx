import { type ReactNode, Suspense } from 'react'
import { Loading } from './Loading.tsx'
import { type Admission, isAdmitted } from './may.ts'
import { NoAccess } from './NoAccess.tsx'
import { useSession } from './session.ts'

/** A screen for those who may see it, "no access" for others; its code is not even fetched for them. */
export function Guarded({ children, ...admission }: Admission & { children: ReactNode }) {
  return isAdmitted(useSession(), admission) ? <Suspense fallback={<Loading />}>{children}</Suspense> : <NoAccess />
}
