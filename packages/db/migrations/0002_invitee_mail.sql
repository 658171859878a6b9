ALTER TABLE "invitees" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitees" ADD COLUMN "mailed_sequence" integer;