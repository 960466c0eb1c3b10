import { strToU8, zipSync } from 'fflate';
import { readProject } from '../project/read_project';

const MANIFEST = `<manifest projecttype="ACCOUNTCUSTOMIZATION">
  <projectname>Tiny</projectname>
  <frameworkversion>1.0</frameworkversion>
  <dependencies>
    <features>
      <feature required="true">SERVERSIDESCRIPTING</feature>
      <feature required="true">CUSTOMRECORDS</feature>
      <feature required="false">CRM</feature>
    </features>
    <objects>
      <object>customlist_there</object>
    </objects>
    <files>
      <file>/SuiteScripts/there/library.js</file>
    </files>
  </dependencies>
</manifest>`;

const DEPLOY = `<deploy>
  <configuration><path>~/AccountConfiguration/*</path></configuration>
  <files><path>~/FileCabinet/SuiteScripts/tiny/*</path></files>
  <objects><path>~/Objects/*</path></objects>
  <translationimports><path>~/Translations/*</path></translationimports>
</deploy>`;

const RECORD = `<customrecordtype scriptid="customrecord_tiny">
  <recordname>Tiny</recordname>
  <accesstype>USEPERMISSIONLIST</accesstype>
  <includename>F</includename>
  <enableoptimisticlocking></enableoptimisticlocking>
  <customrecordcustomfields>
    <customrecordcustomfield scriptid="custrecord_tiny_mode">
      <label>Mode</label>
      <fieldtype>SELECT</fieldtype>
      <selectrecordtype>[scriptid=customlist_tiny]</selectrecordtype>
      <defaultselection>[scriptid=customlist_tiny.val_two]</defaultselection>
      <ismandatory>T</ismandatory>
    </customrecordcustomfield>
    <customrecordcustomfield scriptid="custrecord_tiny_transaction">
      <label>Transaction</label>
      <fieldtype>SELECT</fieldtype>
      <selectrecordtype>-30</selectrecordtype>
      <isparent>T</isparent>
      <onparentdelete>SET_NULL</onparentdelete>
      <displayheight>5</displayheight>
    </customrecordcustomfield>
    <customrecordcustomfield scriptid="custrecord_tiny_age">
      <label>Age</label>
      <fieldtype>INTEGER</fieldtype>
      <defaultvalue>14</defaultvalue>
      <minvalue>1</minvalue>
      <maxvalue>110</maxvalue>
    </customrecordcustomfield>
  </customrecordcustomfields>
  <permissions>
    <permission>
      <permittedrole>[scriptid=customrole_tiny]</permittedrole>
      <permittedlevel>EDIT</permittedlevel>
    </permission>
  </permissions>
</customrecordtype>`;

const LIST = `<customlist scriptid="customlist_tiny">
  <name>Tiny</name>
  <isordered>T</isordered>
  <customvalues>
    <customvalue scriptid="val_one"><value>One</value></customvalue>
    <customvalue scriptid="val_two"><value>Two</value></customvalue>
  </customvalues>
</customlist>`;

const ROLE = `<role scriptid="customrole_tiny">
  <name>Tiny</name>
  <centertype>BASIC</centertype>
  <permissions>
    <permission>
      <permkey>TRAN_SALESORD</permkey>
      <permlevel>VIEW</permlevel>
    </permission>
    <permission>
      <permkey>[scriptid=customrecord_tiny]</permkey>
      <permlevel>EDIT</permlevel>
    </permission>
  </permissions>
</role>`;

const USER_EVENT = `<usereventscript scriptid="customscript_tiny_ue">
  <name>Tiny UE</name>
  <scriptfile>[/SuiteScripts/tiny/tiny_ue.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_tiny_ue">
      <status>RELEASED</status>
      <recordtype>ITEMFULFILLMENT</recordtype>
      <allroles>T</allroles>
      <executioncontext>USERINTERFACE|CSVIMPORT</executioncontext>
      <runasrole>[scriptid=customrole_tiny]</runasrole>
    </scriptdeployment>
  </scriptdeployments>
</usereventscript>`;

const MAP_REDUCE = `<mapreducescript scriptid="customscript_tiny_mr">
  <name>Tiny MR</name>
  <scriptfile>[/SuiteScripts/tiny/sub/tiny_mr.js]</scriptfile>
  <scriptcustomfields>
    <scriptcustomfield scriptid="custscript_tiny_limit">
      <label>Limit</label>
      <fieldtype>INTEGER</fieldtype>
    </scriptcustomfield>
  </scriptcustomfields>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_tiny_mr">
      <title>Tiny</title>
      <status>NOTSCHEDULED</status>
      <concurrencylimit>2</concurrencylimit>
      <custscript_tiny_limit>50</custscript_tiny_limit>
    </scriptdeployment>
  </scriptdeployments>
</mapreducescript>`;

const SCHEDULED = `<scheduledscript scriptid="customscript_tiny_ss">
  <name>Tiny SS</name>
  <scriptfile>[/SuiteScripts/there/library.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_tiny_ss">
      <title>Tiny</title>
      <status>SCHEDULED</status>
      <loglevel>AUDIT</loglevel>
      <recurrence>
        <daily>
          <startdate>2026-01-01</startdate>
          <starttime>00:00:00</starttime>
          <everyxdays>1</everyxdays>
          <repeat>PT15M</repeat>
        </daily>
      </recurrence>
    </scriptdeployment>
  </scriptdeployments>
</scheduledscript>`;

const FILES = {
  manifest: 'manifest.xml',
  deploy: 'deploy.xml',
  record: 'Objects/records/customrecord_tiny.xml',
  list: 'Objects/lists/customlist_tiny.xml',
  role: 'Objects/customrole_tiny.xml',
  userEvent: 'Objects/customscript_tiny_ue.xml',
  mapReduce: 'Objects/customscript_tiny_mr.xml',
  scheduled: 'Objects/customscript_tiny_ss.xml',
} as const;

const TINY: Readonly<Record<string, string>> = {
  [FILES.manifest]: MANIFEST,
  [FILES.deploy]: DEPLOY,
  [FILES.record]: RECORD,
  [FILES.list]: LIST,
  [FILES.role]: ROLE,
  [FILES.userEvent]: USER_EVENT,
  [FILES.mapReduce]: MAP_REDUCE,
  [FILES.scheduled]: SCHEDULED,
  'FileCabinet/SuiteScripts/tiny/tiny_ue.js': '// ue',
  'FileCabinet/SuiteScripts/tiny/sub/tiny_mr.js': '// mr',
};

const ACCOUNT = {
  features: ['SERVERSIDESCRIPTING', 'CUSTOMRECORDS'],
  objects: ['customlist_there'],
  files: ['/SuiteScripts/there/library.js'],
};

function pack(files: Readonly<Record<string, string>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

/** The tiny project with one text of one file replaced. Throws when the file does not contain the text. */
function packWith(file: string, from: string, to: string): Uint8Array {
  const original = TINY[file] ?? '';
  if (!original.includes(from)) throw new Error(`${file} does not hold ${from}`);
  return pack({ ...TINY, [file]: original.replace(from, to) });
}

describe('a package without defects', () => {
  const { model, report } = readProject(pack(TINY), ACCOUNT);

  it('is deployed without findings', () => {
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.log.at(-1)).toBe('Installation COMPLETE');
    expect(report.objects.map(({ scriptId }) => scriptId).sort()).toEqual([
      'customlist_tiny',
      'customrecord_tiny',
      'customrole_tiny',
      'customscript_tiny_mr',
      'customscript_tiny_ss',
      'customscript_tiny_ue',
    ]);
    expect(report.files).toEqual(['/SuiteScripts/tiny/sub/tiny_mr.js', '/SuiteScripts/tiny/tiny_ue.js']);
  });

  it('gives record types with the defaults that Oracle documents', () => {
    expect(model?.recordTypes).toHaveLength(1);
    expect(model?.recordTypes[0]).toMatchObject({
      scriptId: 'customrecord_tiny',
      name: 'Tiny',
      accessType: 'USEPERMISSIONLIST',
      includeName: false,
      optimisticLocking: true,
      permissions: [{ role: 'customrole_tiny', level: 'EDIT' }],
    });
    expect(model?.recordTypes[0]?.fields).toMatchObject([
      {
        scriptId: 'custrecord_tiny_mode',
        fieldType: 'SELECT',
        selectRecordType: 'customlist_tiny',
        defaultSelection: 'customlist_tiny.val_two',
        isMandatory: true,
        isParent: false,
      },
      { selectRecordType: '-30', isParent: true, onParentDelete: 'SET_NULL', isMandatory: false },
      { fieldType: 'INTEGER', defaultValue: '14', minValue: 1, maxValue: 110, maxLength: null, defaultChecked: false },
    ]);
  });

  it('gives lists, roles and the order of list values', () => {
    expect(model?.lists).toEqual([
      {
        scriptId: 'customlist_tiny',
        name: 'Tiny',
        values: [
          { scriptId: 'val_one', value: 'One', isInactive: false },
          { scriptId: 'val_two', value: 'Two', isInactive: false },
        ],
      },
    ]);
    expect(model?.roles).toEqual([
      {
        scriptId: 'customrole_tiny',
        name: 'Tiny',
        permissions: [
          { key: 'TRAN_SALESORD', level: 'VIEW' },
          { key: 'customrecord_tiny', level: 'EDIT' },
        ],
      },
    ]);
  });

  it('gives scripts with parameters, deployments and schedules', () => {
    expect(model?.scripts.map(({ scriptId, kind, file }) => ({ scriptId, kind, file }))).toEqual([
      { scriptId: 'customscript_tiny_ue', kind: 'usereventscript', file: '/SuiteScripts/tiny/tiny_ue.js' },
      { scriptId: 'customscript_tiny_mr', kind: 'mapreducescript', file: '/SuiteScripts/tiny/sub/tiny_mr.js' },
      { scriptId: 'customscript_tiny_ss', kind: 'scheduledscript', file: '/SuiteScripts/there/library.js' },
    ]);
    expect(model?.scripts[0]?.deployments).toEqual([
      {
        scriptId: 'customdeploy_tiny_ue',
        status: 'RELEASED',
        isDeployed: true,
        logLevel: 'DEBUG',
        recordType: 'itemfulfillment',
        eventType: null,
        executionContexts: ['USERINTERFACE', 'CSVIMPORT'],
        allRoles: true,
        audienceRoles: [],
        runAsRole: 'customrole_tiny',
        concurrencyLimit: null,
        yieldAfterMinutes: null,
        parameters: {},
        schedule: null,
      },
    ]);
    expect(model?.scripts[1]?.parameters).toMatchObject([{ scriptId: 'custscript_tiny_limit', fieldType: 'INTEGER' }]);
    expect(model?.scripts[1]?.deployments[0]).toMatchObject({
      concurrencyLimit: 2,
      yieldAfterMinutes: 60,
      parameters: { custscript_tiny_limit: '50' },
    });
    expect(model?.scripts[2]?.deployments[0]).toMatchObject({
      logLevel: 'AUDIT',
      schedule: { kind: 'daily', startDate: '2026-01-01', startTime: '00:00:00', repeatSeconds: 900, everyXDays: 1 },
    });
  });

  it('gives features and the text of the files', () => {
    expect(model?.features).toEqual([
      { id: 'SERVERSIDESCRIPTING', required: true },
      { id: 'CUSTOMRECORDS', required: true },
      { id: 'CRM', required: false },
    ]);
    expect(model?.files.get('/SuiteScripts/tiny/sub/tiny_mr.js')).toBe('// mr');
  });
});

it('takes a standard role as the role of a deployment', () => {
  const { model, report } = readProject(
    packWith(FILES.userEvent, '[scriptid=customrole_tiny]', 'ADMINISTRATOR'),
    ACCOUNT,
  );

  expect(report.findings).toEqual([]);
  expect(model?.scripts[0]?.deployments[0]?.runAsRole).toBe('ADMINISTRATOR');
});

interface Defect {
  readonly defect: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** File of the finding, if it is not the changed file. */
  readonly at?: string;
  readonly line: number | null;
  readonly element: string;
  readonly message: string;
  readonly severity?: 'warning';
}

const DEFECTS: readonly Defect[] = [
  // manifest.xml
  {
    defect: 'a SuiteApp',
    file: FILES.manifest,
    from: 'ACCOUNTCUSTOMIZATION',
    to: 'SUITEAPP',
    line: 1,
    element: 'projecttype',
    message: '"SUITEAPP"',
  },
  {
    defect: 'no project name',
    file: FILES.manifest,
    from: '<projectname>Tiny</projectname>',
    to: '',
    line: 1,
    element: 'projectname',
    message: '"projectname" is missing',
  },
  {
    defect: 'an unknown framework version',
    file: FILES.manifest,
    from: '>1.0<',
    to: '>2.0<',
    line: 3,
    element: 'frameworkversion',
    message: '"2.0"',
  },
  {
    defect: 'a feature that does not exist',
    file: FILES.manifest,
    from: '>CRM<',
    to: '>MANUFACTURING<',
    line: 8,
    element: 'feature',
    message: 'The "MANUFACTURING" feature defined in the manifest does not exist',
  },
  {
    defect: 'a required feature that is off',
    file: FILES.manifest,
    from: '<feature required="false">CRM',
    to: '<feature required="true">CRM',
    line: 8,
    element: 'feature',
    message: 'The CRM feature must be enabled to deploy this project',
  },
  {
    defect: 'a feature that is neither required nor optional',
    file: FILES.manifest,
    from: '<feature required="false">',
    to: '<feature>',
    line: 8,
    element: 'feature',
    message: 'required="true" or required="false"',
  },
  {
    defect: 'a dependency in brackets',
    file: FILES.manifest,
    from: '<object>customlist_there</object>',
    to: '<object>[scriptid=customlist_there]</object>',
    line: 11,
    element: 'object',
    message: 'in the dependencies list contains characters that are not allowed',
  },
  {
    defect: 'a dependency that the account has not',
    file: FILES.manifest,
    from: 'customlist_there',
    to: 'customlist_nowhere',
    line: 11,
    element: 'object',
    message: 'The account has no object customlist_nowhere',
  },
  {
    defect: 'a file dependency without slash',
    file: FILES.manifest,
    from: '<file>/SuiteScripts',
    to: '<file>SuiteScripts',
    line: 14,
    element: 'file',
    message: 'must start with a slash',
  },
  // deploy.xml
  {
    defect: 'no objects section',
    file: FILES.deploy,
    from: '<objects><path>~/Objects/*</path></objects>',
    to: '',
    line: 1,
    element: 'objects',
    message: 'The object field "objects" is missing',
  },
  {
    defect: 'a path that names a missing file',
    file: FILES.deploy,
    from: '~/Objects/*',
    to: '~/Objects/customrole_gone.xml',
    line: 4,
    element: 'objects.path',
    message: 'matches nothing in the package',
  },
  {
    defect: 'a folder of files that is empty',
    file: FILES.deploy,
    from: '<files>',
    to: '<files><path>~/FileCabinet/SuiteScripts/other/*</path>',
    line: 3,
    element: 'files.path',
    message: 'matches nothing in the package',
    severity: 'warning',
  },
  {
    defect: 'a path that does not start in the project',
    file: FILES.deploy,
    from: '~/Objects/*',
    to: '/Objects/*',
    line: 4,
    element: 'objects.path',
    message: 'must start with ~/',
  },
  {
    defect: 'a path that leaves the project',
    file: FILES.deploy,
    from: '~/Objects/*',
    to: '~/Objects/../*',
    line: 4,
    element: 'objects.path',
    message: 'neither a file nor a folder',
  },
  {
    defect: 'an installation script',
    file: FILES.deploy,
    from: '</deploy>',
    to: '<script><path>~/x</path></script></deploy>',
    line: 6,
    element: 'script',
    message: 'SuiteApp projects only',
  },
  {
    defect: 'a script whose file deploy.xml does not list',
    file: FILES.deploy,
    from: 'tiny/*',
    to: 'tiny/sub/*',
    at: FILES.userEvent,
    line: 3,
    element: 'customscript_tiny_ue.scriptfile',
    message: "The file '[/SuiteScripts/tiny/tiny_ue.js]' referenced by object field 'scriptfile' could not be resolved",
  },
  {
    defect: 'objects in an order that contradicts their dependencies',
    file: FILES.deploy,
    from: '~/Objects/*',
    to: '~/Objects/records/*</path><path>~/Objects/*',
    at: FILES.record,
    line: 10,
    element: 'custrecord_tiny_mode.selectrecordtype',
    message: 'before Objects/lists/customlist_tiny.xml, which it depends on',
    severity: 'warning',
  },
  // objects
  {
    defect: 'XML that is not well formed',
    file: FILES.list,
    from: '</customvalues>',
    to: '',
    line: 8,
    element: '',
    message: 'not well-formed XML',
  },
  {
    defect: 'an element that nobody knows',
    file: FILES.record,
    from: '<label>Age',
    to: '<orderindex>1</orderindex><label>Age',
    line: 23,
    element: 'custrecord_tiny_age.orderindex',
    message: 'The object field "orderindex" is invalid or not supported and will be ignored',
    severity: 'warning',
  },
  {
    defect: 'a required element that is missing',
    file: FILES.role,
    from: '<centertype>BASIC</centertype>',
    to: '',
    line: 1,
    element: 'customrole_tiny.centertype',
    message: 'The object field "centertype" is missing',
  },
  {
    defect: 'a required element that is empty',
    file: FILES.record,
    from: '<label>Mode</label>',
    to: '<label></label>',
    line: 7,
    element: 'custrecord_tiny_mode.label',
    message: 'The object field "label" is missing',
  },
  {
    defect: 'a select field without its list',
    file: FILES.record,
    from: '<selectrecordtype>-30</selectrecordtype>',
    to: '',
    line: 14,
    element: 'custrecord_tiny_transaction.selectrecordtype',
    message: 'The object field "selectrecordtype" is missing',
  },
  {
    defect: 'a record type without a name',
    file: FILES.record,
    from: '<recordname>Tiny</recordname>',
    to: '',
    line: 1,
    element: 'customrecord_tiny.recordname',
    message: 'The object field "recordname" is missing',
  },
  {
    defect: 'a map/reduce deployment without title',
    file: FILES.mapReduce,
    from: '<title>Tiny</title>',
    to: '',
    line: 11,
    element: 'customdeploy_tiny_mr.title',
    message: 'The object field "title" is missing',
  },
  {
    defect: 'a user event deployment with a title',
    file: FILES.userEvent,
    from: '<status>',
    to: '<title>Tiny</title><status>',
    line: 6,
    element: 'customdeploy_tiny_ue.title',
    message: '"title" is invalid or not supported',
    severity: 'warning',
  },
  {
    defect: 'a status that is left to its default',
    file: FILES.userEvent,
    from: '<status>RELEASED</status>',
    to: '',
    line: 5,
    element: 'customdeploy_tiny_ue.status',
    message: 'prints TESTING as its default',
    severity: 'warning',
  },
  {
    defect: 'a field type that does not exist',
    file: FILES.record,
    from: '<fieldtype>INTEGER',
    to: '<fieldtype>FREEFORMTEXT',
    line: 24,
    element: 'custrecord_tiny_age.fieldtype',
    message: 'Invalid "fieldtype" reference key "FREEFORMTEXT"',
  },
  {
    defect: 'an enumeration in lower case',
    file: FILES.record,
    from: 'SET_NULL',
    to: 'set_null',
    line: 19,
    element: 'custrecord_tiny_transaction.onparentdelete',
    message: 'Invalid "onparentdelete" reference key "set_null"',
  },
  {
    defect: 'a boolean that is neither T nor F',
    file: FILES.record,
    from: '<includename>F',
    to: '<includename>false',
    line: 4,
    element: 'customrecord_tiny.includename',
    message: 'must be T or F',
  },
  {
    defect: 'an integer that is none',
    file: FILES.record,
    from: '<displayheight>5',
    to: '<displayheight>-5',
    line: 20,
    element: 'custrecord_tiny_transaction.displayheight',
    message: 'a whole number of at least 0',
  },
  {
    defect: 'a name that is too long',
    file: FILES.list,
    from: '<name>Tiny',
    to: `<name>${'x'.repeat(31)}`,
    line: 2,
    element: 'customlist_tiny.name',
    message: '31 characters; 30 are allowed',
  },
  {
    defect: 'a script id with capitals',
    file: FILES.list,
    from: 'val_one',
    to: 'val_One',
    line: 5,
    element: 'customvalue.scriptid',
    message: 'only lower-case letters',
  },
  {
    defect: 'a script id without its prefix',
    file: FILES.record,
    from: 'custrecord_tiny_age',
    to: 'tiny_age',
    line: 22,
    element: 'customrecordcustomfield.scriptid',
    message: 'must start with custrecord_',
  },
  {
    defect: 'a script id that is too long with its prefix',
    file: FILES.record,
    from: 'custrecord_tiny_age',
    to: `custrecord_${'x'.repeat(30)}`,
    line: 22,
    element: 'customrecordcustomfield.scriptid',
    message: 'has 41 characters; 40 are allowed',
  },
  {
    defect: 'a part with an id that is there already',
    file: FILES.list,
    from: 'val_one',
    to: 'val_two',
    line: 6,
    element: 'customlist_tiny.customvalues.customvalue',
    message: 'val_two is there twice',
  },
  {
    defect: 'an element that is there twice',
    file: FILES.list,
    from: '<isordered>T',
    to: '<isordered>F</isordered><isordered>T',
    line: 3,
    element: 'customlist_tiny.isordered',
    message: 'is there twice',
    severity: 'warning',
  },
  {
    defect: 'an account-specific value',
    file: FILES.record,
    from: '[scriptid=customlist_tiny]',
    to: '[ACCOUNT_SPECIFIC_VALUE]',
    line: 10,
    element: 'custrecord_tiny_mode.selectrecordtype',
    message: 'account-specific value',
  },
  {
    defect: 'an internal id instead of a reference',
    file: FILES.record,
    from: '[scriptid=customlist_tiny]',
    to: '42',
    line: 10,
    element: 'custrecord_tiny_mode.selectrecordtype',
    message: 'Invalid "selectrecordtype" reference key "42"',
  },
  // references
  {
    defect: 'a reference to nothing',
    file: FILES.record,
    from: '[scriptid=customlist_tiny]',
    to: '[scriptid=customlist_other]',
    line: 10,
    element: 'custrecord_tiny_mode.selectrecordtype',
    message:
      'The object reference [scriptid=customlist_other] is missing in the project and also not included in the dependencies list',
  },
  {
    defect: 'a nested reference to a part that is missing',
    file: FILES.record,
    from: 'customlist_tiny.val_two',
    to: 'customlist_tiny.val_three',
    line: 11,
    element: 'custrecord_tiny_mode.defaultselection',
    message: '[scriptid=customlist_tiny.val_three] is missing in the project',
  },
  {
    defect: 'a reference without scriptid=',
    file: FILES.userEvent,
    from: '[scriptid=customrole_tiny]',
    to: '[customrole_tiny]',
    line: 10,
    element: 'customdeploy_tiny_ue.runasrole',
    message: 'Invalid "runasrole" reference key "[customrole_tiny]"',
  },
  {
    defect: 'a reference to an object of another type',
    file: FILES.userEvent,
    from: '[scriptid=customrole_tiny]',
    to: '[scriptid=customlist_tiny]',
    line: 10,
    element: 'customdeploy_tiny_ue.runasrole',
    message: 'The object field runasrole must not be [scriptid=customlist_tiny]',
  },
  {
    defect: 'a script file without brackets',
    file: FILES.userEvent,
    from: '[/SuiteScripts/tiny/tiny_ue.js]',
    to: '/SuiteScripts/tiny/tiny_ue.js',
    line: 3,
    element: 'customscript_tiny_ue.scriptfile',
    message: 'must be a file in brackets',
  },
  {
    defect: 'a script file in other capitals',
    file: FILES.userEvent,
    from: 'tiny_ue.js',
    to: 'Tiny_ue.js',
    line: 3,
    element: 'customscript_tiny_ue.scriptfile',
    message: 'could not be resolved',
  },
  // features
  {
    defect: 'a field whose feature the manifest does not name',
    file: FILES.userEvent,
    from: '<allroles>',
    to: '<audsubsidiary>1</audsubsidiary><allroles>',
    line: 8,
    element: 'customdeploy_tiny_ue.audsubsidiary',
    message:
      'The audsubsidiary field depends on the SUBSIDIARIES feature. The manifest must define the SUBSIDIARIES feature as required or optional.',
  },
  {
    defect: 'a field whose optional feature is off',
    file: FILES.userEvent,
    from: '<allroles>',
    to: '<allpartners>F</allpartners><allroles>',
    line: 8,
    element: 'customdeploy_tiny_ue.allpartners',
    message: 'ignored while the CRM feature is off',
    severity: 'warning',
  },
  {
    defect: 'a value whose feature the manifest does not name',
    file: FILES.record,
    from: '>-30<',
    to: '>-103<',
    line: 17,
    element: 'custrecord_tiny_transaction.selectrecordtype',
    message: 'depends on the LOCATIONS feature',
  },
  {
    defect: 'a script without its feature in the manifest',
    file: FILES.manifest,
    from: '<feature required="true">SERVERSIDESCRIPTING</feature>',
    to: '',
    at: FILES.mapReduce,
    line: 1,
    element: 'mapreducescript',
    message: 'The customscript_tiny_mr object depends on the SERVERSIDESCRIPTING feature. The manifest must define',
  },
  // permissions
  {
    defect: 'a permission that does not exist',
    file: FILES.role,
    from: 'TRAN_SALESORD',
    to: 'TRAN_SEARCH',
    line: 6,
    element: 'customrole_tiny.permissions.permission.permkey',
    message: 'Invalid "permkey" reference key "TRAN_SEARCH"',
  },
  {
    defect: 'a permission level that does not exist',
    file: FILES.role,
    from: 'VIEW',
    to: 'READ',
    line: 7,
    element: 'customrole_tiny.permissions.permission.permlevel',
    message: 'Invalid "permlevel" reference key "READ"',
  },
  {
    defect: 'a role and a record type that disagree on the level',
    file: FILES.role,
    from: 'EDIT',
    to: 'FULL',
    line: 9,
    element: 'customrole_tiny.permissions.permission',
    message: 'level and restriction must be equal on both sides',
  },
  {
    defect: 'a restriction on one side only',
    file: FILES.record,
    from: '</permittedlevel>',
    to: '</permittedlevel><restriction>EDIT</restriction>',
    at: FILES.role,
    line: 9,
    element: 'customrole_tiny.permissions.permission',
    message: 'level and restriction must be equal on both sides',
  },
  {
    defect: 'a record type that does not list the role that is granted to',
    file: FILES.record,
    from: '[scriptid=customrole_tiny]',
    to: 'ADMINISTRATOR',
    at: FILES.role,
    line: 9,
    element: 'customrole_tiny.permissions.permission',
    message: 'does not name the role customrole_tiny',
    severity: 'warning',
  },
  // scripts
  {
    defect: 'a mandatory script parameter',
    file: FILES.mapReduce,
    from: '<label>Limit',
    to: '<ismandatory>T</ismandatory><label>Limit',
    line: 5,
    element: 'custscript_tiny_limit.ismandatory',
    message: 'must not be mandatory',
  },
  {
    defect: 'a value for a parameter that the script has not',
    file: FILES.mapReduce,
    from: '<custscript_tiny_limit>50</custscript_tiny_limit>',
    to: '<custscript_tiny_count>50</custscript_tiny_count>',
    line: 15,
    element: 'customdeploy_tiny_mr.custscript_tiny_count',
    message: '"custscript_tiny_count" is invalid or not supported',
    severity: 'warning',
  },
  {
    defect: 'a map/reduce that is released',
    file: FILES.mapReduce,
    from: 'NOTSCHEDULED',
    to: 'RELEASED',
    line: 11,
    element: 'customdeploy_tiny_mr.status',
    message: 'Invalid "status" reference key "RELEASED"',
  },
  {
    defect: 'a user event that is scheduled',
    file: FILES.userEvent,
    from: 'RELEASED',
    to: 'SCHEDULED',
    line: 5,
    element: 'customdeploy_tiny_ue.status',
    message: 'Invalid "status" reference key "SCHEDULED"',
  },
  {
    defect: 'an execution context that does not exist',
    file: FILES.userEvent,
    from: 'USERINTERFACE|CSVIMPORT',
    to: 'USERINTERFACE|CSV_IMPORT',
    line: 9,
    element: 'customdeploy_tiny_ue.executioncontext',
    message: 'Invalid "executioncontext" reference key "CSV_IMPORT"',
  },
  {
    defect: 'a role on a scheduled deployment',
    file: FILES.scheduled,
    from: '<loglevel>',
    to: '<runasrole>ADMINISTRATOR</runasrole><loglevel>',
    line: 8,
    element: 'customdeploy_tiny_ss.runasrole',
    message: '"runasrole" is invalid or not supported',
    severity: 'warning',
  },
  {
    defect: 'a start date that does not exist',
    file: FILES.scheduled,
    from: '2026-01-01',
    to: '2026-02-30',
    line: 11,
    element: 'customdeploy_tiny_ss.recurrence.daily.startdate',
    message: 'yyyy-MM-dd',
  },
  {
    defect: 'a start time with seconds',
    file: FILES.scheduled,
    from: '00:00:00',
    to: '00:00:05Z',
    line: 12,
    element: 'customdeploy_tiny_ss.recurrence.daily.starttime',
    message: 'HH:mm:00',
  },
  {
    defect: 'a repeat in minutes',
    file: FILES.scheduled,
    from: 'PT15M',
    to: '15',
    line: 14,
    element: 'customdeploy_tiny_ss.recurrence.daily.repeat',
    message: 'Invalid "repeat" reference key "15"',
  },
  {
    defect: 'an interval out of range',
    file: FILES.scheduled,
    from: '<everyxdays>1<',
    to: '<everyxdays>0<',
    line: 13,
    element: 'customdeploy_tiny_ss.recurrence.daily.everyxdays',
    message: 'from 1 to 1000',
  },
  {
    defect: 'two kinds of recurrence',
    file: FILES.scheduled,
    from: '<recurrence>',
    to: '<recurrence><everyweekday><startdate>2026-01-01</startdate><starttime>00:00:00</starttime></everyweekday>',
    line: 9,
    element: 'customdeploy_tiny_ss.recurrence',
    message: 'exactly one of',
  },
];

describe('a package with a defect', () => {
  it.each(DEFECTS)('$defect: says so, with file, line and element', (row) => {
    const { model, report } = readProject(packWith(row.file, row.from, row.to), ACCOUNT);

    const at = report.findings.filter(
      ({ element, message }) => element === row.element && message.includes(row.message),
    );
    expect(at).toEqual([
      {
        severity: row.severity ?? 'error',
        file: row.at ?? row.file,
        line: row.line,
        element: row.element,
        message: expect.stringContaining(row.message),
      },
    ]);
    expect(report.ok).toBe(row.severity === 'warning');
    expect(model === null).toBe(row.severity !== 'warning');
  });

  it('refuses something that is no zip', () => {
    const { model, report } = readProject(strToU8('<html>'), ACCOUNT);

    expect(model).toBeNull();
    expect(report.findings).toMatchObject([{ severity: 'error', message: 'The package is not a zip file.' }]);
  });

  it.each(['manifest.xml', 'deploy.xml'])('refuses a package without %s', (file) => {
    const { [file]: removed, ...others } = TINY;
    const { report } = readProject(pack(others), ACCOUNT);

    expect(removed).toBeDefined();
    expect(report.findings).toMatchObject([{ severity: 'error', file, line: null }]);
  });

  it('refuses an object whose file has another name', () => {
    const { [FILES.list]: list = '', ...others } = TINY;
    const { report } = readProject(pack({ ...others, 'Objects/lists/customlist_small.xml': list }), ACCOUNT);

    expect(report.findings).toEqual([
      {
        severity: 'error',
        file: 'Objects/lists/customlist_small.xml',
        line: 1,
        element: 'customlist',
        message: 'The file must be named after the object: customlist_tiny.xml.',
      },
    ]);
  });

  it('refuses two objects with the same id', () => {
    const { report } = readProject(pack({ ...TINY, 'Objects/twice/customlist_tiny.xml': LIST }), ACCOUNT);

    expect(report.findings).toMatchObject([
      { severity: 'error', file: 'Objects/twice/customlist_tiny.xml', message: expect.stringContaining(FILES.list) },
    ]);
  });

  it.each([
    ['FileCabinet/SuiteScripts/tiny/.DS_Store', 'A file upload error occurred'],
    ['FileCabinet/Images/logo.png', 'cannot hold files in Images/logo.png'],
  ])('refuses the file %s', (file, message) => {
    const deploy = DEPLOY.replace('SuiteScripts/tiny/*', '*');
    const { report } = readProject(pack({ ...TINY, [FILES.deploy]: deploy, [file]: '' }), ACCOUNT);

    expect(report.findings).toMatchObject([{ severity: 'error', file, message: expect.stringContaining(message) }]);
  });

  it('reports several defects at once', () => {
    const broken = { ...TINY, [FILES.list]: LIST.replace('<name>Tiny</name>', ''), [FILES.role]: '<role' };
    const { report } = readProject(pack(broken), ACCOUNT);

    const files = new Set(report.findings.map(({ file }) => file));
    expect(files.has(FILES.list) && files.has(FILES.role)).toBe(true);
  });
});

describe('what deploy.xml does not list', () => {
  it('is left behind and named in the log', () => {
    const zip = pack({ ...TINY, 'FileCabinet/SuiteScripts/other/x.js': '', 'Translations/a.xlf': '' });
    const { model, report } = readProject(zip, ACCOUNT);

    expect(report.ok).toBe(true);
    expect(model?.files.has('/SuiteScripts/other/x.js')).toBe(false);
    expect(report.log).toContain('Not deployed, deploy.xml does not list it: FileCabinet/SuiteScripts/other/x.js');
  });

  it('is no target for a reference', () => {
    const deploy = DEPLOY.replace(
      '<path>~/Objects/*</path>',
      `<path>~/${FILES.userEvent}</path><path>~/${FILES.role}</path>`,
    );
    const { report } = readProject(pack({ ...TINY, [FILES.deploy]: deploy }), ACCOUNT);

    expect(report.findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        file: FILES.role,
        message: expect.stringContaining('[scriptid=customrecord_tiny] is missing in the project'),
      }),
    );
  });
});

describe('features that are optional and off', () => {
  it('hide a script of a kind that waits for its feature, and drop one that does not', () => {
    const manifest = MANIFEST.replace('required="true">SERVERSIDESCRIPTING', 'required="false">SERVERSIDESCRIPTING');
    const account = { ...ACCOUNT, features: ['CUSTOMRECORDS'] };
    const { model, report } = readProject(pack({ ...TINY, [FILES.manifest]: manifest }), account);

    expect(report.ok).toBe(true);
    expect(model?.scripts).toEqual([]);
    expect(model?.recordTypes).toHaveLength(1);
    expect(report.findings.map(({ severity, file, message }) => `${severity} ${file} ${message}`)).toEqual([
      `warning ${FILES.mapReduce} customscript_tiny_mr is ignored because the SERVERSIDESCRIPTING feature is not on.`,
      `warning ${FILES.scheduled} customscript_tiny_ss is ignored because the SERVERSIDESCRIPTING feature is not on.`,
      `warning ${FILES.userEvent} customscript_tiny_ue stays hidden until the SERVERSIDESCRIPTING feature is on.`,
    ]);
  });
});

describe('features.xml', () => {
  const withFeatures = (content: string): Uint8Array =>
    pack({ ...TINY, 'AccountConfiguration/features.xml': `<features>\n${content}\n</features>` });
  const feature = (id: string, status: string): string => `<feature><id>${id}</id><status>${status}</status></feature>`;

  it('can switch on a feature that the manifest requires', () => {
    const manifest = MANIFEST.replace('required="false">CRM', 'required="true">LOCATIONS');
    const zip = pack({
      ...TINY,
      [FILES.manifest]: manifest,
      'AccountConfiguration/features.xml': `<features>${feature('LOCATIONS', 'ENABLED')}</features>`,
    });

    expect(readProject(zip, ACCOUNT).report).toMatchObject({ ok: true, findings: [] });
  });

  it.each([
    ['CUSTOMRECORDS', 'ENABLED', 'warning', 'requires a Terms of Service user agreement'],
    ['NONSENSE', 'ENABLED', 'error', 'Invalid "id" reference key "NONSENSE"'],
    ['LOCATIONS', 'ON', 'error', 'Invalid "status" reference key "ON"'],
  ])('%s %s gives a finding: %s', (id, status, severity, message) => {
    const { report } = readProject(withFeatures(feature(id, status)), ACCOUNT);

    expect(report.findings).toMatchObject([{ severity, line: 2, message: expect.stringContaining(message) }]);
  });
});

describe('object types that the facts do not describe', () => {
  it('are reported once, deployed unchecked, and can be referred to', () => {
    const { model, report } = readProject(
      pack({
        ...TINY,
        'Objects/workflows/customworkflow_a.xml': '<workflow scriptid="customworkflow_a"><anything/></workflow>',
        'Objects/workflows/customworkflow_b.xml': '<workflow scriptid="customworkflow_b"/>',
      }),
      ACCOUNT,
    );

    expect(report.findings).toMatchObject([
      { severity: 'warning', element: 'workflow', message: expect.stringContaining('not checked') },
    ]);
    expect(model?.otherObjects).toEqual([
      { type: 'workflow', scriptId: 'customworkflow_a' },
      { type: 'workflow', scriptId: 'customworkflow_b' },
    ]);
  });
});
