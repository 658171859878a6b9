/** How a link in running text looks. */
export const linkClass = 'text-link underline underline-offset-4 decoration-1 hover:decoration-2';
