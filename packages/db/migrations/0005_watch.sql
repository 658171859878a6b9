CREATE TABLE "residency_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	"sites" jsonb NOT NULL
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
CREATE INDEX "standing_changes_at" ON "standing_changes" USING btree ("at");--> statement-breakpoint
-- What was said to stand how and when is never changed and never deleted.
GRANT SELECT, INSERT ON "standing_changes" TO sabha_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "residency_watch" TO sabha_app;
