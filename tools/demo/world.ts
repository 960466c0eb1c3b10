/** The emulated account with the deployed project, and the emulated AfterShip. */

import {
  createState,
  type EmulatedAfterShip,
  httpTransport,
  inProcessTransport,
  setDials,
  type StoredTracking,
} from '../../packages/emulator/aftership';
import { createAccount, type DeploymentReport, type EmulatedAccount } from '../../packages/emulator/netsuite';
import { liveDay, type AfterShipSide, type DayResult, type TimelineEntry } from './day';
import { buildReport, type DemoReport } from './report_data';
import { ACCOUNT_ID, FEATURES, FULFILLMENTS, keysOf, loadSample, type FulfillmentSpec, type Sample } from './sample';

/** `http` sends requests over HTTP on this machine, as the scripts' calls would go; tests use `in process`. */
type Wire = 'http' | 'in process';

/** A working day in Berlin: 24 November 2026, half past seven. */
const START = Date.parse('2026-11-24T06:30:00Z');

/** A unique text, so that a search of the demo's output can prove that the key is not in it. */
export const API_KEY = 'asat_emulated_key_for_the_demo';

export interface OpenWorld {
  readonly account: EmulatedAccount;
  readonly aftership: AfterShipSide;
  readonly transport: EmulatedAfterShip;
  deploy(zip: Uint8Array): DeploymentReport;
  load(): Sample;
  live(sample: Sample, tell: (entry: TimelineEntry) => void): DayResult;
  /** Compares both sides in their present state. */
  report(sample: Sample, day: DayResult): DemoReport;
  close(): void;
}

/** Opens the account before the project is deployed. */
export function openWorld(wire: Wire): OpenWorld {
  const state = { apiKeys: [API_KEY] };
  const transport =
    wire === 'http' ? httpTransport(state, setDials()) : inProcessTransport(createState(state), setDials());
  const account = createAccount({
    accountId: ACCOUNT_ID,
    features: FEATURES,
    now: START,
    transport,
  });
  const aftership = sideOf(transport, account);
  return {
    account,
    aftership,
    transport,
    deploy: (zip) => account.deploy(zip),
    load: () => loadSample(account),
    live: (sample, tell) => liveDay({ account, aftership, sample }, tell),
    report: (sample, day) =>
      buildReport({
        account,
        trackings: listTrackings(transport, account),
        journal: aftership.journal(),
        showsById: listShows(sample),
        from: START,
        ...day,
      }),
    close: () => transport.stop(),
  };
}

function listTrackings(transport: EmulatedAfterShip, account: EmulatedAccount): readonly StoredTracking[] {
  return transport.control('trackings', account.now());
}

function sideOf(transport: EmulatedAfterShip, account: EmulatedAccount): AfterShipSide {
  return {
    apiKey: API_KEY,
    journal: () => transport.control('journal'),
    addForeign: ({ trackingNumber, slug, title }) => {
      const tracking = { trackingNumber, slug, source: 'shop connector', fields: { title } };
      transport.control('addForeignTracking', tracking, account.now());
    },
    scan: (trackingNumber, tag) => {
      const found = listTrackings(transport, account).find((tracking) => tracking.trackingNumber === trackingNumber);
      if (found === undefined) throw new Error(`AfterShip has no tracking of ${trackingNumber} to scan.`);
      transport.control('progress', found.id, tag, account.now());
    },
    failNext: (code, times) => {
      transport.control('addFault', { fault: { kind: 'refusal', code, strikes: 'before effect' }, times });
    },
  };
}

function listShows(sample: Sample): ReadonlyMap<number, readonly string[]> {
  const shows = new Map<number, readonly string[]>();
  for (const key of keysOf(FULFILLMENTS)) {
    const spec: FulfillmentSpec = FULFILLMENTS[key];
    const id = sample.fulfillments.get(key);
    if (id !== undefined) shows.set(id, spec.shows);
  }
  return shows;
}
