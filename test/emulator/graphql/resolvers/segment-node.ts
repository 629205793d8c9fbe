import type { Segment } from '../../store/records.ts'
import type { Node } from '../execution.ts'
import { gid } from '../gids.ts'
import { iso } from '../iso.ts'

export const segmentNode = ({ id, name, query, createdAt, editedAt }: Segment): Node => ({
  __typename: 'Segment',
  id: gid('Segment', id),
  name,
  query,
  creationDate: iso(createdAt),
  lastEditDate: iso(editedAt),
})
