import { useRouter } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react'

type Props = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  /** address in this app with query and hash, such as `/customers/4#3` */
  to: string
  /** what the opened page is to highlight; see use-highlight.ts */
  highlight?: string
  children?: ReactNode
  ref?: Ref<HTMLAnchorElement>
}

/** A real link that opens without a reload; with Ctrl, Cmd or the middle button it opens a tab as any link does. */
export function AppLink({ to, highlight, onClick, children, ...rest }: Props) {
  const router = useRouter()

  function handleClick(event: MouseEvent<HTMLAnchorElement>) {
    onClick?.(event)
    const wantsOwnTab = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0
    if (event.defaultPrevented || wantsOwnTab || rest.target === '_blank') return
    event.preventDefault()
    router.history.push(to, { highlight })
  }

  return (
    <a href={to} onClick={handleClick} {...rest}>
      {children}
    </a>
  )
}
