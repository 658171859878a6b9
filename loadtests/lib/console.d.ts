/** k6's console; its types leave it to the DOM's, which k6 has not. */
declare const console: Readonly<{ log(text: string): void; warn(text: string): void }>;
