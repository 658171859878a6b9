import type { FormAction } from '../site/form-action.ts';

/** What the page can ask for; each answers by leading back to the page. */
export type PrivacyActions = Readonly<Record<'erase' | 'placeHold' | 'liftHold', FormAction>>;
