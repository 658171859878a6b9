import { z } from 'zod';
import { memberProcedure, publicProcedure, router } from '../core/trpc.ts';
import { readInventory } from './inventory.ts';
import { readNodes } from './nodes.ts';
import { readRules } from '../rules/read-rules.ts';
import { readStatus } from './sites.ts';

const nothing = z.strictObject({});

export const statusRouter = router({
  sites: publicProcedure.input(nothing).query(({ ctx }) => readStatus(ctx)),
  inventory: publicProcedure.input(nothing).query(({ ctx }) => readInventory(ctx)),
  nodes: memberProcedure.input(nothing).query(({ ctx }) => readNodes(ctx)),
  rules: memberProcedure.input(nothing).query(({ ctx }) => readRules(ctx)),
});
