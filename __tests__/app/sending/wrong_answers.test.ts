/** Answers of 200 that are not about what was asked: they prove nothing, so the package is in doubt and asked about. */

import type { LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aFulfillment, holdingAt, NOW, UPS_NUMBER, UPS_NUMBER_2 } from '../../fixtures';
import { found, listed, refused, type Script } from '../scripted_aftership';
import { attempts, methods, row, run, standings, world } from './delivery_world';

const EMPTY = aFulfillment([]);
const DUE: Partial<LedgerRow> = { reason: 'number_gone', dueAt: NOW - 60 };

const nothing: Script = () => ({ kind: 'answer', status: 200, headers: {}, body: '{"meta":{"code":200}}' });
const WRONG: readonly (readonly [string, Script])[] = [
  ['nothing', nothing],
  ['another tracking', found({ id: 'shop-7' })],
  ['another number', found({ tracking_number: UPS_NUMBER_2 })],
  ['a list', listed({ id: 'shop-7', tracking_number: UPS_NUMBER })],
];

describe.each(WRONG)('a 200 about %s', (_what, wrong) => {
  it('after a create leaves the package in doubt, and the next look finds out', () => {
    const made = world({ scripts: [wrong, refused(4003), found({ customers: [] }), found()] });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: create unknown unanswered']);
    expect(attempts(made)).toEqual([1]);

    run(made);
    expect(run(made)).toBe('done');
    expect(row(made)).toMatchObject({ reason: 'in_step', holding: holdingAt('ours') });
    expect(methods(made)).toEqual(['POST', 'POST', 'GET', 'PUT']);
  });

  it('after an update leaves the content unknown, so it is sent again', () => {
    const made = world({ rows: [{ fingerprint: 'before' }], scripts: [wrong, found()] });

    expect(run(made)).toBe('put back');
    expect(row(made)?.fingerprint).toBe('');
    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['PUT', 'PUT']);
  });

  it('to the question about a create without an answer does not adopt it', () => {
    const made = world({ rows: [{ reason: 'unanswered' }], fulfillment: EMPTY, scripts: [wrong] });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: create unknown unanswered']);
  });

  it('before a removal removes nothing', () => {
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [wrong] });

    expect(run(made)).toBe('put back');
    expect(methods(made)).toEqual(['GET']);
    expect(row(made)?.holding.at).toBe('ours');
  });

  it('after a removal leaves it in doubt, and the next look asks whether the tracking is gone', () => {
    const made = world({ fulfillment: EMPTY, rows: [DUE], scripts: [found(), wrong, refused(4004)] });

    expect(run(made)).toBe('put back');
    expect(standings(made)).toEqual(['100: remove unknown removal_unanswered']);
    expect(run(made)).toBe('done');
    expect(methods(made)).toEqual(['GET', 'DELETE', 'GET']);
    expect(standings(made)).toEqual(['100: nothing removed']);
  });
});

it('a 200 without a list, after a number that exists, links nothing', () => {
  const made = world({ scripts: [refused(4003), refused(4004), nothing] });

  expect(run(made)).toBe('put back');
  expect(standings(made)).toEqual(['100: create unknown unanswered']);
});
