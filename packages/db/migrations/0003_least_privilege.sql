ALTER TABLE "invitees" ADD COLUMN "mail_claimed_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "name" text;--> statement-breakpoint
UPDATE "memberships" SET "name" = "people"."name" FROM "people" WHERE "people"."id" = "memberships"."person_id";--> statement-breakpoint
ALTER TABLE "memberships" ALTER COLUMN "name" SET NOT NULL;--> statement-breakpoint

-- What the application's role may do with each table, and no more: whoever speaks for the application cannot make a meeting, a
-- place or a stay in a call disappear. A table that a later migration makes is closed until that migration opens it.
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM sabha_app;--> statement-breakpoint
REVOKE UPDATE, DELETE ON ministries, departments, accounts FROM sabha_app;--> statement-breakpoint
REVOKE UPDATE ON sign_in_links, webhook_events FROM sabha_app;--> statement-breakpoint
REVOKE DELETE ON people, memberships, meetings, invitees, participants, attendance FROM sabha_app;--> statement-breakpoint

-- 0001 says that these triggers stop the owner as well. They stop the owner's UPDATE, DELETE and TRUNCATE, which is a guard against
-- mistakes; but whoever owns a table can drop its triggers. Only who holds the owner's password for migrations can do that.
COMMENT ON FUNCTION refuse_audit_change() IS 'Refuses UPDATE, DELETE and TRUNCATE to everybody who does not first drop or disable the trigger, as the owner of the table can';
