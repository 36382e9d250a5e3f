import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartupError } from '../startup-error.ts'

/** Environment settings of one instance; two instances with different values run side by side. */
export type Settings = {
  /** `demo` (npm start) may be played with; `serve` is production */
  mode: 'demo' | 'serve'
  projectRoot: string
  /** overrides the port of crm.listen */
  port: number | undefined
  dataDir: string
  configPath: string
  /** overrides the port of ocs.cgrates for the embedded engine */
  ocsPort: number | undefined
  adminEmail: string | undefined
  adminPassword: string | undefined
  /** the log-in page shows the social buttons, which only announce themselves */
  socialLogins: boolean
  /** client secrets of OpenID Connect providers, by the provider's name; they win over the configuration */
  oidcClientSecrets: Record<string, string>
  /** load the demo data at the first start */
  demoData: boolean
  playsDir: string
  /** the operator's invoice templates, with their images and fonts */
  templatesDir: string
  /** where the bundled browser that prints PDFs is unpacked */
  browserDir: string
  /** a Chromium of the machine's own, instead of the bundled one */
  chromiumPath: string | undefined
}

const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../..')

/** Reads the environment. Throws StartupError naming the setting that makes no sense. */
export function readSettings(mode: 'demo' | 'serve', env: Record<string, string | undefined> = process.env): Settings {
  const dataDir = path.resolve(env.OMNICRM_DATA_DIR || path.join(projectRoot, 'data'))
  return {
    mode,
    projectRoot,
    port: portSetting('PORT', env.PORT),
    dataDir,
    configPath: path.resolve(env.OMNICRM_CONFIG || path.join(projectRoot, 'crm_config.yaml')),
    ocsPort: portSetting('OMNICRM_OCS_PORT', env.OMNICRM_OCS_PORT),
    adminEmail: env.OMNICRM_ADMIN_EMAIL || undefined,
    adminPassword: env.OMNICRM_ADMIN_PASSWORD || undefined,
    socialLogins: /^yes$/i.test(env.REACT_APP_ALLOW_SOCIAL_LOGINS ?? env.VITE_ALLOW_SOCIAL_LOGINS ?? ''),
    oidcClientSecrets: oidcClientSecrets(env),
    demoData: mode === 'demo' && env.OMNICRM_DEMO !== '0',
    playsDir: path.resolve(env.OMNICRM_PLAYS_DIR || path.join(projectRoot, 'Provisioners', 'plays')),
    templatesDir: path.resolve(env.OMNICRM_INVOICE_TEMPLATES_DIR || path.join(projectRoot, 'invoice_templates')),
    browserDir: path.resolve(env.OMNICRM_BROWSER_DIR || path.join(dataDir, 'browser')),
    chromiumPath: env.OMNICRM_CHROMIUM || undefined,
  }
}

/** `OMNICRM_OIDC_<NAME>_CLIENT_SECRET`, with dashes of the name as underscores. */
function oidcClientSecrets(env: Record<string, string | undefined>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    const provider = /^OMNICRM_OIDC_([A-Z0-9_]+)_CLIENT_SECRET$/.exec(name)?.[1]
    if (provider && value) found[provider.toLowerCase().replaceAll('_', '-')] = value
  }
  return found
}

function portSetting(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new StartupError(`${name} must be a port number, not "${text}".`)
  return port
}
