'use client';

import type { SiteName } from '@sabha/domain/residency/route-contract';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useCall, type Call } from './call-context.tsx';
import { useStore } from './use-store.ts';

/** As much of the policy's digest as is compared by eye. */
const DIGITS = 16;

/** Where one's own sound and picture go, in one sentence; what is not confirmed is not claimed. */
export function RouteDialog({ onClose }: { onClose: () => void }) {
  const { course, t } = useCall();
  const policyHash = course.pass?.residency.policyHash;
  return (
    <Dialog open onClose={onClose} title={t('call.route.title')} actions={<Button onClick={onClose}>{t('call.done')}</Button>}>
      <Sentences />
      {policyHash !== undefined && (
        <p className="text-sm break-all text-muted">{t('call.route.policy', { hash: policyHash.slice(0, DIGITS) })}</p>
      )}
    </Dialog>
  );
}

function Sentences() {
  const { course, session, locale, t } = useCall();
  const route = useStore(session.route);
  const isKnown = course.phase.kind === 'live' && route !== null && route.standing !== 'unknown';
  if (isKnown && route.standing !== 'inside') return <p role="status">{t('call.route.doubtful')}</p>;
  if (!isKnown || route.siteName === null) {
    return <p role="status">{notYet({ locale, t }, course.pass?.residency.siteName ?? null)}</p>;
  }
  const site = route.siteName[locale];
  return (
    <>
      <p role="status">{t(route.relayed ? 'call.route.relayed' : 'call.route.direct', { site })}</p>
      <p>{t('call.route.nothingElse')}</p>
      <p className="text-muted">{t('call.route.between')}</p>
    </>
  );
}

function notYet({ locale, t }: Pick<Call, 'locale' | 't'>, siteName: SiteName | null): string {
  return siteName === null ? t('call.route.unknown') : t('call.route.checking', { site: siteName[locale] });
}
