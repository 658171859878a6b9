import type { Rule } from 'eslint';

/** Attributes that a person reads or hears. */
const SPOKEN =
  'JSXAttribute[name.name=/^(alt|aria-description|aria-label|aria-roledescription|aria-valuetext|placeholder|title)$/]';
const LETTER = /\p{L}/u;
type Literal = Rule.Node & Readonly<{ value: unknown }>;

/** Words on the screen come from packages/i18n, so that each exists in every language. */
export const textFromCatalogs: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      hardCoded:
        "'{{text}}' is text for people: add a key to the feature's catalog in packages/i18n in every language, and show that.",
    },
  },
  create(context) {
    function check(node: Literal): void {
      if (typeof node.value !== 'string' || !LETTER.test(node.value)) return;
      context.report({ node, messageId: 'hardCoded', data: { text: node.value.trim().slice(0, 40) } });
    }
    return {
      JSXText: check,
      ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > Literal': check,
      [`${SPOKEN} > Literal`]: check,
      [`${SPOKEN} > JSXExpressionContainer > Literal`]: check,
    };
  },
};
