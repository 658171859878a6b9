import { html, nothing, type Html } from './escape.ts';

export type Column = Readonly<{ title: string; kind?: 'text' | 'number' | 'drawing'; percent?: number }>;
/** A row of cells; the first one is the row's header. */
export type Row = Readonly<{ cells: readonly (Html | string)[]; tone?: 'bad' }>;
export type Table = Readonly<{
  caption: string;
  columns: readonly Column[];
  rows: readonly Row[];
  isCaptionHidden?: boolean;
  isSlim?: boolean;
}>;

/**
 * On a narrow screen a row becomes a card (unless the table is slim enough for it), each cell under its column's title. Roles are written out, since browsers drop
 * those of a table that is laid out as something else.
 */
export function renderTable({ caption, columns, rows, isCaptionHidden = false, isSlim = false }: Table): Html {
  return html`<table role="table" class="panel${isSlim ? nothing : html` stack`}${columns.some(({ percent }) => percent !== undefined) ? html` fixed` : nothing}">
<caption${isCaptionHidden ? html` class="unseen"` : nothing}>${caption}</caption>
${columns.map(({ percent }) => (percent === undefined ? html`<col />` : html`<col style="width:${percent}%" />`))}
<thead role="rowgroup"><tr role="row">${columns.map(renderTitle)}</tr></thead>
<tbody role="rowgroup">
${rows.map((row) => renderRow(row, columns))}</tbody>
</table>`;
}

function renderTitle({ title, kind = 'text' }: Column): Html {
  return html`<th role="columnheader" scope="col" class="${kind}">${title}</th>`;
}

function renderRow({ cells, tone }: Row, columns: readonly Column[]): Html {
  const shown = columns.map(({ title, kind = 'text' }, index) => {
    const cell = cells[index] ?? '';
    if (index === 0) return html`<th role="rowheader" scope="row" class="${kind}">${cell}</th>`;
    return html`<td role="cell" class="${kind}" data-title="${title}"><span class="cell">${cell}</span></td>`;
  });
  return html`<tr role="row" ${tone === undefined ? nothing : html` class="${tone}"`}>
    ${shown}
  </tr> `;
}
