CREATE TABLE "audit_streams" (
	"name" text PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"holder" text,
	"held_until" timestamp with time zone
);
--> statement-breakpoint
GRANT SELECT, INSERT ON "audit_streams" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("next", "moved_at", "holder", "held_until") ON "audit_streams" TO sabha_app;
