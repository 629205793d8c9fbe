import express, { Router } from 'express'
import type { z } from 'zod'
import type { importResult } from '../../contracts/api.ts'
import { readImportLine } from '../../engine/orders-file.ts'
import { AppError, messageOf } from '../../errors.ts'
import { callerOf } from './caller.ts'

export type ImportOptions = {
  readonly importLines: (shop: string, lines: readonly string[]) => Promise<z.infer<typeof importResult>>
}

/** Lines of an orders file: all are looked at before any is stored, and each is durable before the answer. */
export const importRoutes = ({ importLines }: ImportOptions): Router =>
  Router().post('/imports/orders', express.text({ type: () => true, limit: '20mb' }), async (request, response) => {
    const { shop } = callerOf(request)
    const lines = String(request.body ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
    const problems = lines.flatMap((line, index) => {
      try {
        readImportLine(line, shop.currency)
        return []
      } catch (error) {
        return [`line ${index + 1}: ${messageOf(error)}`]
      }
    })
    if (problems.length > 0)
      throw new AppError('request.invalid', `Nothing was imported. ${problems.slice(0, 20).join('; ')}`)
    const result: z.infer<typeof importResult> = await importLines(shop.id, lines)
    response.json(result)
  })
