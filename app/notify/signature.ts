import { createHmac } from 'node:crypto'

/**
 * `t=1763812800,v1=…`: seconds since 1970, and HMAC-SHA256 of `t.body` in hex under the shop's secret. The time is signed
 * too, so that whoever checks it can refuse a message that was recorded and sent again.
 */
export const signatureOf = (body: string, secret: string, at: number): string => {
  const seconds = Math.floor(at / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
