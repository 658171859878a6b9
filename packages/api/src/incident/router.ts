import {
  editIncidentInput,
  fileReportInput,
  incidentIdInput,
  incidentStepInput,
  listIncidentsInput,
  openIncidentInput,
  takeBundleInput,
} from '@sabha/domain/incident/contract';
import { memberProcedure, router } from '../core/trpc.ts';
import { takeBundle } from './bundle.ts';
import { readIncident, readIncidents } from './read.ts';
import { closeIncident, declareBreach, fileReport, tellBoard, tellPersons } from './steps.ts';
import { editIncident, openIncident } from './write.ts';

export const incidentRouter = router({
  open: memberProcedure.input(openIncidentInput).mutation(({ ctx, input }) => openIncident(ctx, input)),
  edit: memberProcedure.input(editIncidentInput).mutation(({ ctx, input }) => editIncident(ctx, input)),
  file: memberProcedure.input(fileReportInput).mutation(({ ctx, input }) => fileReport(ctx, input)),
  declareBreach: memberProcedure.input(incidentStepInput).mutation(({ ctx, input }) => declareBreach(ctx, input)),
  tellBoard: memberProcedure.input(incidentStepInput).mutation(({ ctx, input }) => tellBoard(ctx, input)),
  tellPersons: memberProcedure.input(incidentStepInput).mutation(({ ctx, input }) => tellPersons(ctx, input)),
  close: memberProcedure.input(incidentStepInput).mutation(({ ctx, input }) => closeIncident(ctx, input)),
  list: memberProcedure.input(listIncidentsInput).query(({ ctx, input }) => readIncidents(ctx, input)),
  get: memberProcedure.input(incidentIdInput).query(({ ctx, input }) => readIncident(ctx, input)),
  bundle: memberProcedure.input(takeBundleInput).query(({ ctx, input }) => takeBundle(ctx, input)),
});
