import type { FormAction } from '../site/form-action.ts';

/** The steps that the page can take; each answers by leading back to the page. */
export type IncidentActions = Readonly<Record<'file' | 'declareBreach' | 'tellBoard' | 'tellPersons' | 'close', FormAction>>;
