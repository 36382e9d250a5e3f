import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { uiConfig } from '../../app/ui-config.ts'
import { Logo } from '../../components/Logo.tsx'
import classes from './Login.module.css'

const SLIDES = ['login:slide.customers', 'login:slide.provisioning', 'login:slide.billing'] as const
const PAUSE = 8000

/** Background of the sign-in: logo, names and a few sentences that change; still for those who prefer less motion. */
export function LoginCarousel() {
  const { t } = useTranslation()
  const { company_name, tagline } = uiConfig()
  const [shown, setShown] = useState(0)
  const [isHeld, setIsHeld] = useState(() => matchMedia('(prefers-reduced-motion: reduce)').matches)
  useEffect(() => {
    if (isHeld) return
    const timer = setInterval(() => setShown((current) => (current + 1) % SLIDES.length), PAUSE)
    return () => clearInterval(timer)
  }, [isHeld])

  function handlePick(slide: number) {
    setShown(slide)
    setIsHeld(true)
  }

  return (
    <aside className={classes.carousel} data-slide={shown}>
      <Rings />
      <Logo variant="light" height={30} />
      <div className={classes.message}>
        <p className={classes.company}>{company_name}</p>
        {tagline && <p className={classes.tagline}>{tagline}</p>}
        <div className={classes.slides}>
          {SLIDES.map((key, slide) => (
            <p key={key} className={classes.slide} aria-hidden={slide !== shown}>
              {t(key)}
            </p>
          ))}
        </div>
        <div className={classes.dots}>
          {SLIDES.map((key, slide) => (
            <button
              key={key}
              type="button"
              aria-label={t('login:show_slide', { number: slide + 1 })}
              aria-current={slide === shown}
              onClick={() => handlePick(slide)}
            />
          ))}
        </div>
      </div>
    </aside>
  )
}

const RADII = [90, 170, 260, 360, 470, 590]

/** Waves of a cell, drawn. */
function Rings() {
  return (
    <svg className={classes.rings} viewBox="0 0 800 800" aria-hidden="true" preserveAspectRatio="xMaxYMin slice">
      {RADII.map((radius) => (
        <circle key={radius} cx="640" cy="150" r={radius} />
      ))}
      <circle className={classes.core} cx="640" cy="150" r="26" />
      <circle className={classes.dot} cx="470" cy="150" r="6" />
      <circle className={classes.dot} cx="456" cy="334" r="5" />
      <circle className={classes.dot} cx="640" cy="510" r="7" />
      <circle className={classes.dot} cx="308" cy="482" r="5" />
      <circle className={classes.dot} cx="730" cy="150" r="5" />
    </svg>
  )
}
