import type { Rule } from 'eslint';
import { relative, sep } from 'node:path';

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
/** Next.js gives meaning to these shapes: [param], [...rest], [[...rest]], (group), @slot, _app. */
const NEXT_SEGMENT = /^(?:\[{1,2}(?:\.\.\.)?[a-zA-Z]+\]{1,2}|\([a-z0-9-]+\)|@[a-z0-9-]+|_[a-z0-9-]+)(?:\.tsx?)?$/;
const DOT_FILE = /^\.[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
const VAGUE = new Set(['util', 'utils', 'utilities', 'helper', 'helpers', 'common', 'misc', 'manager', 'managers']);

/** A folder is a sentence about the system: kebab-case, and no name that says nothing about what is inside. */
export const fileNames: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      vague: "'{{segment}}' says nothing about what is inside: name the rule, noun or use case that lives here.",
      notKebab: "'{{segment}}' is not kebab-case: write it in lower case with dashes, for example admit-guest.ts.",
    },
  },
  create: (context) => ({
    Program(node) {
      for (const segment of relative(context.cwd, context.filename).split(sep)) {
        const words = segment.replace(/^\./, '').split(/[.-]/);
        if (words.some((word) => VAGUE.has(word.toLowerCase()))) {
          context.report({ node, messageId: 'vague', data: { segment } });
        } else if (!KEBAB.test(segment) && !NEXT_SEGMENT.test(segment) && !DOT_FILE.test(segment)) {
          context.report({ node, messageId: 'notKebab', data: { segment } });
        }
      }
    },
  }),
};
