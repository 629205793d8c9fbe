import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { AppError } from './errors.ts'

/** A key for stored secrets. The id tells which key sealed a text, so that keys can be rotated one row at a time. */
export type SealingKey = { readonly id: string; readonly bytes: Buffer }

/** From the configured secret, at least 32 characters of randomness in any notation. The id reveals nothing of it. */
export const sealingKey = (secret: string): SealingKey => {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'perennial sealed text', 32))
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
}

/** AES-256-GCM, as `keyId.nonce.tag.text`. `owner` (the shop) must be given again to open it: rows cannot be swapped. */
export const seal = (text: string, key: SealingKey, owner: string): string => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [key.id, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.')
}

/** Opens with whichever of the keys sealed it; throws `config.invalid` where none did or the text was changed. */
export const open = (sealed: string, keys: SealingKey | readonly SealingKey[], owner: string): string => {
  const [keyId, nonce, tag, text] = sealed.split('.')
  const key = [keys].flat().find(({ id }) => id === keyId)
  if (!key || nonce === undefined || tag === undefined || text === undefined) {
    throw new AppError('config.invalid', `A secret of ${owner} was sealed with another key than the configured ones`)
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(owner))
      .setAuthTag(Buffer.from(tag, 'base64url'))
    return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new AppError('config.invalid', `A secret of ${owner} was changed after it was sealed`, { cause: error })
  }
}
