import { classNames } from './class-names.ts';

type LinkTab = Readonly<{ href: string; label: string; current: boolean }>;

/** Tabs that are plain links: each has its own address and they work without a script. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-2">
        {tabs.map(({ href, label: text, current }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={current ? 'page' : undefined}
              className={classNames(
                'inline-flex min-h-11 items-center border-b-4 px-4 font-semibold no-underline',
                current ? 'border-saffron text-text' : 'border-transparent text-link hover:border-line',
              )}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
