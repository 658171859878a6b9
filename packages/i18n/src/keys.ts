/** The type of every message: its key, whether it is plain, and the values it takes. Derived from the English catalogs. */
import type { CallPlain, CallRich } from './generated/call.ts';
import type { CommonPlain, CommonRich } from './generated/common.ts';
import type { DoorPlain, DoorRich } from './generated/door.ts';
import type { ErrorsPlain, ErrorsRich } from './generated/errors.ts';
import type { HomePlain, HomeRich } from './generated/home.ts';
import type { IncidentPlain, IncidentRich } from './generated/incident.ts';
import type { MailPlain, MailRich } from './generated/mail.ts';
import type { OrganisationPlain, OrganisationRich } from './generated/organisation.ts';
import type { PrivacyPlain, PrivacyRich } from './generated/privacy.ts';
import type { ReceiptPlain, ReceiptRich } from './generated/receipt.ts';
import type { RecordsPlain, RecordsRich } from './generated/records.ts';
import type { RulesPlain, RulesRich } from './generated/rules.ts';
import type { SchedulePlain, ScheduleRich } from './generated/schedule.ts';
import type { SignInPlain, SignInRich } from './generated/sign-in.ts';
import type { StatusPlain, StatusRich } from './generated/status.ts';
import type { VerifyPlain, VerifyRich } from './generated/verify.ts';
import type { WebinarPlain, WebinarRich } from './generated/webinar.ts';
import type { Namespace } from './namespaces.ts';

/** Literal text and `{name}` placeholders only: may be formatted by plain.ts in a light client component. */
type Plain = CallPlain &
  CommonPlain &
  DoorPlain &
  ErrorsPlain &
  HomePlain &
  IncidentPlain &
  MailPlain &
  OrganisationPlain &
  PrivacyPlain &
  ReceiptPlain &
  RecordsPlain &
  RulesPlain &
  SchedulePlain &
  SignInPlain &
  StatusPlain &
  VerifyPlain &
  WebinarPlain;
/** Plurals, selects, formatted numbers: need the full formatter. */
type Rich = CallRich &
  CommonRich &
  DoorRich &
  ErrorsRich &
  HomeRich &
  IncidentRich &
  MailRich &
  OrganisationRich &
  PrivacyRich &
  ReceiptRich &
  RecordsRich &
  RulesRich &
  ScheduleRich &
  SignInRich &
  StatusRich &
  VerifyRich &
  WebinarRich;
type All = Plain & Rich;

export type PlainKey = keyof Plain;
export type Key = keyof All;
export type KeyOf<N extends Namespace> = Extract<Key, `${N}.${string}`>;

/** Messages by full key, as they travel from the server to a component. */
export type Messages<K extends Key = Key> = Readonly<Record<K, string>>;

/** Nothing for a message without placeholders, else one object with all of them. */
export type Arguments<K extends Key> = [All[K]] extends [never] ? [] : [values: All[K]];
export type Translate<K extends Key> = <Q extends K>(key: Q, ...values: Arguments<Q>) => string;
