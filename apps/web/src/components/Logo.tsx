import { uiConfig } from '../app/ui-config.ts'

type Props = { variant: 'light' | 'dark' | 'small'; height?: number }

/** The logo: `dark` for light surfaces, `light` for dark ones, `small` for the collapsed bar. */
export function Logo({ variant, height = 26 }: Props) {
  return <img src={`/brand/logo-${variant}.svg`} alt={uiConfig().company_name} height={height} data-logo={variant} />
}
