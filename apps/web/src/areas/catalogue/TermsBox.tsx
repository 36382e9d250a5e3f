import { useTranslation } from 'react-i18next'
import classes from './TermsBox.module.css'

/** Terms of a product: collapsed, open on click, line breaks kept. */
export function TermsBox({ terms }: { terms: string }) {
  const { t } = useTranslation()
  return (
    <details className={classes.box}>
      <summary>{t('catalogue:terms')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <p className={classes.text} tabIndex={0}>
        {terms}
      </p>
    </details>
  )
}
