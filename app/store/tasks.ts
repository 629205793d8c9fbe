import type { Prisma, PrismaClient } from './generated/client.ts'

export type TaskView = 'mine' | 'all' | 'overdue'
export type TaskQuery = {
  readonly view: TaskView
  /** Those that were withdrawn stand among the done. */
  readonly state: 'open' | 'done'
  /** Name that tasks are assigned by; tasks of nobody are everybody's. */
  readonly me: string | null
  /** The shop's calendar day, YYYY-MM-DD. */
  readonly today: string
  readonly after: string | null
}

const PAGE = 50

export const createTasks = (prisma: PrismaClient) => {
  const list = async (shop: string, query: TaskQuery) => {
    const rows = await prisma.task.findMany({
      where: { shop, state: query.state === 'open' ? 'open' : { in: ['done', 'withdrawn'] }, ...whereView(query) },
      orderBy:
        query.state === 'open'
          ? [{ dueOn: 'asc' }, { priority: 'desc' }, { id: 'asc' }]
          : [{ completedAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
      take: PAGE + 1,
      ...(query.after === null ? {} : { cursor: { shop_id: { shop, id: query.after } }, skip: 1 }),
    })
    return { tasks: rows.slice(0, PAGE), next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null }
  }

  return {
    list,
    counts: async (shop: string, query: Pick<TaskQuery, 'me' | 'today'>) => {
      const count = (view: TaskView) =>
        prisma.task.count({ where: { shop, state: 'open', ...whereView({ ...query, view }) } })
      return { mine: await count('mine'), all: await count('all'), overdue: await count('overdue') }
    },
    /** Open ones about one customer, the first due first. */
    openOf: (shop: string, customerId: string, most: number) =>
      prisma.task.findMany({
        where: { shop, customerId, state: 'open' },
        orderBy: [{ dueOn: 'asc' }, { priority: 'desc' }, { id: 'asc' }],
        take: most,
      }),
    find: (shop: string, id: string) => prisma.task.findUnique({ where: { shop_id: { shop, id } } }),
    /** False when there is no such task, or somebody has completed it already. */
    complete: async (
      shop: string,
      id: string,
      done: { outcome: string; note: string; by: string; at: Date },
    ): Promise<boolean> => {
      const { count } = await prisma.task.updateMany({
        where: { shop, id, state: 'open' },
        data: { state: 'done', outcome: done.outcome, note: done.note, completedBy: done.by, completedAt: done.at },
      })
      return count > 0
    },
    reopen: async (shop: string, id: string): Promise<boolean> => {
      const { count } = await prisma.task.updateMany({
        where: { shop, id, state: 'done' },
        data: { state: 'open', outcome: null, note: null, completedBy: null, completedAt: null },
      })
      return count > 0
    },
    assign: async (shop: string, id: string, assignee: string | null): Promise<boolean> => {
      const { count } = await prisma.task.updateMany({ where: { shop, id, state: 'open' }, data: { assignee } })
      return count > 0
    },
  }
}

export type Tasks = ReturnType<typeof createTasks>
export type TaskRow = NonNullable<Awaited<ReturnType<Tasks['find']>>>

const whereView = ({ view, me, today }: Pick<TaskQuery, 'view' | 'me' | 'today'>): Prisma.TaskWhereInput => {
  switch (view) {
    case 'mine':
      return {
        OR: [
          { assignee: null },
          ...(me === null ? [] : [{ assignee: { equals: literal(me), mode: 'insensitive' as const } }]),
        ],
      }
    case 'overdue':
      return { dueOn: { lt: today } }
    case 'all':
      return {}
    default:
      return view satisfies never
  }
}

/** Prisma compares without case by ILIKE, in which a name of "%" would be everybody's. */
const literal = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
