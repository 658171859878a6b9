/** What a page can ask for by a form without a script; it answers by leading back to the page. */
export type FormAction = (form: FormData) => Promise<void>;
