CREATE TABLE "clock_watch" (
	"name" text PRIMARY KEY NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	"reading" jsonb NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "clock_watch" TO sabha_app;
