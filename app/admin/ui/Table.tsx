import styles from './Table.module.css'

type TableProps = {
  readonly caption: string
  readonly columns: readonly string[]
  /** The first cell names the row; the others are figures. */
  readonly rows: readonly (readonly [string, ...string[]])[]
}

/** A few figures by something. */
export const Table = ({ caption, columns, rows }: TableProps) => (
  <table className={styles.table}>
    <caption className={styles.caption}>{caption}</caption>
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, ...figures]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          {figures.map((figure, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a figure is known by its column.
            <td key={column}>{figure}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
