/** What the console says before and after a decision is so, also from old pages and by addresses that were kept. Run after the build. */

import { CONNECTION } from '../../src/TypeScript/aftership/adapters/ids';
import { UPS_NUMBER } from '../fixtures';
import { administrator, aRow, follow, get, post, textOf } from './console_world';
import { aShippedFulfillment, makeWorld, settle, type World } from './world';

function shipped(world: World, numbers: readonly string[]): number {
  return world.account.create(world.clerk, 'itemfulfillment', aShippedFulfillment(world, numbers));
}

function connectionOf(world: World): unknown {
  return world.account.get(CONNECTION.type, world.connection ?? 0);
}

describe('before the mode is On', () => {
  it.each([
    [{ sendName: true, sendEmail: true }, '1 package since 21.11.2026 would be created, 1 with an e-mail address,'],
    [{ sendName: true, sendEmail: false }, '1 package since 21.11.2026 would be created, 0 with an e-mail address,'],
  ])('packages are counted whose e-mail address AfterShip would have: %o', (connection, sentence) => {
    const world = makeWorld({ mode: 'Preview', connection });
    shipped(world, [UPS_NUMBER]);
    settle(world);

    expect(textOf(get(world, administrator(world), { page: 'connection' }))).toContain(sentence);
  });

  it.each([
    ['the start date', { [CONNECTION.startDate]: new Date(2026, 0, 1) }],
    ['the contact details', { [CONNECTION.sendPhone]: true }],
  ])('nothing is sent from a page that counted with another value of %s', (_, fields) => {
    const world = makeWorld({ mode: 'Preview' });
    const admin = administrator(world);
    const page = get(world, admin, { page: 'connection' });
    world.account.edit(admin, CONNECTION.type, world.connection ?? 0, { fields });
    const before = connectionOf(world);

    const answer = post(world, admin, page, { action: 'send_all' });

    expect(textOf(answer)).toContain('Nothing was changed: somebody else changed the record in the meantime.');
    expect(connectionOf(world)).toEqual(before);
  });
});

describe('a stop', () => {
  it('is obeyed, whatever else was changed since the page was made', () => {
    const world = makeWorld();
    const admin = administrator(world);
    const page = get(world, admin, { page: 'connection' });
    const fields = { [CONNECTION.startDate]: new Date(2026, 0, 1) };
    world.account.edit(admin, CONNECTION.type, world.connection ?? 0, { fields });

    const answer = post(world, admin, page, { action: 'stop' });

    expect(textOf(follow(world, admin, answer))).toContain('Sending is stopped. A call that was under way');
    expect(connectionOf(world)).toMatchObject({ fields: { [CONNECTION.stoppedByPerson]: true } });
  });

  it('is said by no address while sending goes on', () => {
    const world = makeWorld();
    const admin = administrator(world);

    for (const page of ['connection', 'overview', 'setup']) {
      const text = textOf(get(world, admin, { page, done: 'stop' }));
      expect(text).toContain('Mode On: sending.');
      expect(text).not.toContain('Sending is stopped');
    }
  });
});

describe('what needs attention', () => {
  const of = { page: 'attention', reason: 'refused', code: '4005' };

  it('says that nothing is tried again while sending is stopped', () => {
    const world = makeWorld({ connection: { stoppedByPerson: true } });

    expect(textOf(get(world, administrator(world), { page: 'attention' }))).toContain(
      'Sending is stopped by a person.',
    );
  });

  it('says that a reason is settled while others are not', () => {
    const world = makeWorld();
    aRow(world, { answerCode: 4008 });

    const text = textOf(get(world, administrator(world), of));

    expect(text).toContain('No package needs attention for this reason.');
    expect(text).not.toContain('No package needs attention.');
  });
});

it('nobody is said to be told when there is no author to write in the name of', () => {
  const world = makeWorld();
  const admin = administrator(world);
  const fields = { [CONNECTION.noticeEmails]: 'ops@example.com' };
  world.account.edit(admin, CONNECTION.type, world.connection ?? 0, { fields });

  expect(textOf(get(world, admin, { page: 'connection' }))).toContain('nobody: enter addresses and an author');
});
