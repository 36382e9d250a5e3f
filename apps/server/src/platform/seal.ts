import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Encrypts what must be read again (job variables, management passwords, second-factor secrets). */
export type Seal = {
  close(plain: string): string
  open(sealed: string): string
  /** 32 bytes for another purpose (HKDF-SHA256), such as hashing API keys: knowing one says nothing of the others */
  deriveKey(purpose: string): Buffer
}

const VERSION = 'v1'

/** AES-256-GCM with a key of the installation, kept in the data directory (mode 600) and made at the first start. */
export function openSeal(dataDir: string): Seal {
  const file = path.join(dataDir, 'encryption.key')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  return createSeal(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'))
}

/** @param key 32 bytes */
export function createSeal(key: Buffer): Seal {
  return {
    deriveKey: (purpose) => Buffer.from(hkdfSync('sha256', key, '', `omnicrm ${purpose}`, 32)),
    close(plain) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [VERSION, iv.toString('base64'), cipher.getAuthTag().toString('base64'), text.toString('base64')].join('.')
    },
    open(sealed) {
      const [version, iv = '', tag = '', text = ''] = sealed.split('.')
      if (version !== VERSION) throw new Error('not a sealed value of this product')
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'))
      decipher.setAuthTag(Buffer.from(tag, 'base64'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64')), decipher.final()]).toString('utf8')
    },
  }
}
