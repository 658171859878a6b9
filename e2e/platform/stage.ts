import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { Api } from './api.ts';
import { launchBrowser, newPerson, type BrowserOptions, type PersonOptions } from './browser.ts';
import { signIn, type DemoPerson } from './sign-in.ts';
import type { Platform } from './platform.ts';

export type Person = Readonly<{
  context: BrowserContext;
  /** The first tab; others are opened on the context. */
  page: Page;
  api: Api;
  /** What scripts threw and nobody caught, in any tab of this person. One is enough to fail the test. */
  errors: string[];
}>;

/** One browser per test file; every person in it has a profile of their own, closed at the end. */
export class Stage {
  readonly platform: Platform;
  #browser: Browser | undefined;
  #people: Person[] = [];

  constructor(platform: Platform) {
    this.platform = platform;
  }

  get browser(): Browser {
    if (this.#browser === undefined) throw new Error('the stage is not open yet');
    return this.#browser;
  }

  /** With a browser of its own unless one is handed in. */
  async open(browser: Promise<Browser> = launchBrowser()): Promise<void> {
    this.#browser = await browser;
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  /** Somebody without an account. */
  async citizen(options: PersonOptions = {}): Promise<Person> {
    const context = await newPerson(this.browser, options);
    const errors: string[] = [];
    context.on('weberror', (thrown) => errors.push(`${thrown.page()?.url() ?? 'a page'}: ${thrown.error().message}`));
    const person = { context, page: await context.newPage(), api: new Api(context, this.platform), errors };
    this.#people.push(person);
    return person;
  }

  /** An official, signed in through the identity provider. */
  async official(who: DemoPerson, options: PersonOptions = {}): Promise<Person> {
    const person = await this.citizen(options);
    await this.signIn(person, who);
    return person;
  }

  signIn({ page }: Person, who: DemoPerson): Promise<void> {
    return signIn(page, this.platform, who);
  }

  /** Whoever has come so far stays until the file ends; later ones go when `dismissSince` is told this number. */
  get headcount(): number {
    return this.#people.length;
  }

  async dismissSince(headcount: number): Promise<void> {
    await Promise.all(this.#people.splice(headcount).map(({ context }) => context.close()));
  }

  /** What scripts threw since the last time this was asked. */
  takeErrors(): readonly string[] {
    return this.#people.flatMap(({ errors }) => errors.splice(0));
  }
}

/** Opens a stage for the test file that calls it. People who come in a test leave with it; an error in any page fails it. */
export function openStage(options: BrowserOptions = {}): Stage {
  const stage = new Stage(inject('platform'));
  let before = 0;
  beforeAll(() => stage.open(launchBrowser(options)));
  beforeEach(() => {
    before = stage.headcount;
  });
  afterEach(async () => {
    const errors = stage.takeErrors();
    await stage.dismissSince(before);
    expect(errors, 'errors in pages').toEqual([]);
  });
  afterAll(() => stage.close());
  return stage;
}
