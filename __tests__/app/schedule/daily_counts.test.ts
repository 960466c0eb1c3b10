import type { DayCounts } from '../../../src/TypeScript/aftership/app/ports';
import { COMPARED_DAYS, countShipments, KEPT_DAYS } from '../../../src/TypeScript/aftership/app/schedule/daily_counts';
import type { DayCount, ShippedFulfillment } from '../../../src/TypeScript/aftership/core/day_counts';
import { dayBefore } from '../../../src/TypeScript/aftership/core/values';
import { memoryWorld } from '../../../tools/shared/memory_ports';
import { aConnection, NOW } from '../../fixtures';
import { play } from '../scripted_aftership';

const TODAY = dayBefore(NOW, 0);
const YESTERDAY = dayBefore(NOW, 1);
const AROUND = `${YESTERDAY} ${TODAY} ${dayBefore(NOW, -1)}`;

function shipment(id: number, day = TODAY): ShippedFulfillment {
  return { id, day, locations: ['Reno'], method: { id: '7', name: 'UPS Ground' }, typed: [], ownNumbers: [] };
}

function memoryDays(shipped: readonly ShippedFulfillment[], stored: readonly DayCount[] = []) {
  const counts = new Map(stored.map((count, index) => [index + 1, count]));
  const asked: string[] = [];
  const days: DayCounts = {
    findShipped: (around, _filters, most) => {
      asked.push(`shipped ${around.join(' ')}`);
      return shipped.length > most ? null : shipped;
    },
    findPackages: (around, _waits, most) => {
      asked.push(`packages ${around.join(' ')}`);
      return shipped.length > most ? null : [];
    },
    list: () => [...counts].map(([id, { day }]) => ({ id, day })),
    read: (id) => {
      asked.push(`read ${counts.get(id)?.day ?? ''}`);
      return counts.get(id) ?? null;
    },
    add: (count) => void counts.set(counts.size + 1, count),
    change: (id, groups) => {
      const known = counts.get(id);
      if (known !== undefined) counts.set(id, { ...known, groups });
    },
    remove: (id) => void counts.delete(id),
  };
  return { days, counts, asked };
}

function portsWith(days: DayCounts) {
  const { ports, logs, limits } = memoryWorld({
    accountId: '1234567',
    isProduction: true,
    now: NOW,
    connection: aConnection(),
    answer: play([]),
  });
  return { ports: { ...ports, days }, logs, limits };
}

const flaws = { without_number: 3, no_number: 0, contradicted: 0, without_carrier: 0 };
const place = { location: 'Reno', method: 'UPS Ground', carrier: '' };
const counted = (day: string, shipments = 3): DayCount => ({
  day,
  groups: [{ ...place, shipments, flaws, evidence: null, example: 5, corrected: 2 }],
  before: [],
});

it('counts yesterday and today, each for itself, and the day that has begun in zones ahead', () => {
  const { days, counts, asked } = memoryDays([shipment(1), shipment(2, YESTERDAY), shipment(3)]);

  countShipments(aConnection(), portsWith(days).ports);

  expect([...counts.values()].map(({ day, groups }) => [day, groups.map(({ shipments }) => shipments)])).toEqual([
    [TODAY, [2]],
    [YESTERDAY, [1]],
  ]);
  expect(asked).toEqual([`shipped ${AROUND}`, `packages ${AROUND}`]);
});

it('counts again, and compares with what a day was compared with before', () => {
  const before = counted('', 40).groups;
  const { days, counts } = memoryDays([shipment(1)], [{ ...counted(TODAY), before }]);

  countShipments(aConnection(), portsWith(days).ports);

  expect([...counts.values()]).toMatchObject([{ day: TODAY, groups: [{ shipments: 1 }], before }]);
});

it('compares a new day with the 28 before it, and nothing older', () => {
  const stored = [1, COMPARED_DAYS, COMPARED_DAYS + 1].map((back) => counted(dayBefore(NOW, back)));
  const { days, counts } = memoryDays([shipment(1)], stored);

  countShipments(aConnection(), portsWith(days).ports);

  expect(counts.get(4)?.before).toEqual([
    { ...place, shipments: 6, flaws: { ...flaws, without_number: 6 }, evidence: null, example: null, corrected: 4 },
  ]);
});

it('forgets a day after two months', () => {
  const stored = [KEPT_DAYS, KEPT_DAYS + 1].map((back) => counted(dayBefore(NOW, back)));
  const { days, counts } = memoryDays([], stored);

  countShipments(aConnection(), portsWith(days).ports);

  expect([...counts.values()].map(({ day }) => day)).toEqual([dayBefore(NOW, KEPT_DAYS)]);
});

it('leaves out ship methods that the connection leaves out, and asks nothing of the ledger for none', () => {
  const { days, counts, asked } = memoryDays([shipment(1)]);

  countShipments(aConnection({ leftOutShipMethods: ['ups ground'] }), portsWith(days).ports);

  expect(counts.size).toBe(0);
  expect(asked).toEqual([`shipped ${AROUND}`]);
});

it('holds nothing up when it fails', () => {
  const { days } = memoryDays([]);
  const { ports, logs } = portsWith({
    ...days,
    findShipped: () => {
      throw new Error('SSS_INVALID_SRCH_FILTER');
    },
  });

  countShipments(aConnection(), ports);

  expect(logs).toMatchObject([{ level: 'error', title: 'Shipments of the last days could not be counted' }]);
});

it.each([
  [504, 'shipments'],
  [505, null],
])('with %i units left says that it does not count them when they are too many: %s', (units, tooMany) => {
  const { days, counts } = memoryDays([shipment(1), shipment(2)]);
  const { ports, logs, limits } = portsWith(days);
  limits.units = units;

  countShipments(aConnection(), ports);

  expect(counts.size).toBe(tooMany === null ? 1 : 0);
  expect(logs.map(({ title }) => title)).toEqual(
    tooMany === null ? [] : ['Shipments of the last days are too many to be counted'],
  );
});

it('says so, too, when the packages are too many', () => {
  const { days, counts } = memoryDays([shipment(1)]);
  const { ports, logs } = portsWith({ ...days, findPackages: () => null });

  countShipments(aConnection(), ports);

  expect(counts.size).toBe(0);
  expect(logs).toMatchObject([{ level: 'error', title: 'Shipments of the last days are too many to be counted' }]);
});
