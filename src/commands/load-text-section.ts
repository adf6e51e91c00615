import type { Style } from '../base/style.ts'

/** A title and what is under it, after an empty line; nothing when there is nothing under it. */
export function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.strong(`${title}:`), ...lines.map((line) => `  ${line}`)]
}

/** Columns as wide as their widest cell. */
export function tableLines(table: readonly (readonly string[])[]): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
