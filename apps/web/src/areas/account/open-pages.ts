import type { ComponentType } from 'react'
import type { Duty } from '../../app/session.ts'

type Load = () => Promise<{ default: ComponentType }>

/** Pages that need no session. The mails link to those with a token. */
export const publicPages: readonly { path: string; load: Load }[] = [
  { path: '/forgot-password', load: () => import('./passwords/ForgotPassword.tsx') },
  { path: '/reset-password/$token', load: () => import('./passwords/ResetPassword.tsx') },
  { path: '/login/oidc/$provider', load: () => import('./sign-in/ProviderSignIn.tsx') },
  { path: '/sign-up', load: () => import('./sign-in/SignUp.tsx') },
  { path: '/verify-email', load: () => import('./sign-in/EnterEmailCode.tsx') },
  { path: '/verify-email/$token', load: () => import('./sign-in/FollowEmailLink.tsx') },
]

/** Pages at which a signed-in user is held until the duty is done. */
export const dutyPages: readonly { duty: Duty; load: Load }[] = [
  { duty: 'password', load: () => import('./passwords/ForcedPasswordChange.tsx') },
  { duty: 'two-factor', load: () => import('./two-factor/ForcedTwoFactor.tsx') },
]
