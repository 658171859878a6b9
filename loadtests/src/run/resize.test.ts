import { expect, it } from 'vitest';
import { Refusal } from '../command/arguments.ts';
import type { Step } from './profiles.ts';
import { resize } from './resize.ts';

const webinar = (VIEWERS: number): Step => ({ scenario: 'webinar', sizes: { VIEWERS, RAMP: 5 } });
const lobby: Step = { scenario: 'lobby', sizes: { GUESTS: 20, RAMP: 2 } };

it('leaves a profile as it is where no size is given, the same step twice, too', () =>
  expect(resize([webinar(5), webinar(5)], {})).toEqual([webinar(5), webinar(5)]));

it('gives a size to the steps that have it', () =>
  expect(resize([webinar(5), lobby], { VIEWERS: 900 })).toEqual([webinar(900), lobby]));

it('makes one of the steps that become the same', () =>
  expect(resize([webinar(5), webinar(10), lobby], { VIEWERS: 900 })).toEqual([webinar(900), lobby]));

it('refuses a size that no step has: the load would be another one than was meant', () =>
  expect(() => resize([lobby], { VIEWERS: 900 })).toThrow(Refusal));
