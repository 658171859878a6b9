CREATE TABLE "media_nodes" (
	"node_id" text PRIMARY KEY NOT NULL,
	"region" text,
	"addresses" jsonb NOT NULL,
	"state" text,
	"load" real,
	"rooms" integer,
	"clients" integer,
	"site_id" text,
	"standing" text NOT NULL,
	"reason" text,
	"first_seen_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "residency_alarms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"site_id" text,
	"meeting_id" uuid,
	"detail" jsonb NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"cleared_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "residency_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"version" integer NOT NULL,
	"signers" jsonb NOT NULL,
	"adopted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "residency_receipts" (
	"meeting_id" uuid PRIMARY KEY NOT NULL,
	"note" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "residency_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	"sites" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "route_reports" (
	"sid" text NOT NULL,
	"sequence" integer NOT NULL,
	"meeting_id" uuid NOT NULL,
	"participant_id" uuid NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"report" jsonb NOT NULL,
	"faults" jsonb NOT NULL,
	"site_id" text,
	"policy_hash" text NOT NULL,
	CONSTRAINT "route_reports_sid_sequence_pk" PRIMARY KEY("sid","sequence")
);
--> statement-breakpoint
CREATE TABLE "server_views" (
	"sid" text PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"offered" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "standing_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"site_id" text,
	"node_id" text,
	"standing" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "media_node_id" text;--> statement-breakpoint
ALTER TABLE "meetings" ADD COLUMN "media_site_id" text;--> statement-breakpoint
ALTER TABLE "residency_alarms" ADD CONSTRAINT "residency_alarms_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "residency_receipts" ADD CONSTRAINT "residency_receipts_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "route_reports" ADD CONSTRAINT "route_reports_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "route_reports" ADD CONSTRAINT "route_reports_participant_id_participants_id_fk" FOREIGN KEY ("participant_id") REFERENCES "public"."participants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "residency_alarms_lasting" ON "residency_alarms" USING btree ("kind","subject") WHERE "residency_alarms"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "residency_alarms_raised" ON "residency_alarms" USING btree ("raised_at");--> statement-breakpoint
CREATE INDEX "residency_alarms_meeting" ON "residency_alarms" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "residency_policies_adopted" ON "residency_policies" USING btree ("adopted_at");--> statement-breakpoint
CREATE INDEX "route_reports_meeting" ON "route_reports" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "standing_changes_at" ON "standing_changes" USING btree ("at");--> statement-breakpoint
-- Meetings from before: at any site, and open to people abroad, as they were.
UPDATE "meetings" SET "options" = '{"site": null, "abroad": "allowed"}'::jsonb || "options";--> statement-breakpoint
-- What was in force, seen, reported, alarmed, signed and said to stand is never deleted, and stays what it was: of a report only what
-- is found in it later may change, of an alarm only when it ended, of a node whatever it was last seen as.
GRANT SELECT, INSERT ON "media_nodes", "residency_alarms", "residency_policies", "residency_receipts", "route_reports", "server_views", "standing_changes" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("region", "addresses", "state", "load", "rooms", "clients", "site_id", "standing", "reason", "last_seen_at") ON "media_nodes" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("cleared_at") ON "residency_alarms" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("faults") ON "route_reports" TO sabha_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "residency_watch" TO sabha_app;
