import { type ReactNode, useEffect } from 'react'
import { uiConfig } from '../../app/ui-config.ts'
import classes from './Login.module.css'
import { LoginCarousel } from './LoginCarousel.tsx'

type Props = {
  title: string
  /** name of the window; the title when left out */
  windowTitle?: string
  hint?: string
  icon?: ReactNode
  children: ReactNode
}

/** What surrounds the pages outside of the shell: sign-in, passwords, sign-up. */
export function SignInFrame({ title, windowTitle = title, hint, icon, children }: Props) {
  useEffect(() => {
    document.title = `${windowTitle} · ${uiConfig().portal_name}`
  }, [windowTitle])
  return (
    <div className={classes.page}>
      <LoginCarousel />
      <main className={classes.side}>
        <div className={classes.form}>
          <div>
            {icon && <div className={classes.icon}>{icon}</div>}
            <h1 className={classes.title}>{title}</h1>
            {hint && <p className={classes.hint}>{hint}</p>}
          </div>
          {children}
        </div>
      </main>
    </div>
  )
}
