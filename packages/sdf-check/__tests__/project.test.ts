import { buildProject, buildProjectOfTexts } from '../project/build_project';
import type { Finding } from '../project/finding';
import { edit } from '../rules/define_rules';
import {
  LIST_FILE,
  MINIMAL_DEPLOY,
  MINIMAL_LIST,
  MINIMAL_PROJECT,
  MINIMAL_RECORD,
  RECORD_FILE,
} from '../rules/minimal_project';
import { checkProject } from '../rules/rules';

function check(files: Readonly<Record<string, string>>): readonly Finding[] {
  return checkProject(buildProjectOfTexts({ ...MINIMAL_PROJECT, ...files })).findings;
}

describe('a SuiteApp', () => {
  const manifest = `<manifest projecttype="SUITEAPP">
  <publisherid>com.example</publisherid>
  <projectid>tiny</projectid>
  <projectname>Tiny</projectname>
  <projectversion>1.0.0</projectversion>
  <frameworkversion>1.0</frameworkversion>
  <dependencies><features><feature required="true">SERVERSIDESCRIPTING</feature></features></dependencies>
</manifest>`;
  const folder = 'FileCabinet/SuiteApps/com.example.tiny';
  const deploy = `<deploy>
  <files><path>~/${folder}/*</path></files>
  <objects><path>~/Objects/*</path></objects>
</deploy>`;
  const { 'FileCabinet/SuiteScripts/minimal_ue.js': script = '', 'Objects/customscript_minimal_ue.xml': object = '' } =
    MINIMAL_PROJECT;
  const files = {
    'manifest.xml': manifest,
    'deploy.xml': deploy,
    'InstallationPreferences/locking.xml': '<preference/>',
    [`${folder}/minimal_ue.js`]: script,
    'Objects/customscript_minimal_ue.xml': edit(object, '/SuiteScripts/', '/SuiteApps/com.example.tiny/'),
  };
  const find = (changes: Readonly<Record<string, string>>): readonly Finding[] =>
    checkProject(buildProjectOfTexts({ ...files, ...changes })).findings;

  it('may have its own folders and preferences, and needs fewer sections in deploy.xml', () => {
    expect(find({})).toEqual([]);
  });

  it('needs its publisher', () => {
    const broken = edit(manifest, '<publisherid>com.example</publisherid>', '');

    expect(find({ 'manifest.xml': broken })).toMatchObject([{ code: 'SDF-MANIFEST-FIELD', element: 'publisherid' }]);
  });

  it('may name its own application in a reference, and no other that the manifest does not', () => {
    const withRole = (application: string): Readonly<Record<string, string>> => ({
      'Objects/customrole_tiny.xml':
        '<role scriptid="customrole_tiny"><name>Tiny</name><centertype>BASIC</centertype></role>',
      'Objects/customscript_minimal_ue.xml': edit(
        files['Objects/customscript_minimal_ue.xml'],
        '<allroles>',
        `<runasrole>[appid=${application}, scriptid=customrole_tiny]</runasrole><allroles>`,
      ),
    });

    expect(find(withRole('com.example.tiny'))).toEqual([]);
    expect(find(withRole('com.example.other'))).toMatchObject([{ code: 'SDF-REFERENCE-MISSING' }]);
  });
});

describe('types that the facts do not describe', () => {
  it('are named once each, and never wrong', () => {
    const { findings, unchecked } = checkProject(
      buildProjectOfTexts({
        ...MINIMAL_PROJECT,
        'Objects/customworkflow_a.xml': '<workflow scriptid="customworkflow_a"><whatever/></workflow>',
        'Objects/customworkflow_b.xml': '<workflow scriptid="customworkflow_b"><a>[scriptid=nowhere]</a></workflow>',
        'Objects/custspa_a.xml': '<singlepageapp scriptid="custspa_a"/>',
      }),
    );

    expect(findings).toEqual([]);
    expect(unchecked).toEqual([
      { type: 'workflow', file: 'Objects/customworkflow_a.xml', count: 2 },
      { type: 'singlepageapp', file: 'Objects/custspa_a.xml', count: 1 },
    ]);
  });
});

describe('advice', () => {
  it('names the element that was meant', () => {
    const text = edit(MINIMAL_LIST, 'isordered>T</isordered', 'isOrdered>T</isOrdered');

    expect(check({ [LIST_FILE]: text })).toMatchObject([
      { element: 'customlist_minimal.isOrdered', advice: expect.stringContaining('Write isordered,') },
    ]);
  });

  it('says when deploy.xml is what hides a file or an object', () => {
    const deploy = edit(
      MINIMAL_DEPLOY,
      '<path>~/FileCabinet/SuiteScripts/*',
      '<path>~/FileCabinet/SuiteScripts/other/*',
    );
    const findings = check({ 'deploy.xml': deploy, 'FileCabinet/SuiteScripts/other/x.txt': 'x' });

    expect(findings.find(({ code }) => code === 'SDF-REFERENCE-FILE')?.advice).toContain(
      'no path of deploy.xml lists it',
    );
  });

  it('tells a folder in other capitals', () => {
    const findings = check({ 'deploy.xml': edit(MINIMAL_DEPLOY, 'SuiteScripts/*', 'suitescripts/*') });

    expect(findings.find(({ code }) => code === 'SDF-DEPLOY-FOLDER-EMPTY')?.advice).toBe(
      'Capitals count: the project has ~/FileCabinet/SuiteScripts.',
    );
  });
});

describe('what is left alone', () => {
  it.each([
    [
      'unset fields, as exports write them',
      { [LIST_FILE]: edit(MINIMAL_LIST, '<isordered>', '<description></description><isordered>') },
    ],
    [
      'an id that NetSuite gave',
      {
        'Objects/customlist102.xml': MINIMAL_LIST.replace('customlist_minimal', 'customlist102'),
      },
    ],
    [
      'an integration record that deploy.xml does not list',
      {
        'deploy.xml': edit(MINIMAL_DEPLOY, '~/Objects/*', '~/Objects/mine/*'),
        'Objects/customscript_minimal_ue.xml': '',
        'Objects/mine/customscript_minimal_ue.xml': MINIMAL_PROJECT['Objects/customscript_minimal_ue.xml'] ?? '',
        'Objects/integration/custinteg_x.xml': '<integration scriptid="custinteg_x"/>',
      },
    ],
    [
      'values of one of NetSuite’s lists where any object may stand',
      {
        [RECORD_FILE]: edit(
          MINIMAL_RECORD,
          '<displayheight>5</displayheight>',
          '<customfieldfilters><customfieldfilter><fldfilter>STDITEMITEMTYPE</fldfilter><fldfiltersel>1</fldfiltersel></customfieldfilter></customfieldfilters>',
        ),
      },
    ],
  ])('%s', (_case, files: Readonly<Record<string, string>>) => {
    const project = buildProjectOfTexts({ ...MINIMAL_PROJECT, ...files });
    const kept = [...project.files.values()].filter(({ path: file, bytes }) => files[file] !== '' || bytes.length > 0);

    expect(checkProject(buildProject(kept)).findings).toEqual([]);
  });
});

describe('an element that stands twice', () => {
  it.each([
    ['manifest.xml', '<frameworkversion>1.0</frameworkversion>', 'SDF-MANIFEST-TWICE'],
    ['manifest.xml', '<dependencies>', 'SDF-MANIFEST-TWICE'],
    ['deploy.xml', '<files>', 'SDF-DEPLOY-TWICE'],
  ])('in %s is found: %s', (file, element, code) => {
    const added = element.endsWith('s>') ? `${element}${element.replace('<', '</')}${element}` : `${element}${element}`;
    const { [file]: text = '' } = MINIMAL_PROJECT;

    expect(check({ [file]: edit(text, element, added) })).toContainEqual(expect.objectContaining({ code, file }));
  });

  it('in the permission list of a record type is found', () => {
    const permission =
      '<permission><permittedrole>ADMINISTRATOR</permittedrole><permittedlevel>FULL</permittedlevel></permission>';
    const withList = (permissions: string): string =>
      edit(MINIMAL_RECORD, '</customrecordtype>', `<permissions>${permissions}</permissions></customrecordtype>`);

    expect(check({ [RECORD_FILE]: withList(permission) })).toEqual([]);
    expect(check({ [RECORD_FILE]: withList(permission + permission) })).toMatchObject([
      { code: 'SDF-PERMISSION-TWICE', element: 'customrecord_minimal.permissions.permission.permittedrole' },
    ]);
  });
});

describe('a list of NetSuite’s that the facts hold in part', () => {
  const field = (element: string): Readonly<Record<string, string>> => ({
    [RECORD_FILE]: edit(MINIMAL_RECORD, '<displayheight>5</displayheight>', element),
  });

  it.each(['<sourcelist>STDBODYENTITY</sourcelist>', '<defaultselection>5</defaultselection>'])(
    'takes %s',
    (element) => {
      expect(check(field(element)).filter(({ code }) => code === 'SDF-VALUE-KEY')).toEqual([]);
    },
  );

  it.each([
    '<sourcelist>The customer of the order</sourcelist>',
    '<sourcelist>5</sourcelist>',
    '<defaultselection>The customer</defaultselection>',
    '<selectrecordtype>TRANSACTION</selectrecordtype>',
  ])('does not take %s', (element) => {
    expect(check(field(element))).toContainEqual(expect.objectContaining({ code: 'SDF-VALUE-KEY' }));
  });
});
