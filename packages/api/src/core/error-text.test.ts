import { errorCodes } from '@sabha/domain/errors';
import { locales } from '@sabha/i18n/locales';
import { translator } from '@sabha/i18n/translator';
import { expect, test } from 'vitest';

test.each(errorCodes)('%s says what is wrong and what to do next, in every language', (code) => {
  for (const locale of locales) {
    const t = translator(locale, 'errors');
    // The compiler refuses a code without sentences here; the test refuses a pair that says the same twice.
    expect(t(`errors.${code}.title`)).not.toBe(t(`errors.${code}.next`));
  }
});
