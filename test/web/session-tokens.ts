import { createHmac } from 'node:crypto'

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part = ''): object => JSON.parse(Buffer.from(part, 'base64url').toString()) as object

/** A good session token with some claims changed, signed with `secret`: what an attacker or a slow page would send. */
export const retoken = (
  token: string,
  secret: string,
  { claims = {}, header = {} }: { claims?: object; header?: object } = {},
): string => {
  const [head, payload] = token.split('.')
  const signed = `${encode({ ...decode(head), ...header })}.${encode({ ...decode(payload), ...claims })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
