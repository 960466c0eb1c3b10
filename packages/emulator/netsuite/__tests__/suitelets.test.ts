/** Pages: Suitelets, and the additions of beforeLoad to a record's page. */

import type { Actor, EmulatedAccount, SuiteletRequest } from '../contract';
import { accountWith, clerk, deployment, entryFile, NOTE, project, script, userEvent } from './fixture';
import { NOTE_DOWN } from './scripts_fixture';

const PAGE = 'customdeploy_page';
const MODULES = ['N/record', 'N/runtime', 'N/ui/serverWidget', 'N/redirect', 'N/url', 'N/search'];

function pageAccount(body: string, more: Parameters<typeof deployment>[1] = {}): EmulatedAccount {
  const page = script('suitelet', 'page.js', [
    deployment(PAGE, { status: 'RELEASED', audienceRoles: ['ADMINISTRATOR'], ...more }),
  ]);
  const source = entryFile('Suitelet', `return { onRequest: function (context) { ${body} } };`, MODULES);
  return accountWith(project([page], { 'page.js': source }));
}

function administrator(account: EmulatedAccount): Actor {
  const user = account.seed('employee', { fields: { entityid: 'Admin', role: 'administrator' } });
  return { user, context: 'USERINTERFACE' };
}

function ask(account: EmulatedAccount, actor: Actor, more: Partial<SuiteletRequest> = {}) {
  const scriptId = 'customscript_page';
  return account.request(actor, { script: scriptId, deployment: PAGE, method: 'GET', parameters: {}, ...more });
}

describe('a Suitelet', () => {
  test('answers its audience with a page whose values are shown as text', () => {
    const account = pageAccount(`
      const form = serverWidget.createForm({ title: 'A <b>title</b>' });
      const field = form.addField({ id: 'custpage_name', label: 'Name', type: serverWidget.FieldType.TEXT });
      field.defaultValue = '"><script>alert(1)</script>';
      form.addSubmitButton({ label: 'Go' });
      context.response.writePage({ pageObject: form });`);

    const { status, body } = ask(account, administrator(account));

    expect(status).toBe(200);
    expect(body).toContain('A &lt;b&gt;title&lt;/b&gt;');
    expect(body).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(account.executions().map(({ entry, units, runAs }) => [entry, units, runAs.role])).toEqual([
      ['onRequest', 10, 'administrator'],
    ]);
  });

  test.each([
    ['somebody of another role', {}, true],
    ['anybody while it is being tested', { status: 'TESTING' }, false],
    ['a method that it is not deployed for', { eventType: 'POST' }, false],
  ] as const)('refuses %s, without running', (_what, more, isClerk) => {
    const account = pageAccount(`context.response.write({ output: 'secret' });`, more);
    const actor = isClerk ? clerk(account) : administrator(account);

    expect(ask(account, actor).status).toBe(403);
    expect(account.executions()).toEqual([]);
  });

  test('refuses a second script’s id and people who are not signed in', () => {
    const account = pageAccount(`context.response.write({ output: 'secret' });`);

    expect(ask(account, administrator(account), { script: 'customscript_other' }).status).toBe(403);
    expect(ask(account, { user: 'system', context: 'USERINTERFACE' }).status).toBe(403);
  });

  test('runs as the role of its deployment when it has one', () => {
    const account = pageAccount(`context.response.write({ output: runtime.getCurrentUser().roleId });`, {
      runAsRole: 'warehouse',
    });

    expect(ask(account, administrator(account)).body).toBe('warehouse');
  });

  test('reads what is posted, sublists too', () => {
    const account = pageAccount(`
      const { request, response } = context;
      const tick = (line) => request.getSublistValue({ group: 'rows', name: 'tick', line });
      const seen = [request.method, request.parameters.custpage_name, request.getLineCount({ group: 'rows' })];
      response.write({ output: JSON.stringify([...seen, tick(0), tick(1), request.getLineCount({ group: 'none' })]) });`);

    const { body } = ask(account, administrator(account), {
      method: 'POST',
      parameters: { custpage_name: 'x' },
      sublists: { rows: [{ tick: 'T' }, {}] },
    });

    expect(JSON.parse(body)).toEqual(['POST', 'x', 2, 'T', null, -1]);
  });

  test('remembers in the visitor’s session and nobody else’s, until it ends', () => {
    const account = pageAccount(`
      const session = runtime.getCurrentSession();
      context.response.write({ output: String(session.get({ name: 'a' })) });
      session.set({ name: 'a', value: String(runtime.getCurrentUser().id) });`);
    const [first, second] = [administrator(account), administrator(account)];

    const answers = [first, first, second].map((actor) => ask(account, actor).body);
    account.endSessions();

    expect(answers).toEqual(['null', String(first.user), 'null']);
    expect(ask(account, first).body).toBe('null');
  });

  test('sends the visitor on to a page', () => {
    const account = pageAccount(`redirect.toSuitelet({
      scriptId: 'customscript_page', deploymentId: '${PAGE}', parameters: { note: 'a&b' } });`);

    const { status, location } = ask(account, administrator(account));

    expect([status, location]).toEqual([
      302,
      `/app/site/hosting/scriptlet.nl?script=customscript_page&deploy=${PAGE}&note=a%26b`,
    ]);
  });

  test('shows an error page when the script throws, and when a header is refused', () => {
    const account = pageAccount(`context.response.setHeader({ name: 'Location', value: 'https://example.com' });`);

    const { status, body } = ask(account, administrator(account));

    expect(status).toBe(500);
    expect(body).toContain('SSS_INVALID_HEADER');
  });

  test.each([
    [
      'an empty value in a sublist',
      `list.setSublistValue({ id: 'a', line: 0, value: '' })`,
      'SSS_MISSING_REQD_ARGUMENT',
    ],
    [
      'a text that is too long',
      `list.setSublistValue({ id: 'a', line: 0, value: 'x'.repeat(301) })`,
      'EMULATED_FIELD_TOO_LONG',
    ],
    ['an id twice', `form.addField({ id: 'rows', label: 'A', type: 'TEXT' })`, 'EMULATED_DUPLICATE_ID'],
  ])('refuses %s', (_what, code, name) => {
    const account = pageAccount(`
      const form = serverWidget.createForm({ title: 'A' });
      const list = form.addSublist({ id: 'rows', label: 'Rows', type: serverWidget.SublistType.LIST });
      list.addField({ id: 'a', label: 'A', type: serverWidget.FieldType.TEXT });
      ${code};`);

    expect(ask(account, administrator(account)).body).toContain(name);
  });

  test('has no member that Oracle lists but nobody emulated', () => {
    const account = pageAccount(`serverWidget.createAssistant({ title: 'A' });`);

    expect(() => ask(account, administrator(account))).toThrow('not emulated: N/ui/serverWidget.createAssistant');
  });
});

test('a request and an answer have no member that is silently undefined', () => {
  const read = (member: string) => () => {
    const account = pageAccount(`context.${member};`);
    return ask(account, administrator(account));
  };

  expect(read('request.body')).toThrow('not emulated: N/http.ServerRequest.body');
  expect(read('response.writeFile')).toThrow('not emulated: N/http.ServerResponse.writeFile');
  expect(read('other')).toThrow('not emulated: context of onRequest.other');
});

describe('a record’s page', () => {
  const shows = (body: string): EmulatedAccount => {
    const source = entryFile(
      'UserEventScript',
      `${NOTE_DOWN} return { beforeLoad: function (context) { ${body} } };`,
      MODULES,
    );
    return accountWith(project([userEvent('shows.js')], { 'shows.js': source }));
  };

  test('has what beforeLoad adds to it', () => {
    const account = shows(`
      if (context.type !== context.UserEventType.VIEW) return;
      const list = context.form.addSublist({ id: 'custpage_a', label: 'Ours', type: serverWidget.SublistType.STATICLIST });
      list.addField({ id: 'custpage_b', label: 'Number', type: serverWidget.FieldType.TEXT });
      list.setSublistValue({ id: 'custpage_b', line: 0, value: '<i>1</i>' });`);
    const id = account.seed('itemfulfillment', { fields: { memo: 'x' } });

    const { html, error } = account.open(clerk(account), 'itemfulfillment', id);

    expect(error).toBeNull();
    expect(html).toContain('<caption>Ours</caption>');
    expect(html).toContain('&lt;i&gt;1&lt;/i&gt;');
  });

  test('does not open when beforeLoad throws, nor with an id that is not custpage', () => {
    const account = shows(`context.form.addSublist({ id: 'ours', label: 'Ours', type: 'LIST' });`);
    const id = account.seed('itemfulfillment', { fields: { memo: 'x' } });

    expect(account.open(clerk(account), 'itemfulfillment', id).error).toContain('EMULATED_INVALID_ID');
  });

  test.each([
    ['a member of Oracle', 'context.form.getSublist({ id: "item" });', 'N/ui/serverWidget.Form.getSublist'],
    ['an invented member', 'context.form.colour;', 'N/ui/serverWidget.Form.colour (Oracle lists no such member)'],
    ['a client script', 'context.form.clientScriptModulePath = "./x.js";', 'Form.clientScriptModulePath'],
    ['an invented property', 'context.form.colour = 1;', 'Form.colour (Oracle lists no such member)'],
    ['the request', 'context.request.parameters;', 'context of beforeLoad.request'],
    [
      'a disabled button',
      'context.form.addButton({ id: "custpage_a", label: "A" }).isDisabled = true;',
      'Button.isDisabled',
    ],
  ])('is loud about %s that is not emulated, whatever the script catches', (_what, body, told) => {
    const account = shows(`try { ${body} } catch (error) { }`);
    const id = account.seed('itemfulfillment', { fields: { memo: 'x' } });

    expect(() => account.open(clerk(account), 'itemfulfillment', id)).toThrow(told);
  });

  test('shows labels and a title that are changed later', () => {
    const account = shows(`
      context.form.addButton({ id: 'custpage_a', label: 'A' }).label = 'B';
      const list = context.form.addSublist({ id: 'custpage_b', label: 'C', type: serverWidget.SublistType.STATICLIST });
      list.label = 'D';
      list.addField({ id: 'custpage_c', label: 'E', type: serverWidget.FieldType.TEXT }).label = 'F';
      context.form.title = 'G';`);
    const id = account.seed('itemfulfillment', { fields: { memo: 'x' } });

    const { html, error } = account.open(clerk(account), 'itemfulfillment', id);

    expect(error).toBeNull();
    for (const part of ['>B</button>', '<caption>D</caption>', '>F</th>']) expect(html).toContain(part);
  });
});

describe('a summary search', () => {
  const grouped = (emptyGroup: '- None -' | 'empty'): unknown => {
    const account = pageAccount(`
      const name = 'custrecord_note_text';
      const columns = [
        search.createColumn({ name, summary: search.Summary.GROUP, sort: search.Sort.ASC }),
        search.createColumn({ name: 'internalid', summary: search.Summary.COUNT }),
      ];
      const rows = search.create({ type: '${NOTE}', columns }).run().getRange({ start: 0, end: 10 });
      const read = (row) => [row.getValue({ name, summary: search.Summary.GROUP }),
        Number(row.getValue({ name: 'internalid', summary: search.Summary.COUNT }))];
      context.response.write({ output: JSON.stringify(rows.map(read)) });`);
    account.setDial('emptyGroup', emptyGroup);
    for (const text of ['b', 'a', 'b', ''])
      account.seed(NOTE, { fields: text === '' ? {} : { custrecord_note_text: text } });
    return JSON.parse(ask(account, administrator(account)).body);
  };

  test('counts by group, in order, for one search', () => {
    expect(grouped('empty')).toEqual([
      ['', 1],
      ['a', 1],
      ['b', 2],
    ]);
    expect(grouped('- None -')).toEqual([
      ['- None -', 1],
      ['a', 1],
      ['b', 2],
    ]);
  });

  test('needs a summary on every column', () => {
    const account = pageAccount(`search.create({ type: '${NOTE}', columns: [
      search.createColumn({ name: 'custrecord_note_text', summary: 'GROUP' }), 'internalid'] })
      .run().getRange({ start: 0, end: 1 });`);

    expect(ask(account, administrator(account)).body).toContain('EMULATED_SUMMARY_MISSING');
  });
});
