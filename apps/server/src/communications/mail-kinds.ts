import type { MailContent } from './render-mail.ts'
import type { MailTask } from './render-tasks.ts'

/** What every mail may name besides its own variables. */
export type MailSender = { company_name: string; support_email: string; support_url: string }

type Variables = Record<string, string>

type MailKind<V extends Variables> = {
  subject(sender: MailSender, variables: V): string
  /** variables that open something: kept sealed, and `***` in the stored copy */
  secrets: readonly (keyof V & string)[]
  compose(variables: V, sender: MailSender): MailContent
}

function kind<V extends Variables>(declared: MailKind<V>): MailKind<V> {
  return declared
}

/** How a newcomer gets in: with a temporary password, with a link to choose one, or (both empty) with the one they know. */
type FirstSignIn = { login_url: string; temp_password: string; reset_url: string }

function withFirstSignIn(welcome: string, mail: FirstSignIn): Omit<MailContent, 'greeting'> {
  const action = { label: 'Sign in', url: mail.login_url }
  if (mail.temp_password) {
    const hint = 'You will be asked to choose a password of your own when you first sign in.'
    return { paragraphs: [welcome, hint], facts: [['Temporary password', mail.temp_password]], action }
  }
  if (!mail.reset_url) return { paragraphs: [welcome], action }
  return {
    paragraphs: [welcome, 'Choose your password with the button below; the link is good for one day.'],
    action: { label: 'Choose a password', url: mail.reset_url },
  }
}

/** The built-in template of each kind, by its key in the configuration. */
export const MAIL_KINDS = {
  api_crmCommunicationCustomerWelcome: kind<{ customer_name: string; email: string } & FirstSignIn>({
    subject: (sender) => `Welcome to ${sender.company_name}`,
    secrets: ['temp_password', 'reset_url'],
    compose: (mail, sender) => ({
      greeting: mail.customer_name,
      ...withFirstSignIn(
        `Thank you for joining ${sender.company_name}. Sign in with ${mail.email} to see your services.`,
        mail,
      ),
    }),
  }),
  api_crmCommunicationCustomerInvoice: kind<{
    customer_name: string
    invoice_number: string
    invoice_date: string
    due_date: string
    total_amount: string
    invoice_url: string
  }>({
    subject: (_, mail) => `Your Invoice - ${mail.invoice_number}`,
    secrets: [],
    compose: (mail) => ({
      greeting: mail.customer_name,
      paragraphs: ['Your invoice is attached as a PDF. You also find it in your account.'],
      facts: [
        ['Invoice', mail.invoice_number],
        ['Date', mail.invoice_date],
        ['Due', mail.due_date],
        ['Total', mail.total_amount],
      ],
      action: { label: 'Open my invoices', url: mail.invoice_url },
    }),
  }),
  api_crmCommunicationUserWelcome: kind<{ user_name: string; email: string; role: string } & FirstSignIn>({
    subject: (sender) => `Welcome to the ${sender.company_name} team`,
    secrets: ['temp_password', 'reset_url'],
    compose: (mail) => ({
      greeting: mail.user_name,
      ...withFirstSignIn(
        `An account has been made for you with the role ${mail.role}. Sign in with ${mail.email}.`,
        mail,
      ),
    }),
  }),
  api_crmCommunicationUserPasswordReset: kind<{ user_name: string; reset_url: string; expiry_time: string }>({
    subject: () => 'Password reset request',
    secrets: ['reset_url'],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: [
        `Choose a new password with the button below. The link is good once, until ${mail.expiry_time}.`,
        'If you did not ask for it, ignore this mail: your password stays as it is.',
      ],
      action: { label: 'Choose a new password', url: mail.reset_url },
    }),
  }),
  api_crmCommunicationUserPasswordResetSuccess: kind<{ user_name: string; change_date: string; ip_address: string }>({
    subject: () => 'Your password has been reset',
    secrets: [],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: ['Your password has been reset, and all your sessions have ended.', WAS_IT_YOU],
      facts: [
        ['When', mail.change_date],
        ['From address', mail.ip_address],
      ],
    }),
  }),
  api_crmCommunicationUserPasswordChange: kind<{ user_name: string; change_date: string; changed_by: string }>({
    subject: () => 'Your password has been changed',
    secrets: [],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: ['Your password has been changed.', WAS_IT_YOU],
      facts: [
        ['When', mail.change_date],
        ['By', mail.changed_by],
      ],
    }),
  }),
  api_crmCommunicationEmailVerification: kind<{
    user_name: string
    verification_url: string
    verification_code: string
  }>({
    subject: () => 'Verify your e-mail address',
    secrets: ['verification_url', 'verification_code'],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: ['Please confirm that this is your e-mail address: use the button, or type the code.'],
      facts: [['Code', mail.verification_code]],
      action: { label: 'Verify my address', url: mail.verification_url },
    }),
  }),
  api_crmCommunicationAccountLocked: kind<{ user_name: string; ip_address: string; locked_until: string }>({
    subject: () => 'Your account has been locked',
    secrets: [],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: [
        'Your account has been locked for a while, because of too many failed attempts to sign in.',
        'A link to choose a new password comes in a separate mail; using it opens the account at once.',
      ],
      facts: [
        ['Locked until', mail.locked_until],
        ['Last attempt from', mail.ip_address],
      ],
    }),
  }),
  api_crmCommunicationSecurityAlert: kind<{
    user_name: string
    event: string
    ip_address: string
    user_agent: string
    login_time: string
  }>({
    subject: () => 'Security alert for your account',
    secrets: [],
    compose: (mail) => ({
      greeting: mail.user_name,
      paragraphs: [mail.event, WAS_IT_YOU],
      facts: [
        ['When', mail.login_time],
        ['From address', mail.ip_address],
        ['Device', mail.user_agent],
      ],
    }),
  }),
  api_crmCommunicationProvisioningFailed: kind<{
    provision_id: string
    customer_name: string
    product_name: string
    service_name: string
    provisioning_play: string
    initiated_by: string
    error: string
    /** JSON of what became of each task */
    tasks: string
    job_url: string
  }>({
    subject: (_, mail) =>
      `Provisioning of ${mail.product_name} for ${mail.customer_name} failed (job ${mail.provision_id})`,
    secrets: [],
    compose: (mail) => ({
      greeting: 'team',
      paragraphs: [`Provisioning job ${mail.provision_id} has failed: ${mail.error}`],
      facts: [
        ['Customer', mail.customer_name],
        ['Product', mail.product_name],
        ['Service', mail.service_name],
        ['Playbook', mail.provisioning_play],
        ['Started by', mail.initiated_by],
      ],
      action: { label: 'Open the job', url: mail.job_url },
      tasks: JSON.parse(mail.tasks) as MailTask[],
    }),
  }),
}

const WAS_IT_YOU = 'If this was not you, reset your password at once and tell our support.'

export type MailKindName = keyof typeof MAIL_KINDS

/** The variables that a mail of this kind is filled with. */
export type MailVariables<K extends MailKindName> = Parameters<(typeof MAIL_KINDS)[K]['compose']>[0]

/** The template of a kind by its stored name; undefined when this version no longer has it. */
export function findMailKind(name: string): MailKind<Variables> | undefined {
  return Object.hasOwn(MAIL_KINDS, name) ? (MAIL_KINDS[name as MailKindName] as MailKind<Variables>) : undefined
}
