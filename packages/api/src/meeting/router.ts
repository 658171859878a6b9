import { editMeetingInput, listMeetingsInput, meetingIdInput, scheduleMeetingInput } from '@sabha/domain/meeting/contract';
import { z } from 'zod';
import { memberProcedure, router } from '../core/trpc.ts';
import { cancelMeeting } from './cancel.ts';
import { editMeeting } from './edit.ts';
import { listOwnMeetings, readAttendance, readMeeting } from './read.ts';
import { scheduleMeeting } from './schedule.ts';
import { siteChoices } from './site-choices.ts';

export const meetingRouter = router({
  schedule: memberProcedure.input(scheduleMeetingInput).mutation(({ ctx, input }) => scheduleMeeting(ctx, input)),
  edit: memberProcedure.input(editMeetingInput).mutation(({ ctx, input }) => editMeeting(ctx, input)),
  cancel: memberProcedure.input(meetingIdInput).mutation(({ ctx, input }) => cancelMeeting(ctx, input)),
  list: memberProcedure.input(listMeetingsInput).query(({ ctx, input }) => listOwnMeetings(ctx, input)),
  get: memberProcedure.input(meetingIdInput).query(({ ctx, input }) => readMeeting(ctx, input)),
  sites: memberProcedure.input(z.strictObject({})).query(({ ctx }) => siteChoices(ctx)),
  attendance: memberProcedure.input(meetingIdInput).query(({ ctx, input }) => readAttendance(ctx, input)),
});
