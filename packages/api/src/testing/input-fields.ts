/** The fields of every procedure's input, read from its own schema: one that is added is tested, whether anybody thinks of it or not. */
import { z } from 'zod';
import { appRouter } from '../root.ts';
import type { ProcedurePath } from './every-procedure.ts';

export type FieldPath = readonly (string | number)[];
/** `takes`: the type of value that a client sends there. */
export type InputField = Readonly<{ path: FieldPath; name: string; takes: 'string' | 'number' | 'boolean' | 'object' | 'array' }>;

/** tRPC keeps each procedure under its whole name; its types tell of the tree only. */
const procedures = appRouter._def.procedures as unknown as Readonly<
  Record<ProcedurePath, Readonly<{ _def: Readonly<{ inputs: readonly z.core.$ZodType[] }> }>>
>;

/** Those inside of objects and of the first element of a list as well. */
export function inputFieldsOf(procedure: ProcedurePath): readonly InputField[] {
  return procedures[procedure]._def.inputs.flatMap((input) => fieldsWithin(input, []));
}

/** A copy of the input with another value at that place; what leads there is made where it is missing. */
export function withField(input: unknown, path: FieldPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const held: unknown = (input as Readonly<Record<string | number, unknown>> | undefined)?.[key];
  const changed = withField(held, rest, value);
  if (typeof key === 'number') return Object.assign([...(Array.isArray(input) ? (input as unknown[]) : [])], { [key]: changed });
  return { ...(input as object | undefined), [key]: changed };
}

function fieldsWithin(schema: z.core.$ZodType, path: FieldPath): readonly InputField[] {
  const inner = stripped(schema);
  const here = (takes: InputField['takes']): InputField => ({
    path,
    name: String(path.findLast((key) => typeof key === 'string')),
    takes,
  });
  const self = (takes: InputField['takes']) => (path.length === 0 ? [] : [here(takes)]);
  if (inner instanceof z.ZodObject)
    return [
      ...self('object'),
      ...Object.entries(inner.shape).flatMap(([key, field]) => fieldsWithin(field as z.core.$ZodType, [...path, key])),
    ];
  if (inner instanceof z.ZodArray) return [...self('array'), ...fieldsWithin(inner.element, [...path, 0])];
  if (inner instanceof z.ZodBoolean) return [here('boolean')];
  if (inner instanceof z.ZodNumber) return [here('number')];
  return [here('string')];
}

/** Without what makes it optional, gives it a default or transforms it: what is left says what a client sends. */
function stripped(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod as Readonly<{ def: Readonly<{ type: string; innerType?: z.core.$ZodType; in?: z.core.$ZodType }> }>;
  const wrapped = def.innerType ?? (def.type === 'pipe' ? def.in : undefined);
  return wrapped === undefined ? schema : stripped(wrapped);
}
