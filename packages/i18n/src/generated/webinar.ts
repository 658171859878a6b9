/** Written by packages/i18n/bin/write-types.ts from catalogs/en/webinar.json. Do not edit. */
export type WebinarPlain = {
  'webinar.none': never;
  'webinar.status.live': never;
  'webinar.public': never;
  'webinar.status.ended': never;
  'webinar.status.cancelled': never;
  'webinar.when': never;
  'webinar.by': never;
  'webinar.speakers': never;
  'webinar.about': never;
  'webinar.over.ended': never;
  'webinar.over.cancelled': never;
  'webinar.join.title': never;
  'webinar.join.live': never;
  'webinar.join.scheduled': never;
  'webinar.join.submit': never;
  'webinar.join.name': never;
  'webinar.join.optional': never;
  'webinar.join.nameHint': never;
  'webinar.join.seen': never;
  'webinar.list.title': never;
  'webinar.list.lead': never;
  'webinar.list.ofMinistry': never;
  'webinar.list.all': never;
  'webinar.list.byMinistry': never;
};
export type WebinarRich = Record<never, never>;
