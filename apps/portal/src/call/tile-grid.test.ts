import { describe, expect, it } from 'vitest';
import { fitGrid, pageSize, paginate } from './tile-grid.ts';

describe('fitGrid', () => {
  it.each([
    ['one on a desktop', 1, { width: 1280, height: 700 }, { columns: 1, rows: 1 }],
    ['two on a desktop stand side by side', 2, { width: 1280, height: 700 }, { columns: 2, rows: 1 }],
    ['three on a desktop', 3, { width: 1280, height: 700 }, { columns: 2, rows: 2 }],
    ['nine on a desktop', 9, { width: 1280, height: 700 }, { columns: 3, rows: 3 }],
    ['two on an upright phone stand one above the other', 2, { width: 344, height: 560 }, { columns: 1, rows: 2 }],
    ['four on an upright phone', 4, { width: 344, height: 560 }, { columns: 2, rows: 2 }],
    ['four on a phone on its side', 4, { width: 720, height: 280 }, { columns: 4, rows: 1 }],
    ['a strip', 4, { width: 1200, height: 120 }, { columns: 4, rows: 1 }],
  ])('%s', (...[, count, area, grid]) => {
    expect(fitGrid(count, area)).toMatchObject(grid);
  });

  it.each([
    [1, 320, 480],
    [5, 1280, 700],
    [9, 1920, 900],
    [4, 300, 900],
  ])('%i tiles stay inside %i x %i', (count, width, height) => {
    const grid = fitGrid(count, { width, height });
    expect(grid.columns * grid.tileWidth + (grid.columns - 1) * 8).toBeLessThanOrEqual(width);
    expect(grid.rows * grid.tileHeight + (grid.rows - 1) * 8).toBeLessThanOrEqual(height);
    expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(count);
  });

  it('stands an area that has not been measured yet', () => {
    expect(fitGrid(3, { width: 0, height: 0 })).toMatchObject({ columns: 1, tileWidth: 0 });
    expect(fitGrid(0, { width: 100, height: 100 })).toMatchObject({ columns: 1, rows: 1 });
  });
});

it.each([
  [360, 740, 4],
  [740, 360, 4],
  [768, 1024, 9],
  [1280, 800, 9],
  [1280, 500, 9],
])('a page of %i x %i holds %i', (width, height, size) => {
  expect(pageSize({ width, height })).toBe(size);
});

it('brings the page back when people leave', () => {
  expect(paginate([1, 2, 3, 4, 5], 1, 4)).toEqual({ items: [5], page: 1, pages: 2 });
  expect(paginate([1, 2, 3], 1, 4)).toEqual({ items: [1, 2, 3], page: 0, pages: 1 });
  expect(paginate([], 3, 4)).toEqual({ items: [], page: 0, pages: 1 });
});
