CREATE TABLE "audit_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"meeting_id" uuid,
	"reason" text NOT NULL,
	"placed_at" timestamp with time zone NOT NULL,
	"lifted_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "audit_holds" ADD CONSTRAINT "audit_holds_meeting_id_meetings_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meetings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT ON "audit_holds" TO sabha_app;--> statement-breakpoint
GRANT UPDATE ("lifted_at") ON "audit_holds" TO sabha_app;--> statement-breakpoint
-- Erasure: the one change that an entry may go through. The values that its leaf commits to, and the salts, become nothing; number,
-- time, event, outcome and leaf stay, and with them every proof. Never before 180 days (CERT-In, 28 April 2022), whoever asks.
CREATE FUNCTION refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept audit_entries;
BEGIN
  kept := OLD;
  kept.actor_id := NULL; kept.request_id := NULL; kept.ministry_id := NULL; kept.meeting_id := NULL; kept.subject_id := NULL;
  kept.detail := '{}'; kept.salts := NULL;
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM kept AND OLD.at < now() - interval '180 days' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_entries is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
DROP TRIGGER audit_entries_append_only ON audit_entries;--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_entry_change();--> statement-breakpoint
ALTER TABLE audit_entries ENABLE ALWAYS TRIGGER audit_entries_append_only;--> statement-breakpoint
-- The application may not update an entry; it may have the old ones erased, all of them up to a time, but for what is held.
CREATE FUNCTION erase_audit_values(upto timestamptz, at_once integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE erased bigint;
BEGIN
  WITH due AS (
    SELECT seq FROM audit_entries e
    WHERE e.at < upto AND e.at < now() - interval '180 days' AND e.salts IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM audit_holds h WHERE h.lifted_at IS NULL AND (h.meeting_id IS NULL OR h.meeting_id = e.meeting_id))
    ORDER BY seq LIMIT at_once
  )
  UPDATE audit_entries e SET actor_id = NULL, request_id = NULL, ministry_id = NULL, meeting_id = NULL, subject_id = NULL,
    detail = '{}', salts = NULL
  FROM due WHERE e.seq = due.seq;
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION erase_audit_values(timestamptz, integer) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION erase_audit_values(timestamptz, integer) TO sabha_app;--> statement-breakpoint
CREATE INDEX "audit_entries_to_erase" ON "audit_entries" ("at") WHERE "salts" IS NOT NULL;
