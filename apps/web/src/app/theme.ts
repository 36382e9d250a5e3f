import { type CSSVariablesResolver, createTheme, type MantineThemeOverride } from '@mantine/core'
import { colorScale, FILLED } from './color-scale.ts'

const FONT = "'Inter Variable', ui-sans-serif, system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif"

/** The design in Mantine's terms, around the operator's colour. Sizes and surfaces are in tokens.css. */
export function themeFor(primaryColor: string): MantineThemeOverride {
  return createTheme({
    primaryColor: 'brand',
    primaryShade: { light: FILLED, dark: FILLED },
    colors: {
      brand: colorScale(primaryColor),
      green: colorScale('#1d7a4c'),
      red: colorScale('#b3283a'),
      orange: colorScale('#a85a0c'),
      teal: colorScale('#14808f'),
      gray: [
        '#f6f7f9',
        '#eceff3',
        '#dfe3ea',
        '#c9d0da',
        '#a6b0bf',
        '#7d8899',
        '#5a6678',
        '#434e5f',
        '#2c3543',
        '#1a212c',
      ],
      dark: [
        '#e3e8ef',
        '#c2cad6',
        '#9ca8b8',
        '#738094',
        '#3b4657',
        '#2d3747',
        '#222b38',
        '#1a212c',
        '#12171f',
        '#0c1016',
      ],
    },
    fontFamily: FONT,
    fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
    fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
    lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.4' },
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
    radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
    defaultRadius: 'sm',
    headings: {
      fontFamily: FONT,
      fontWeight: '620',
      sizes: {
        h1: { fontSize: '1.375rem', lineHeight: '1.25' },
        h2: { fontSize: '1.125rem', lineHeight: '1.3' },
        h3: { fontSize: '0.9375rem', lineHeight: '1.35' },
      },
    },
    cursorType: 'pointer',
    respectReducedMotion: true,
    // by name: the components themselves would all come with the first screen
    components: {
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
      Textarea: { defaultProps: { autosize: true, minRows: 2 } },
      Checkbox: { defaultProps: { size: 'xs' } },
      Menu: { defaultProps: { shadow: 'md', position: 'bottom-end' } },
      Modal: {
        defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, transitionProps: { duration: 120 } },
      },
      Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    },
  })
}

const SHARED = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-muted)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--ink-faint)',
  '--mantine-color-error': 'var(--bad-ink)',
  '--mantine-color-anchor': 'var(--link)',
  ...tinted('brand', 'var(--selected)', 'var(--link)'),
  ...tinted('red', 'var(--bad-fill)', 'var(--bad-ink)'),
  ...tinted('green', 'var(--good-fill)', 'var(--good-ink)'),
  ...tinted('orange', 'var(--warn-fill)', 'var(--warn-ink)'),
  ...tinted('teal', 'var(--info-fill)', 'var(--info-ink)'),
}

/** Hands our surfaces and inks to Mantine's own components. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: SHARED, dark: SHARED })

/** The light variant of a colour (alerts, quiet buttons) in the fill and ink of the badges. */
function tinted(color: string, fill: string, ink: string): Record<string, string> {
  return {
    [`--mantine-color-${color}-light`]: fill,
    [`--mantine-color-${color}-light-hover`]: `color-mix(in oklab, ${fill} 85%, ${ink})`,
    [`--mantine-color-${color}-light-color`]: ink,
  }
}
