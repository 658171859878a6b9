type FormAction = (form: FormData) => Promise<void>;

/** What the page can ask for; each answers by leading back to the page. */
export type OrganisationActions = Readonly<Record<'addMember' | 'setRole' | 'removeMember' | 'addDepartment', FormAction>>;
