import type { BulkOperation } from '../../store/records.ts'
import type { Context, Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { iso } from '../iso.ts'

export const bulkNode = (operation: BulkOperation, context: Context): Node => ({
  __typename: 'BulkOperation',
  id: gid('BulkOperation', operation.id),
  status: operation.status,
  type: 'QUERY',
  query: operation.query,
  errorCode: operation.status === 'FAILED' ? 'ACCESS_DENIED' : null,
  createdAt: iso(operation.createdAt),
  completedAt: operation.completedAt === null ? null : iso(operation.completedAt),
  objectCount: String(operation.objectCount),
  rootObjectCount: String(operation.rootObjectCount),
  fileSize: operation.fileSize === null ? null : String(operation.fileSize),
  // There is no file where there is nothing to put into it.
  url: operation.status === 'COMPLETED' && operation.objectCount > 0 ? context.bulkUrl(operation.id) : null,
  partialDataUrl: null,
})
