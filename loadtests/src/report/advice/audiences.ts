/** People at once, as a buyer thinks of them: an office, a department, a ministry. */
export const audiences: readonly number[] = [100, 1000, 10_000];
