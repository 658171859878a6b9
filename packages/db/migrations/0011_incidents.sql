CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ministry_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"type" text NOT NULL,
	"noticed_at" timestamp with time zone NOT NULL,
	"organisation" text NOT NULL,
	"systems" text NOT NULL,
	"scope" text NOT NULL,
	"indicators" text NOT NULL,
	"containment" text NOT NULL,
	"contact" text NOT NULL,
	"other" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"partly_filed_at" timestamp with time zone,
	"filed_at" timestamp with time zone,
	"reference" text,
	"breach_at" timestamp with time zone,
	"board_told_at" timestamp with time zone,
	"persons_told_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"reminders_sent" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_ministry_id_ministries_id_fk" FOREIGN KEY ("ministry_id") REFERENCES "public"."ministries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incidents_of_ministry" ON "incidents" USING btree ("ministry_id","noticed_at");--> statement-breakpoint
-- Whose it is, and when it was opened, never changes; and nothing of it is deleted.
GRANT SELECT, INSERT ON "incidents" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("version", "type", "noticed_at", "organisation", "systems", "scope", "indicators", "containment", "contact", "other",
  "partly_filed_at", "filed_at", "reference", "breach_at", "board_told_at", "persons_told_at", "closed_at", "reminders_sent")
  ON "incidents" TO sabha_app;
