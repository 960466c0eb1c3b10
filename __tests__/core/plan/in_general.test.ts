/** What holds of every plan. */

import fc from 'fast-check';
import { reasonsWhere, ruleOf } from '../../../src/TypeScript/aftership/core/ledger/reasons';
import { faultOf, isOwner, type LedgerRow } from '../../../src/TypeScript/aftership/core/ledger/row';
import { aConnection, aFulfillment, aRow, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { accepted, plan } from './plan_world';

const standing = fc.constantFrom(...reasonsWhere(() => true)).chain((reason) =>
  fc.record({
    reason: fc.constant(reason),
    holding: fc
      .tuple(fc.constantFrom(...ruleOf(reason).at), fc.integer({ min: 1, max: 3 }))
      .map(([at, generation]) => holdingAt(at, UPS_NUMBER, generation)),
    dueAt: ruleOf(reason).next === 'time' ? fc.constantFrom(NOW - 1, NOW, NOW + 1) : fc.constant(null),
  }),
);
const rowOf = (id: number, fulfillmentId: number): fc.Arbitrary<LedgerRow> =>
  fc
    .tuple(
      standing,
      fc.record({
        fingerprint: fc.constantFrom('', accepted().fingerprint),
        retryRequested: fc.boolean(),
        contentAt: fc.constantFrom(null, NOW - 3600, NOW - 60),
        madeAt: fc.constantFrom(NOW - 3600, NOW - 130 * 86_400),
        lookedAt: fc.constantFrom(null, NOW - 7200, NOW),
      }),
    )
    .map(([place, rest]) => aRow({ ...rest, ...place, id, fulfillmentId }));
const world = fc.record({
  own: fc.option(rowOf(1, 100), { nil: null }),
  others: fc.tuple(fc.option(rowOf(2, 90), { nil: null }), fc.option(rowOf(3, 120), { nil: null })),
  status: fc.constantFrom('picked', 'packed', 'shipped', 'gone'),
  isThere: fc.boolean(),
  connection: fc.record({
    startDate: fc.constantFrom('2026-11-01', '2026-12-01'),
    adoption: fc.constantFrom('link only', 'keep in step'),
    sendWaitMinutes: fc.constantFrom(0, 30),
    mode: fc.constantFrom('on', 'preview'),
  }),
});

const known = (rows: readonly (LedgerRow | null)[]): LedgerRow[] => rows.filter((row) => row !== null);
const planOf = ({ own, others, status, isThere, connection }: typeof world extends fc.Arbitrary<infer T> ? T : never) =>
  plan({
    own: known([own]),
    others: known(others),
    connection: aConnection(connection),
    fulfillment: status === 'gone' ? null : aFulfillment(isThere ? [UPS_NUMBER] : [], { status }),
  });

describe('every plan', () => {
  it('has at most one call a package, and writes only rows that may be', () => {
    fc.assert(
      fc.property(world, (scene) => {
        const result = planOf(scene);

        expect(new Set(result.calls.map(({ number }) => number)).size).toBe(result.calls.length);
        for (const { row, change } of result.writes)
          expect(faultOf({ ...(row ?? aRow({ reason: 'never_sent' })), ...change })).toBeNull();
        for (const call of result.calls)
          if (call.kind === 'ask') expect(faultOf({ ...call.row, ...call.ifAbsent })).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('removes nothing that somebody else made or that another fulfillment still has, and creates nothing too early', () => {
    fc.assert(
      fc.property(world, (scene) => {
        const { own } = scene;
        const result = planOf(scene);
        const removal = result.calls.find(({ kind }) => kind === 'remove');

        if (removal !== undefined) {
          expect(own?.holding.at).toMatch(/^(ours|remove unknown)$/);
          const others = known(scene.others).filter(isOwner);
          expect(others.filter(({ holding }) => holding.at !== 'nothing' && holding.id === removal.id)).toEqual([]);
        }
        const mayBeOld = scene.connection.startDate === '2026-11-01' || own?.retryRequested === true;
        if (!mayBeOld) expect(result.calls.filter(({ kind }) => kind === 'create' || kind === 'claim')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is the same for the same input', () => {
    fc.assert(fc.property(world, (scene) => expect(planOf(scene)).toEqual(planOf(scene))));
  });

  it('is at rest after what it wrote, unless it calls', () => {
    fc.assert(
      fc.property(world, (scene) => {
        const result = planOf(scene);
        const [write] = result.writes;
        if (result.calls.length > 0 || write === undefined || scene.own === null) return;
        const again = { ...scene, own: { ...scene.own, ...write.change, retryRequested: false, lookedAt: NOW } };

        expect(planOf(again).writes).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
