import type { ReactNode } from 'react';

type TableProps = {
  caption: string;
  columns: readonly ReactNode[];
  rows: readonly Readonly<{ key: string; cells: readonly ReactNode[] }>[];
};

/** The first cell of a row is its heading. On a narrow screen the table scrolls inside its own frame. */
export function Table({ caption, columns, rows }: TableProps) {
  return (
    // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too (WCAG 2.1.1)
    <div className="overflow-x-auto rounded-lg border border-line bg-surface" role="group" tabIndex={0} aria-label={caption}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-sm">
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" className="px-4 py-2.5 font-semibold whitespace-nowrap print:px-2 print:py-1">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key} className="border-t border-line align-middle">
              <th scope="row" className="px-4 py-3 font-semibold print:px-2 print:py-1">
                {first}
              </th>
              {others.map((cell, index) => (
                <td key={index} className="px-4 py-3 print:px-2 print:py-1">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
