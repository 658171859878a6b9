import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import type { Frame, Section } from './frame.ts';
import { SiteFooter } from './site-footer.tsx';
import { SiteHeader } from './site-header.tsx';

type ShellProps = {
  frame: Frame;
  section: Section;
  children: ReactNode;
  /** `bare` leaves width and padding to the page, for bands over the whole width. */
  width?: 'page' | 'text' | 'bare';
};

/** Header, one main landmark, footer. */
export function SiteShell({ frame, section, children, width = 'page' }: ShellProps) {
  return (
    <>
      <SiteHeader frame={frame} section={section} />
      <main
        id="main"
        tabIndex={-1}
        className={classNames(
          'w-full grow',
          width !== 'bare' && 'mx-auto px-4 pt-8 pb-16 sm:px-6 sm:pt-12 print:py-0',
          width === 'page' && 'max-w-page',
          width === 'text' && 'max-w-text',
        )}
      >
        {children}
      </main>
      <SiteFooter frame={frame} />
    </>
  );
}
