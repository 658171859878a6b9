/** The addresses of all pages, as the portal's folders say them, like `/j/[joinCode]/room`. */
import { globSync } from 'node:fs';
import { join } from 'node:path';

const sources = join(import.meta.dirname, '../../apps/portal/src');

export function pageRoutes(): readonly string[] {
  const routed = globSync('app/**/page.tsx', { cwd: sources }).map((file) => file.replace(/^app|\/page\.tsx$/g, ''));
  const paged = globSync('pages/**/[!_]*.tsx', { cwd: sources }).map((file) => file.replace(/^pages|(\/index)?\.tsx$/g, ''));
  return [...routed, ...paged].map((route) => (route === '' ? '/' : route)).toSorted();
}

/** Whether the address is one of that page. */
export function isAddressOf(route: string, path: string): boolean {
  const [address = ''] = path.split(/[?#]/, 1);
  const [wanted, given] = [route.split('/'), address.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part.startsWith('[') || part === given[at]);
}
