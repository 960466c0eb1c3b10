// The project's own objects, manifest.xml and deploy.xml: tied to the ids in the code, complete for the people who read
// them, and free of anything that belongs to one account.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type CustomFieldModel, readProject } from '../../packages/emulator/netsuite';
import { listOf, readFacts, readXml, textOf, type XmlElement } from '../../packages/sdf-check';
import {
  ADOPTION_LABELS,
  BACKFILL,
  CONNECTION,
  DAY,
  OPT_OUT,
  MODE_LABELS,
  PARAMETERS,
  SCRIPTS,
  PACKAGE,
  OUTBOX,
} from '../../src/TypeScript/aftership/adapters/ids';

const SOURCE = path.join(__dirname, '../../src');

function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(SOURCE, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(SOURCE, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}

function parseXmlFile(file: string): XmlElement {
  const reading = readXml(readFileSync(path.join(SOURCE, file), 'utf8'));
  if (reading.kind === 'malformed') throw new Error(`${file}, line ${reading.line}: ${reading.problem}`);
  return reading.root;
}

/** Below Objects/integration is a placeholder, which is not deployed: tools/deploy/integration/__tests__/integration.test.ts. */
const OBJECT_FILES = filesBelow('Objects/aftership');
const OBJECTS = OBJECT_FILES.map((file) => ({ file, root: parseXmlFile(file) }));

/** Script ids that no script has to know: NetSuite starts these by itself. */
const STARTED_BY_NETSUITE = ['fulfillment_ue', 'view_ue', 'wake_ss', 'hourly_check_mr'];
/** The compiled scripts may not be there: they are made by the build. */
const SCRIPT_FILES = [
  'fulfillment_ue',
  'send_mr',
  'wake_ss',
  'hourly_check_mr',
  'console_sl',
  'shipment_sl',
  'bulk_mr',
  'view_ue',
].map((name) => `FileCabinet/SuiteScripts/aftership/scripts/${name}.js`);

const project = readProject(
  zipSync(
    Object.fromEntries([
      ...SCRIPT_FILES.map((file) => [file, strToU8('// compiled')] as const),
      ...['manifest.xml', 'deploy.xml', ...OBJECT_FILES].map(
        (file) => [file, new Uint8Array(readFileSync(path.join(SOURCE, file)))] as const,
      ),
    ]),
  ),
  { features: ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS'] },
);

const recordType = (scriptId: string) => project.model?.recordTypes.find((record) => record.scriptId === scriptId);
const deployments = project.model?.scripts.flatMap((script) => script.deployments) ?? [];
const findField = (scriptId: string): CustomFieldModel | undefined =>
  project.model?.recordTypes.flatMap(({ fields }) => fields).find((field) => field.scriptId === scriptId);

describe('the project', () => {
  it('is deployable into an account that has only the two required features', () => {
    // The opt-out of a fulfillment shows once Accounting is on, as it is wherever anything is fulfilled.
    expect(project.report.findings.map(({ severity, element }) => [severity, element])).toEqual([
      ['warning', 'custbody_aftership_opt_out.bodyitemfulfillment'],
    ]);
    expect(project.report.ok).toBe(true);
  });

  it('brings two roles: one for the scripts, one for AfterShip', () => {
    expect(project.model?.roles.map(({ scriptId }) => scriptId).sort()).toEqual([
      'customrole_aftership_connector',
      'customrole_aftership_scripts',
    ]);
  });

  it('deploys every object below src/Objects/aftership, and leaves the placeholder of an integration record alone', () => {
    expect(project.report.objects.map(({ file }) => file).sort()).toEqual([...OBJECT_FILES].sort());
    expect(filesBelow('Objects').filter((file) => !OBJECT_FILES.includes(file))).toEqual([
      'Objects/integration/custinteg_aftership_placeholder.xml',
    ]);
  });

  it('requires Server SuiteScript and Custom Records, and nothing else', () => {
    const required = project.model?.features.filter((feature) => feature.required).map(({ id }) => id);

    expect(required?.sort()).toEqual(['CUSTOMRECORDS', 'SERVERSIDESCRIPTING']);
  });

  it('switches no feature on: some cannot be switched off again', () => {
    expect(existsSync(path.join(SOURCE, 'AccountConfiguration'))).toBe(false);
  });

  // Role and records name each other, so no order of folders could be right: with one folder and a star NetSuite finds
  // the order itself (section_4737888643). The two sections without content stand in Oracle's own template, and Oracle's
  // SDK skill says that a script's file may not be found without them.
  it('lists all four sections in deploy.xml, each with one folder', () => {
    const deploy = parseXmlFile('deploy.xml');
    const paths = deploy.children.map((section) => [section.name, ...section.children.map(({ text }) => text)]);

    expect(paths).toEqual([
      ['configuration', '~/AccountConfiguration/*'],
      ['files', '~/FileCabinet/SuiteScripts/aftership/*'],
      ['objects', '~/Objects/aftership/*'],
      ['translationimports', '~/Translations/*'],
    ]);
  });

  // Whether NetSuite minds XML comments is not documented, and an import from the account would drop them.
  it.each(['manifest.xml', 'deploy.xml', ...OBJECT_FILES])('%s has no comment and nothing of one account', (file) => {
    const text = readFileSync(path.join(SOURCE, file), 'utf8');

    expect(text).not.toContain('<!--');
    expect(text).not.toContain('ACCOUNT_SPECIFIC_VALUE');
    expect(text).not.toMatch(/[\w.]+@[\w.]+/);
    expect(text).not.toMatch(/\d{6,}|_SB\d/);
  });

  it('has neither a secret nor an integration record', () => {
    const types = new Set(OBJECTS.map(({ root }) => root.name));

    expect([...types].sort()).toEqual([
      'customlist',
      'customrecordtype',
      'entitycustomfield',
      'mapreducescript',
      'role',
      'scheduledscript',
      'suitelet',
      'transactionbodycustomfield',
      'usereventscript',
    ]);
  });

  it.each(OBJECTS)('$file is named after its object, in the folder of its kind', ({ file, root }) => {
    const folders: Readonly<Record<string, string>> = {
      role: 'access',
      customrecordtype: 'records',
      customlist: 'lists',
      entitycustomfield: 'fields',
      transactionbodycustomfield: 'fields',
    };

    expect(file).toBe(`Objects/aftership/${folders[root.name] ?? 'scripts'}/${root.attributes['scriptid']}.xml`);
  });
});

describe('ids in the code and in the objects', () => {
  it.each([
    ['event', OUTBOX],
    ['shipment', PACKAGE],
    ['connection', CONNECTION],
    ['backfill', BACKFILL],
    ['daily count', DAY],
  ])('the fields of the %s record are the same on both sides', (_name, { type, ...fields }) => {
    const inObject = recordType(type)?.fields.map(({ scriptId }) => scriptId) ?? [];

    expect([...inObject].sort()).toEqual(Object.values(fields).sort());
  });

  it('there is no other record type', () => {
    const types = project.model?.recordTypes.map(({ scriptId }) => scriptId);

    expect(types?.sort()).toEqual([BACKFILL.type, CONNECTION.type, DAY.type, PACKAGE.type, OUTBOX.type].sort());
  });

  it.each([
    [CONNECTION.mode, Object.values(MODE_LABELS)],
    [CONNECTION.adoption, Object.values(ADOPTION_LABELS)],
  ])('the list of %s has the labels that the code reads, in their order', (field, labels) => {
    const list = project.model?.lists.find(({ scriptId }) => scriptId === findField(field)?.selectRecordType);

    expect(list?.values.map(({ value }) => value)).toEqual(labels);
  });

  it('there is no list that no field uses', () => {
    expect(project.model?.lists.map(({ scriptId }) => scriptId).sort()).toEqual(
      [findField(CONNECTION.mode)?.selectRecordType, findField(CONNECTION.adoption)?.selectRecordType].sort(),
    );
  });

  it('scripts, deployments and parameters are the same on both sides', () => {
    const scripts = project.model?.scripts.map(({ scriptId, deployments: own }) => [
      scriptId,
      ...own.map((d) => d.scriptId),
    ]);
    const parameters = project.model?.scripts.flatMap(({ parameters: own }) => own.map(({ scriptId }) => scriptId));

    expect(scripts?.sort()).toEqual(
      [
        ...Object.values(SCRIPTS).map(({ script, deployment }) => [script, deployment]),
        ...STARTED_BY_NETSUITE.map((name) => [`customscript_aftership_${name}`, `customdeploy_aftership_${name}`]),
      ].sort(),
    );
    expect([...(parameters ?? [])].sort()).toEqual(Object.values(PARAMETERS).sort());
  });

  it('each script runs the file of its name', () => {
    for (const { scriptId, file } of project.model?.scripts ?? []) {
      expect(file).toBe(`/SuiteScripts/aftership/scripts/${scriptId.replace('customscript_aftership_', '')}.js`);
    }
  });

  it('ids keep to 40 characters, those of lists to 38', () => {
    const tooLong = OBJECTS.flatMap(({ root }) => idsOf(root)).filter(
      (id) => id.length > (id.startsWith('customlist_') ? 38 : 40),
    );

    expect(tooLong).toEqual([]);
  });
});

function idsOf(element: XmlElement): readonly string[] {
  const own = element.attributes['scriptid'];
  return [...(own === undefined ? [] : [own]), ...element.children.flatMap(idsOf)];
}

describe('what people read', () => {
  const fields = OBJECTS.flatMap(({ root }) => [
    ...listOf(root, 'customrecordcustomfields', 'customrecordcustomfield'),
    ...listOf(root, 'scriptcustomfields', 'scriptcustomfield'),
  ]);

  it.each(fields.map((field) => [field.attributes['scriptid'], field] as const))(
    '%s has a label, a description and a help text',
    (_id, field) => {
      for (const part of ['label', 'description', 'help']) expect(textOf(field, part)).toMatch(/\S{2}/);
      expect(textOf(field, 'description')).toMatch(/\.$/);
      expect(textOf(field, 'help')).toMatch(/\.$/);
    },
  );

  it('labels are unique within their record', () => {
    for (const { fields: own } of project.model?.recordTypes ?? []) {
      expect(new Set(own.map(({ label }) => label)).size).toBe(own.length);
    }
  });

  it.each(OBJECTS.filter(({ root }) => root.name !== 'role'))('$file has a description', ({ root }) => {
    expect(textOf(root, 'description')).toMatch(/\.$/);
  });
});

describe('who may change what', () => {
  const displayed = (type: string, display: string): readonly (string | undefined)[] =>
    OBJECTS.filter(({ root }) => root.attributes['scriptid'] === type)
      .flatMap(({ root }) => listOf(root, 'customrecordcustomfields', 'customrecordcustomfield'))
      .filter((field) => textOf(field, 'displaytype') === display)
      .map((field) => field.attributes['scriptid']);

  it('a person writes two fields of a shipment: the request for another attempt, and whether it stays without contact', () => {
    expect(displayed(PACKAGE.type, 'NORMAL')).toEqual([PACKAGE.retry, PACKAGE.withoutContact]);
    expect(displayed(PACKAGE.type, 'LOCKED')).toHaveLength(Object.keys(PACKAGE).length - 3);
  });

  it('a backfill is changed on its page only', () => {
    expect(displayed(BACKFILL.type, 'NORMAL')).toEqual([]);
    expect(displayed(BACKFILL.type, 'LOCKED')).toHaveLength(Object.keys(BACKFILL).length - 1);
  });

  it('a daily count is written by the hourly check alone, and seen by administrators', () => {
    expect(displayed(DAY.type, 'LOCKED')).toHaveLength(Object.keys(DAY).length - 1);
    expect(recordType(DAY.type)).toMatchObject({
      accessType: 'USEPERMISSIONLIST',
      permissions: [],
      optimisticLocking: false,
    });
  });

  it('scripts alone write the stop by an error and the reports of a connection', () => {
    expect(displayed(CONNECTION.type, 'LOCKED')).toEqual([
      CONNECTION.stoppedByError,
      CONNECTION.stopReason,
      CONNECTION.pausedUntil,
      CONNECTION.toldAt,
      CONNECTION.toldOf,
      CONNECTION.couriers,
      CONNECTION.checkCursor,
      CONNECTION.lastRequest,
      CONNECTION.releaseChecked,
      CONNECTION.lastRun,
    ]);
    expect(displayed(CONNECTION.type, 'NORMAL')).toContain(CONNECTION.stoppedByPerson);
  });

  // A user event can run as the role of whatever script caused it, so the outbox may need no permission at all.
  it('an event needs no permission and has no user interface', () => {
    const root = OBJECTS.find(({ root: object }) => object.attributes['scriptid'] === OUTBOX.type)?.root;

    expect(recordType(OUTBOX.type)).toMatchObject({ accessType: 'NONENEEDED', permissions: [], includeName: false });
    expect(root && textOf(root, 'allowuiaccess')).toBe('F');
    expect(root && textOf(root, 'publicpermissionlevel')).toBe('NONE');
    expect(root && textOf(root, 'externalrolepermissionlevel')).toBe('NONE');
  });

  it.each([
    [PACKAGE.type, 'FULL'],
    [CONNECTION.type, 'EDIT'],
    [BACKFILL.type, 'EDIT'],
  ])('%s is open to the role of the scripts only, at %s', (type, level) => {
    expect(recordType(type)).toMatchObject({
      accessType: 'USEPERMISSIONLIST',
      permissions: [{ role: 'customrole_aftership_scripts', level }],
    });
  });

  // A person's form holds every field as it was when it was opened: locking keeps it from undoing what a script wrote
  // meanwhile. Nobody edits an event, and a script that loses a race over one would only send later.
  it('records that people edit are locked against stale forms, the outbox is not', () => {
    expect(recordType(PACKAGE.type)?.optimisticLocking).toBe(true);
    expect(recordType(CONNECTION.type)?.optimisticLocking).toBe(true);
    expect(recordType(BACKFILL.type)?.optimisticLocking).toBe(true);
    expect(recordType(OUTBOX.type)?.optimisticLocking).toBe(false);
  });

  it('the role of the scripts may view standard records and start jobs, no more', () => {
    const permissions = project.model?.roles.find(
      ({ scriptId }) => scriptId === 'customrole_aftership_scripts',
    )?.permissions;
    const more = permissions?.filter(({ level }) => level !== 'VIEW');

    expect(more).toEqual([
      { key: 'ADMI_SS_SCHEDULING', level: 'FULL' },
      { key: CONNECTION.type, level: 'EDIT' },
      { key: PACKAGE.type, level: 'FULL' },
      { key: BACKFILL.type, level: 'EDIT' },
    ]);
  });
});

describe('fields on standard records', () => {
  it('are the opt-outs that a person ticks, where scripts read them, and unticked at first', () => {
    const added = project.model?.addedFields.map(({ recordType: on, field }) => [
      on,
      field.scriptId,
      field.defaultChecked,
    ]);

    expect(added?.sort()).toEqual([
      ['customer', OPT_OUT.customerContact, false],
      ['customer', OPT_OUT.customer, false],
      ['itemfulfillment', OPT_OUT.fulfillment, false],
    ]);
  });
});

describe('settings of a new connection', () => {
  it.each<[string, Partial<CustomFieldModel>]>([
    [CONNECTION.mode, { defaultSelection: 'customlist_aftership_mode.val_aftership_mode_preview', isMandatory: true }],
    [CONNECTION.startDate, { fieldType: 'DATE', dynamicDefault: 'NOW', isMandatory: true }],
    [CONNECTION.maxAge, { defaultValue: '14', minValue: 1, maxValue: 110 }],
    [CONNECTION.adoption, { defaultSelection: 'customlist_aftership_adoption.val_aftership_adoption_link' }],
    [CONNECTION.account, { isMandatory: true }],
    [CONNECTION.secret, { fieldType: 'TEXT', isMandatory: true }],
    [CONNECTION.salesOrders, { defaultChecked: true }],
    [CONNECTION.transferOrders, { defaultChecked: false }],
    [CONNECTION.dropShipments, { defaultChecked: true }],
    [CONNECTION.sendName, { defaultChecked: false }],
    [CONNECTION.sendEmail, { defaultChecked: false }],
    [CONNECTION.sendPhone, { defaultChecked: false }],
    [CONNECTION.removalWait, { defaultValue: '60' }],
    [CONNECTION.removeMoving, { defaultChecked: false }],
    [CONNECTION.removalsPerHour, { defaultValue: '25' }],
    [CONNECTION.tags, { defaultValue: 'NetSuite' }],
    [CONNECTION.stoppedByPerson, { defaultChecked: false }],
    [CONNECTION.stoppedByError, { defaultChecked: false }],
  ])('%s starts as documented', (field, expected) => {
    expect(findField(field)).toMatchObject(expected);
  });

  it('the defaults of the lists are the values that they are named after', () => {
    const valueOf = (reference: string | null | undefined): string | undefined => {
      const [list, value] = (reference ?? '').split('.');
      return project.model?.lists.find(({ scriptId }) => scriptId === list)?.values.find((v) => v.scriptId === value)
        ?.value;
    };

    expect(valueOf(findField(CONNECTION.mode)?.defaultSelection)).toBe(MODE_LABELS.preview);
    expect(valueOf(findField(CONNECTION.adoption)?.defaultSelection)).toBe(ADOPTION_LABELS['link only']);
  });
});

describe('shipments on the fulfillment', () => {
  it('are a sublist that outlives the fulfillment', () => {
    expect(findField(PACKAGE.transaction)).toMatchObject({
      fieldType: 'SELECT',
      selectRecordType: '-30',
      isParent: true,
      onParentDelete: 'SET_NULL',
      isMandatory: false,
    });
    expect(findField(PACKAGE.fulfillment)?.fieldType).toBe('INTEGER');
    expect(findField(OUTBOX.fulfillment)?.fieldType).toBe('INTEGER');
  });

  // An empty element would be taken, and then no sublist would show.
  it('name the subtab that they show on', () => {
    const field = OBJECTS.flatMap(({ root }) =>
      listOf(root, 'customrecordcustomfields', 'customrecordcustomfield'),
    ).find(({ attributes }) => attributes['scriptid'] === PACKAGE.transaction);

    expect(field && textOf(field, 'parentsubtab')).toBe('TRANSACTIONSHIPPING');
  });
});

describe('deployments', () => {
  const deployment = (name: string) =>
    deployments.find(({ scriptId }) => scriptId === `customdeploy_aftership_${name}`);

  it('are switched on and log changes of state', () => {
    expect(deployments).toHaveLength(8);
    for (const { isDeployed, logLevel } of deployments)
      expect({ isDeployed, logLevel }).toEqual({ isDeployed: true, logLevel: 'AUDIT' });
  });

  it('the user event sees every event of a fulfillment, from everybody and everywhere', () => {
    expect(deployment('fulfillment_ue')).toMatchObject({
      status: 'RELEASED',
      recordType: 'itemfulfillment',
      eventType: null,
      allRoles: true,
      runAsRole: 'customrole_aftership_scripts',
    });
  });

  it('the user event names every execution context that Oracle documents, and none that an account may not know', () => {
    const { enumerations } = readFacts('sdf-objects') as {
      readonly enumerations: { readonly execution_context: { readonly values: readonly string[] } };
    };

    expect(deployment('fulfillment_ue')?.executionContexts).toEqual(enumerations.execution_context.values);
  });

  it('sending has one deployment that is started on request, with its concurrency written down', () => {
    expect(deployment('send_mr')).toMatchObject({
      status: 'NOTSCHEDULED',
      concurrencyLimit: 5,
      yieldAfterMinutes: 3,
      runAsRole: null,
      parameters: {},
      schedule: null,
    });
  });

  // Any other start stops the repeats at midnight until that time comes again.
  it.each([
    ['the wake-up', 'wake_ss', 900],
    ['the hourly check', 'hourly_check_mr', 3600],
  ])('%s (%s) repeats every %d seconds from midnight of the account, from a day in the past', (_what, name, repeat) => {
    const schedule = deployment(name)?.schedule;

    expect(deployment(name)?.status).toBe('SCHEDULED');
    expect(schedule).toMatchObject({ kind: 'daily', startTime: '00:00:00', repeatSeconds: repeat, everyXDays: 1 });
    expect(new Date(schedule?.startDate ?? '').getTime()).toBeLessThan(Date.now());
  });
});
