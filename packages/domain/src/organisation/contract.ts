import { z } from 'zod';
import { isReadable, legible } from '../legible.ts';

/** What a member may do in their department; rights grow from left to right. */
export const memberRoles = ['member', 'host', 'scheduler', 'administrator'] as const;
export type MemberRole = (typeof memberRoles)[number];

/** Printable ASCII before it is lower-cased: else a Kelvin sign would become a k, and one address pass for another. */
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .regex(/^[\x21-\x7E]+$/)
  .toLowerCase()
  .pipe(z.email());

/** A ministry's name in an address. */
export const slugSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9-]+$/);

/**
 * A person's or a meeting's name: 1 to `max` characters that are seen, a letter or digit among them, one line, no control
 * characters (they forge log and mail lines).
 */
export const lineSchema = (max: number) =>
  z
    .string()
    .max(max * 10) // before it is looked through: of what nobody sees there may be some, but not without end
    .transform((text) => legible(text).trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .regex(/^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u)
        .refine(isReadable),
    );

/**
 * To bring text into form C takes time with the square of the longest run of combining marks: a megabyte of them would hold
 * the process for minutes. So a run is bounded first (Unicode Standard Annex 15, stream-safe text), and the length as well.
 */
const MARKS_IN_A_ROW = /\p{M}{31}/u;

/** Text of any number of lines, possibly none; no control characters either. PostgreSQL keeps no NUL, and mails no bare CR. */
export const textSchema = (max: number) =>
  z
    .string()
    .max(max * 4) // decomposed, a letter may be three signs
    .refine((text) => !MARKS_IN_A_ROW.test(text))
    .transform((text) => text.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .pipe(
      z
        .string()
        .max(max)
        .regex(/^(?:[^\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]|[\n\t])*$/u),
    );

export const addMemberInput = z.strictObject({
  departmentId: z.uuid(),
  email: emailSchema,
  name: lineSchema(120),
  role: z.enum(memberRoles),
});
export type AddMemberInput = z.infer<typeof addMemberInput>;

export const setRoleInput = z.strictObject({ membershipId: z.uuid(), role: z.enum(memberRoles) });
export const membershipInput = z.strictObject({ membershipId: z.uuid() });
export const addDepartmentInput = z.strictObject({ ministryId: z.uuid(), name: lineSchema(160), nameHi: lineSchema(160) });

/** A membership as an Actor carries it. */
export type Membership = Readonly<{ membershipId: string; ministryId: string; departmentId: string; role: MemberRole }>;

export type MembershipView = Membership &
  Readonly<{ ministryName: string; ministryNameHi: string; departmentName: string; departmentNameHi: string }>;
export type MemberView = Readonly<{
  membershipId: string;
  personId: string;
  name: string;
  email: string;
  departmentId: string;
  departmentName: string;
  role: MemberRole;
}>;
export type DepartmentView = Readonly<{
  departmentId: string;
  ministryId: string;
  name: string;
  nameHi: string;
  members: number;
}>;
export type MeView = Readonly<{ personId: string; name: string; email: string; memberships: readonly MembershipView[] }>;
