/** Every measurement of the bench with its sizes, and the table that it makes. */

import { measureBackfill } from './backfill';
import { measureBurst, type BurstPlan } from './burst';
import { HOURS, measureCheck, type CheckPlan } from './check';
import { measureDay, type DayPlan } from './day';
import { measureGrowth, MOST_TESTED } from './growth';
import { measureRefused } from './refused';
import { type Table } from './table';
import { LIMITS, measureUnits, type UnitsResult } from './units';
import { type Way } from './world';

export interface Measured {
  readonly tables: readonly Table[];
  /** Promises that are not kept, in words. */
  readonly broken: readonly string[];
}

type Tell = (text: string) => void;

/** `scaled` gives a size at the chosen percentage of the full one. */
type Scenario = (scaled: (full: number) => number, tell: Tell) => Measured;

const one = (value: number): string => value.toFixed(1);
const two = (value: number): string => value.toFixed(2);
const whole = (value: number): string => value.toFixed(0);

/** The most that a clerk waits behind an import, and how much longer the import may take for it. */
const CLERK_WAITS_SECONDS = 120;
const IMPORT_MAY_TAKE = 1.15;

export const SCENARIOS = {
  units: (scaled, tell) => {
    const result = measureUnits(scaled(1000), tell);
    return { tables: unitsTables(result), broken: result.isWithinLimits ? [] : ['units: more than promised'] };
  },

  day: (scaled, tell) => {
    const ways: readonly Way[] = ['this project', 'post in the save', 'poll'];
    const plans = [0, 0.05].flatMap((timeOuts) =>
      ways.map((way): DayPlan => ({ way, fulfillments: scaled(1000), edits: scaled(325), timeOuts })),
    );
    const results = plans.map((plan) =>
      told(tell, `day, ${plan.way}, ${plan.timeOuts * 100} % time-outs`, () => measureDay(plan)),
    );
    const table: Table = {
      title: `A day: ${scaled(1000)} fulfillments and ${scaled(325)} later edits in ten hours`,
      head: [
        'Way',
        'Time-outs',
        'Units each',
        'Looks a save',
        'Requests each',
        's to tracking p50',
        'p95',
        'p99',
        'Lost',
        'Left over',
        's a save waits, p95',
        'most',
      ],
      rows: results.map(({ way, timeOuts, units, looks, requests, latency, lost, leftOver, save }) => [
        way,
        `${timeOuts * 100} %`,
        one(units),
        two(looks),
        two(requests),
        whole(latency.p50),
        whole(latency.p95),
        whole(latency.p99),
        whole(lost),
        whole(leftOver),
        one(save.p95),
        one(save.most),
      ]),
    };
    const broken = results.filter(({ way, lost }) => way === 'this project' && lost > 0);
    return {
      tables: [table],
      broken: broken.map(({ lost, timeOuts }) => `day, ${timeOuts * 100} % time-outs: ${lost} packages lost`),
    };
  },

  burst: (scaled, tell) => {
    const plans = [1, 2, 5, 15, 60].map((processors): BurstPlan => ({
      fulfillments: scaled(1000),
      processors,
      concurrencyLimit: processors,
      clerkAfter: null,
    }));
    const results = plans.map((plan) => told(tell, `burst, ${plan.processors} processors`, () => measureBurst(plan)));
    return {
      tables: [
        {
          title: `An import of ${scaled(1000)} fulfillments, by processors and as high a concurrency limit`,
          head: [
            'Processors',
            'Creates a second',
            "Of AfterShip's 20",
            'Minutes until all are there',
            'Requests',
            'Units each',
            'Lost',
          ],
          rows: results.map(({ processors, rate, share, minutes, requests, units, lost }) => [
            whole(processors),
            two(rate),
            `${one(share * 100)} %`,
            one(minutes),
            whole(requests),
            one(units),
            whole(lost),
          ]),
        },
      ],
      broken: results
        .filter(({ lost }) => lost > 0)
        .map(({ processors, lost }) => `burst, ${processors} processors: ${lost} lost`),
    };
  },

  line: (scaled, tell) => {
    const plan = { fulfillments: scaled(1000), processors: 2, concurrencyLimit: null };
    const [alone, behind] = [null, 60].map((clerkAfter) =>
      told(tell, `head of line, ${clerkAfter === null ? 'the import alone' : 'with a clerk'}`, () =>
        measureBurst({ ...plan, clerkAfter }),
      ),
    );
    if (alone === undefined || behind === undefined) throw new Error('Nothing was measured.');
    return {
      tables: [
        {
          title: `Head of line: a clerk ships 60 s after an import of ${plan.fulfillments} began`,
          head: ['What', 'Measured'],
          rows: [
            ["The clerk's package waits: seconds", whole(behind.clerkWaits ?? NaN)],
            ['The import alone: minutes', one(alone.minutes)],
            ['The import with the clerk: minutes', one(behind.minutes)],
            ['Lost', whole(alone.lost + behind.lost)],
          ],
        },
      ],
      broken: [
        ...(alone.lost + behind.lost > 0 ? ['head of line: packages lost'] : []),
        ...((behind.clerkWaits ?? Infinity) > CLERK_WAITS_SECONDS ? ['head of line: the clerk waits too long'] : []),
        ...(behind.minutes > alone.minutes * IMPORT_MAY_TAKE ? ['head of line: the import loses too much'] : []),
      ],
    };
  },

  refused: (_scaled, tell) => {
    const results = [null, 1, 2].map((reset) =>
      told(tell, `one 429, reset ${reset ?? 'none'}`, () => measureRefused(reset)),
    );
    return {
      tables: [
        {
          title: 'One 429 to the only create',
          head: ['429', 'Seconds from the save to the tracking', 'Units until then'],
          rows: results.map(({ resetSeconds, seconds, units }) => [
            resetSeconds === null ? 'none' : `ends in ${resetSeconds} s`,
            whole(seconds),
            whole(units),
          ]),
        },
      ],
      broken: [],
    };
  },

  backfill: (scaled, tell) => {
    const { fulfillments, hours, rate, lost, units } = told(tell, 'backfill', () => measureBackfill(scaled(3000)));
    const imported = told(tell, 'the same processors with an import', () =>
      measureBurst({ fulfillments: scaled(1000), processors: 2, concurrencyLimit: null, clerkAfter: null }),
    );
    return {
      tables: [
        {
          title: 'A backfill',
          head: [
            'Past shipments',
            'Hours',
            'Creates a second',
            'An import creates',
            'Times its time',
            'Units each',
            'Lost',
          ],
          rows: [
            [
              whole(fulfillments),
              two(hours),
              two(rate),
              two(imported.rate),
              two(imported.rate / rate),
              one(units),
              whole(lost),
            ],
          ],
        },
      ],
      broken: lost > 0 ? [`backfill: ${lost} lost`] : [],
    };
  },

  growth: (scaled, tell) => {
    const results = [10_000, 100_000, 1_000_000].map((rows) =>
      told(tell, `growth, ${scaled(rows)} rows`, () => measureGrowth(scaled(rows))),
    );
    const table: Table = {
      title: 'Growth: rows that searches test',
      head: [
        'Rows of the ledger',
        'An idle hour: of the ledger',
        'of fulfillments',
        'A save: of the ledger',
        'of fulfillments',
        'A correction, with its removal: of the ledger',
        'A request without an answer: of the ledger',
      ],
      rows: results.map(({ rows, idleHour, save, correction, failure }) =>
        [
          rows,
          idleHour.ledger,
          idleHour.fulfillments,
          save.ledger,
          save.fulfillments,
          correction.ledger,
          failure.ledger,
        ].map(whole),
      ),
    };
    const broken = results.flatMap(({ rows, idleHour, ...saves }) => [
      ...(idleHour.ledger > MOST_TESTED.idleHour
        ? [`growth, ${rows} rows: an idle hour tests ${idleHour.ledger}`]
        : []),
      ...Object.entries(saves)
        .filter(([, { ledger }]) => ledger > MOST_TESTED.save)
        .map(([what, { ledger }]) => `growth, ${rows} rows: a ${what} tests ${ledger}`),
    ]);
    return { tables: [table], broken };
  },

  check: (scaled, tell) => {
    const plans = [20_000, 200_000].flatMap((packages) =>
      HOURS.map((hour): CheckPlan => ({ packagesADay: scaled(packages), hour })),
    );
    const results = plans.map((plan) =>
      told(tell, `hourly check, ${plan.packagesADay} packages a day, ${plan.hour}`, () => measureCheck(plan)),
    );
    const table: Table = {
      title: 'The hourly check, by packages a day',
      head: [
        'Packages a day',
        'In this hour',
        'Events raised',
        'Rows removed',
        'Left to the next check',
        'Units of the input stage, of 10,000',
        'Minutes on one processor',
        'Shipments counted',
      ],
      rows: results.map(({ packagesADay, hour, raised, removed, leftOver, units, minutes, isCounted }) => [
        whole(packagesADay),
        hour,
        whole(raised),
        whole(removed),
        whole(leftOver),
        whole(units),
        one(minutes),
        isCounted ? 'yes' : 'no',
      ]),
    };
    const broken = results.filter(({ leftOver }) => leftOver > 0);
    return {
      tables: [table],
      broken: broken.map(
        ({ packagesADay, hour, leftOver }) => `check, ${packagesADay} a day, ${hour}: ${leftOver} left`,
      ),
    };
  },
} satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

function told<T>(tell: Tell, what: string, measure: () => T): T {
  const startedAt = Date.now();
  const result = measure();
  tell(`  ${what}: measured in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}

function unitsTables({ kinds, save, runOverhead, pkg }: UnitsResult): readonly Table[] {
  return [
    {
      title: 'Units by kind of change, one clock',
      head: ['Fulfillment', 'Measured', 'Units, mean', 'Units, most', 'Promised', 'N/ calls', 'HTTP calls'],
      rows: kinds.map(({ kind, fulfillments, units, calls, httpCalls, limit }) => [
        kind,
        String(fulfillments),
        String(units.mean),
        String(units.max),
        limit === null ? '' : String(limit),
        String(calls),
        String(httpCalls),
      ]),
    },
    {
      title: 'The save, and a run',
      head: ['What', 'Measured', 'Promised'],
      rows: [
        ["The user's save: units", String(save.units), String(LIMITS.saveUnits)],
        ["The user's save: modules loaded", String(save.modules), String(LIMITS.saveModules)],
        ["The user's save: bytes of ours loaded", String(save.bytes), String(LIMITS.saveBytes)],
        ['A sending run around its reduces: units', String(runOverhead), String(LIMITS.runOverhead)],
        ['A new package: log calls', String(pkg.logCalls), ''],
        ['A new package: characters of its row in the ledger', String(pkg.characters), ''],
      ],
    },
  ];
}
