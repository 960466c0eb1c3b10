/**
 * The preview runs the product's code without events and jobs, so its requests must equal those of the installed
 * scripts.
 */

import { makeWorld, settle } from '../../../__tests__/scripts/world';
import { preview } from './run';
import { EXPORT_ROWS, seedFulfillments, type ShippedRow } from './same_world';

const MAPPING = 'Economy = dpd';
const WORDS =
  'today=2026-11-23 start=2026-11-01 transfers contacts send-name send-email send-phone carriers=mapping.txt';

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

function runInstalled(): { readonly requests: readonly Request[]; readonly rows: readonly ShippedRow[] } {
  const world = makeWorld({
    connection: {
      sendName: true,
      sendEmail: true,
      sendPhone: true,
      transferOrders: true,
      carrierMapping: MAPPING,
    },
  });
  const rows = seedFulfillments(world);
  settle(world);
  // The question about couriers is about no package.
  const about = world.aftership.journal.filter(({ path }) => !path.includes('/couriers'));
  const requests = about.map(({ method, path, body }) => ({
    method,
    path,
    body: body as Request['body'],
  }));
  return { requests, rows };
}

/** Removes the address of the order's page in NetSuite, which an export does not contain. */
function comparable(requests: readonly Request[]): readonly Request[] {
  return requests
    .map(({ method, path, body }) => {
      const rest = Object.entries(body).filter(([field]) => field !== 'order_id_path');
      return { method, path, body: Object.fromEntries(rest) };
    })
    .sort((left, right) => keyOf(left).localeCompare(keyOf(right)));
}

function keyOf({ method, path, body }: Request): string {
  return `${method} ${path} ${String(body['id'])}`;
}

describe('the preview of an export and the installed scripts', () => {
  const installed = runInstalled();
  const csv = [EXPORT_ROWS.header, ...installed.rows.map((row) => EXPORT_ROWS.format(row))].join('\r\n');
  const previewed = preview(csv, WORDS, { files: { 'mapping.txt': MAPPING } });

  test('make the same requests of the same fulfillments', async () => {
    const { requests } = await previewed;

    expect(comparable(requests)).toEqual(comparable(installed.requests));
    expect(requests.map(({ method }) => method).sort()).toEqual([...Array(9).fill('POST'), 'PUT']);
  });

  test('differ in the address of the order’s page alone, which an export does not hold', async () => {
    const { requests } = await previewed;
    const fieldsOf = (all: readonly Request[]) => new Set(all.flatMap(({ body }) => Object.keys(body)));
    const shown = fieldsOf(requests);

    expect([...fieldsOf(installed.requests)].filter((field) => !shown.has(field))).toEqual(['order_id_path']);
    // The comparison covers every other field of a request.
    expect([...shown].sort()).toEqual(EXPORT_ROWS.fields);
  });

  test('name other orders of a drop shipment: its purchase order, and the sales order behind it', async () => {
    const world = makeWorld();
    const { account, clerk, customer, order } = world;
    const purchaseOrder = account.seed('purchaseorder', { fields: { tranid: 'PO6', createdfrom: order } });
    const id = account.create(clerk, 'itemfulfillment', {
      fields: { trandate: new Date(2026, 10, 20), shipstatus: 'C', createdfrom: purchaseOrder, entity: customer },
      sublists: { package: [{ packagetrackingnumber: 'YT2229521272164446', packageweight: 1 }] },
    });
    settle(world);

    const { requests } = await preview(
      `Internal ID,Date,Tracking Numbers,Created From,Order Internal ID\n${id},2026-11-20,YT2229521272164446,Purchase Order #PO6,${purchaseOrder}`,
      'today=2026-11-23',
    );

    const [shown] = requests;
    const [sent] = world.aftership.journal;
    expect(shown?.body).toMatchObject({ order_number: 'PO6', order_id: `1234567-${purchaseOrder}` });
    expect(sent?.body).toMatchObject({ id: shown?.body['id'], order_number: 'SO50', order_id: `1234567-${order}` });
  });
});
