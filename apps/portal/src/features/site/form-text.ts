/** What is no text is as if it were empty: the contract of whoever is asked refuses it. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
