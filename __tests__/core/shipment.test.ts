import {
  EXCLUSION_REASONS,
  isExclusion,
  isOpen,
  isOwner,
  isShipmentState,
  STATE_MEANINGS,
  type ShipmentState,
} from '../../src/TypeScript/aftership/core/ledger/shipment';
import { aShipment, NOW } from '../fixtures';

const STATES = Object.keys(STATE_MEANINGS).filter(isShipmentState);

describe('a row of the ledger', () => {
  it('asks for nothing more when its tracking is removed or let go, and only then', () => {
    expect(STATES.filter((state) => !isOpen(state))).toEqual(['removed', 'let go']);
  });

  it('has one of the known states, spelled as they are', () => {
    expect(['tracked', 'let go', 'Tracked', '', 'sent'].map(isShipmentState)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('owns a tracking that was made or linked, also when an update of it was refused since', () => {
    const owns = (state: ShipmentState, reason = '', sentAt: number | null = NOW) =>
      isOwner(aShipment({ state, reason, sentAt, trackingId: 'ns-1234567-100-aaaaaaaaaaaa' }));

    expect(STATES.filter((state) => owns(state)).sort()).toEqual(['linked', 'needs attention', 'tracked']);
    expect(owns('needs attention', '4005', null)).toBe(false);
    expect(owns('needs attention', 'vanished')).toBe(false);
  });

  it('owns nothing while it has no id of a tracking', () => {
    for (const state of STATES) expect(isOwner(aShipment({ state, sentAt: NOW, trackingId: null }))).toBe(false);
  });
});

describe('a reason', () => {
  it.each(EXCLUSION_REASONS)('of a filter or an opt-out excludes: %s', (reason) => {
    expect(isExclusion(reason)).toBe(true);
  });

  it.each(['too_old', 'before_start', '4005', '', null])('of another kind does not: %s', (reason) => {
    expect(isExclusion(reason)).toBe(false);
  });
});
