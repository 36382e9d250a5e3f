import { basename } from 'node:path'
import { text } from '../python/text.ts'
import { type Dict, isDict } from '../python/values.ts'
import { listArgument, textArgument } from './arguments.ts'
import { failure, type Module, type ModuleContext, outcome } from './module.ts'

/** Sends a mail by SMTP, as `community.general.mail` does. */
export const mailModule: Module = async (args, context) => {
  const subject = textArgument(args, 'subject', 'msg')
  if (subject === undefined) return failure('missing required arguments: subject')
  const host = textArgument(args, 'host') ?? 'localhost'
  const port = Number(textArgument(args, 'port') ?? 25)
  const secure = textArgument(args, 'secure') ?? 'try'
  if (secure !== 'always' && secure !== 'never' && secure !== 'starttls' && secure !== 'try') {
    return failure(`value of secure must be one of: always, never, starttls, try, got: ${secure}`)
  }
  const username = textArgument(args, 'username')
  const addresses = (name: string, ...others: string[]): string[] =>
    [name, ...others]
      .flatMap((one) => listArgument(args, one))
      .map(text)
      .filter((one) => one !== '')
  const to = addresses('to', 'recipients')
  try {
    await context.checkAddress?.(new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`))
    await context.sendMail({
      server: { host, port, secure, timeoutMs: Number(textArgument(args, 'timeout') ?? 20) * 1000 },
      login: username === undefined ? undefined : { username, password: textArgument(args, 'password') ?? '' },
      from: textArgument(args, 'sender', 'from') ?? 'root',
      to: to.length > 0 ? to : ['root'],
      cc: addresses('cc'),
      bcc: addresses('bcc'),
      subject,
      body: textArgument(args, 'body') ?? subject,
      isHtml: textArgument(args, 'subtype') === 'html',
      headers: headersOf(args),
      attachments: await attachments(args, context),
    })
  } catch (error) {
    if (context.signal.aborted) throw error
    return failure(`Failed to send community.general.mail: ${(error as Error).message}`, { rc: 1 })
  }
  return outcome({ changed: true, msg: 'Mail sent successfully', rc: 0 })
}

/** `Name=value` entries, separated by bars when they stand in one text. */
function headersOf(args: Dict): Record<string, string> {
  const given = args.get('headers') ?? null
  if (isDict(given)) return Object.fromEntries([...given].map(([name, value]) => [text(name), text(value)]))
  const parts = typeof given === 'string' ? given.split('|') : listArgument(args, 'headers').map(text)
  return Object.fromEntries(
    parts
      .filter((part) => part.includes('='))
      .map((part) => [part.slice(0, part.indexOf('=')).trim(), part.slice(part.indexOf('=') + 1)]),
  )
}

const attachments = (args: Dict, { files }: ModuleContext) =>
  Promise.all(
    listArgument(args, 'attach')
      .map(text)
      .map(async (path) => ({ filename: basename(path), content: await files.read(path) })),
  )
