import type { FormAction } from '../site/form-action.ts';

/** What the page can ask for; each answers by leading back to the page. */
export type OrganisationActions = Readonly<Record<'addMember' | 'setRole' | 'removeMember' | 'addDepartment', FormAction>>;
