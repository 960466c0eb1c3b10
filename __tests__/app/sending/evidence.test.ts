/** Each row remembers which evidence chose its carrier, with whatever is written anyway. */

import { aFulfillment, holdingAt, NOW, UPS_NUMBER } from '../../fixtures';
import { created, found, lost, refused, type Script } from '../scripted_aftership';
import { run, row, world, type Setup } from './delivery_world';

const AGAINST = '["!:post","+number"]';
const POST = {
  connection: { carrierMapping: 'Post = usps' },
  fulfillment: aFulfillment([UPS_NUMBER], { shipMethod: { id: '7', name: 'Post' } }),
} satisfies Setup;

const CREATES: readonly (readonly [string, Script, string])[] = [
  ['accepted', created(), 'in_step'],
  ['refused', refused(4008), 'refused'],
  ['without an answer', lost(), 'unanswered'],
];

it.each(CREATES)('with a create that is %s', (_what, script, reason) => {
  const made = world({ ...POST, scripts: [script] });

  run(made);

  expect(row(made)).toMatchObject({ reason, evidence: AGAINST });
});

it('with an update', () => {
  const made = world({ ...POST, rows: [{ evidence: '["+number"]', slugAsked: 'usps' }], scripts: [found()] });

  run(made);

  expect(row(made)).toMatchObject({ reason: 'in_step', contentAt: NOW, evidence: AGAINST });
});

it.each([90, 120])('with a claim of the tracking of fulfillment %d', (fulfillmentId) => {
  const made = world({ ...POST, rows: [{ fulfillmentId }], scripts: [found()] });

  run(made);

  expect(row(made)).toMatchObject({ holding: holdingAt('ours'), evidence: AGAINST });
});

it.each<[string, Setup['rows']]>([
  ['preview_create', []],
  ['preview_share', [{ fulfillmentId: 90 }]],
  ['preview_update', [{}]],
])('with %s', (reason, rows) => {
  const made = world({ ...POST, connection: { ...POST.connection, mode: 'preview' }, rows });

  run(made);

  expect(row(made)).toMatchObject({ reason, evidence: AGAINST });
});
