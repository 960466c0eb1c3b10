/** Rules about account-specific and secret values: what they find, how much of it they show, and what they accept. */

import { buildProjectOfTexts } from '../project/build_project';
import type { Finding } from '../project/finding';
import { MINIMAL_PROJECT } from '../rules/minimal_project';
import { VALUE_RULES } from '../rules/rules_values';

const FILE = 'FileCabinet/SuiteScripts/values.js';
const OBJECT = 'Objects/customscript_values.xml';

type Texts = Readonly<Record<string, string>>;

function check(texts: Texts): readonly Finding[] {
  const project = buildProjectOfTexts({ ...MINIMAL_PROJECT, ...texts });
  return VALUE_RULES.flatMap((rule) => rule.check(project));
}

const summarize = (texts: Texts): readonly string[] =>
  check(texts).map(({ code, line, element }) => `${code} ${line} ${element}`.trim());

/** Concatenated here, so that secret scanners do not report this file. */
const HEX = '9f1c3b7a2d8e4f60'.repeat(4);
const RANDOM = ['q7Rk2ZpX', 'v9Lm4TnB', 's1Yw6HcD', 'e3Uf8KjG'].join('');
const GUID = ['3f2504e0', '4f89', '41d3', '9a0c', '0305e82c3301'].join('-');
const AFTERSHIP = `asat_${'0123456789abcdef'.repeat(2)}`;
const JWT = [`eyJ${RANDOM}`, `eyJ${RANDOM}`, RANDOM].join('.');

const script = (element: string): Texts => ({
  [OBJECT]: `<usereventscript scriptid="customscript_values">\n${element}\n</usereventscript>\n`,
});

describe.each(VALUE_RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  it('finds what breaks it, and nothing else does', () => {
    const findings = check(rule.breaks);

    expect(findings.length).toBeGreaterThan(0);
    expect(new Set(findings.map((finding) => finding.code))).toEqual(new Set([code]));
  });

  it('finds nothing in what keeps it', () => {
    expect(check(rule.keeps)).toEqual([]);
  });
});

describe('secrets in scripts and files', () => {
  it.each([
    ['an AfterShip key', `const a = "${AFTERSHIP}";`, 'SDF-VALUE-SECRET 2'],
    ['a private key', `const pem = '-----BEGIN RSA ${'PRIVATE'} KEY-----';`, 'SDF-VALUE-SECRET 2'],
    ['a token of NetSuite', `tokenId: '${HEX}',`, 'SDF-VALUE-SECRET 2'],
    ['a consumer secret in capitals', `CONSUMER_SECRET = "${HEX.toUpperCase()}"`, 'SDF-VALUE-SECRET 2'],
    ['a token in an OAuth header', `'OAuth oauth_token="${HEX}"'`, 'SDF-VALUE-SECRET 2'],
    ['a bearer token', `headers.Authorization = 'Bearer ${RANDOM}';`, 'SDF-VALUE-SECRET 2 Authorization'],
    ['a basic header', `Authorization: 'Basic ${RANDOM}=='`, 'SDF-VALUE-SECRET 2 Authorization'],
    ['a signed token', `x = '${JWT}'`, 'SDF-VALUE-SECRET 2'],
    ['an AWS key', `'${'AKIA'}${'Q3ZT7WLM2XPK9RSV'}'`, 'SDF-VALUE-SECRET 2'],
    ['an API key by its name', `const apiKey = '${RANDOM}';`, 'SDF-VALUE-SECRET-LIKELY 2 apiKey'],
    ['an API key in a header', `'as-api-key': "${RANDOM}",`, 'SDF-VALUE-SECRET-LIKELY 2 as-api-key'],
    ['an API key that is a GUID', `apiKey: '${GUID}'`, 'SDF-VALUE-SECRET-LIKELY 2 apiKey'],
    ['a key in JSON', `{ "client_secret": "${RANDOM}" }`, 'SDF-VALUE-SECRET-LIKELY 2 client_secret'],
    ['a password', `var password = 'Hunter2!x';`, 'SDF-VALUE-SECRET-LIKELY 2 password'],
    ['a password in an address', `'sftp://joe:Hunter2x@ftp.aftership.com/'`, 'SDF-VALUE-SECRET-LIKELY 2'],
  ])('are found: %s', (_what, line, expected) => {
    expect(summarize({ [FILE]: `// first line\n${line}\n` })).toEqual([expected]);
  });

  it.each([
    ['a hash', `const sha256 = '${HEX}';`],
    ['a digest named after a token', `tokenHash: '${HEX}'`],
    ['a hash without a name', `'${HEX}'`],
    ['an integrity attribute', `<script integrity="sha256-${RANDOM}"></script>`],
    ['a GUID', `const id = '${GUID}';`],
    ['the id of a credential field', `passwordGuid: '${GUID}'`],
    ['a placeholder', `apiKey: 'YOUR-API-KEY-000000001', password: 'changeme1', token: '<token>'`],
    ['an example', `apiKey: 'example0123456789abcdef'`],
    ['a script id', `secret: 'custsecret_aftership_key1', password: 'custbody_field_2'`],
    ['a name', `token: 'access_token', key: 'primaryKey', secret: 'client-secret-name', password: 'password2'`],
    ['an own variable', `const apiKey = secrets.apiKey; password = getPassword(1);`],
    ['a template', 'Authorization: `Bearer ${token}`, url: `https://${user}:${password}@x.com`'],
    ['a header without a value', `'Bearer ' + token`],
    ['an address without a password', `tokenUrl: 'https://api.example.com/v2/token1/abc'`],
    ['a path', `tokenPath = '/oauth2/v1/token/0a1b2c3d4e'`],
    ['a sentence', `secret: 'Keep it in API secret number 1, please'`],
    ['a comparison', `if (apiKey === '${RANDOM}') { }`],
    ['a label', `<label>Password1</label> "passwordLabel": "Password 1!"`],
    ['field names', `getValue({ fieldId: 'custrecord_api_key_1' })`],
    ['a number', `const tokenLimit = 1234567890123456; maxTokens: '4096'`],
    ['packed data', `${'x'.repeat(1990)} apiKey='${RANDOM}'`],
    ['a hidden value', `password: '********', secret: '(Encrypted)'`],
  ])('are not found in %s', (_what, line) => {
    expect(summarize({ [FILE]: `${line}\n` })).toEqual([]);
  });

  it('are never shown whole', () => {
    const texts = {
      [FILE]: `apiKey = '${RANDOM}'\ntokenSecret: '${HEX}'\nx = "${AFTERSHIP}"\npassword = 'Hunter2!x'\n`,
    };

    const findings = check(texts);
    const printed = JSON.stringify(findings);

    expect(findings).toHaveLength(4);
    for (const secret of [RANDOM, HEX, AFTERSHIP, 'Hunter2!x']) {
      expect(printed).not.toContain(secret.slice(0, 6));
      expect(printed).toContain(`${secret.slice(0, 4)}… (${secret.length} characters)`);
    }
  });

  it('are found in objects, by the name of the element', () => {
    const deployment = `<scriptdeployments><scriptdeployment scriptid="customdeploy_values">\n<custscript_values_api_key>${RANDOM}</custscript_values_api_key>\n</scriptdeployment></scriptdeployments>`;

    expect(summarize(script(deployment))).toEqual(['SDF-VALUE-SECRET-LIKELY 3 custscript_values_api_key']);
  });

  it('are not looked for in the packed definition of a saved search', () => {
    const search = `<savedsearch scriptid="customsearch_values">\n<definition>${HEX}@GZC@2019.2.0.162@H4sI${RANDOM.repeat(40)}</definition>\n</savedsearch>`;

    expect(summarize({ 'Objects/customsearch_values.xml': search })).toEqual([]);
  });
});

describe('accounts', () => {
  it.each([
    ['a domain', "'https://4829173.app.netsuite.com/app/x'", '4829173'],
    ['a sandbox’s domain', "'https://4829173-sb1.suitetalk.api.netsuite.com/x'", '4829173-sb1'],
    ['a test drive’s domain', "'https://tstdrv4829173.restlets.api.netsuite.com'", 'tstdrv4829173'],
    ['an id of a sandbox', "account: '4829173_SB1'", '4829173_SB1'],
    ['an external address', "'/core/media/media.nl?id=5&c=4829173&h=abc'", '4829173'],
    ['a realm', `'OAuth realm="4829173"'`, '4829173'],
    ['an assignment', "const accountId = '4829173';", '4829173'],
  ])('are found: %s', (_what, line, account) => {
    expect(summarize({ [FILE]: `\n${line}\n` })).toEqual([`SDF-VALUE-ACCOUNT 2 ${account}`]);
  });

  it.each([
    ['an account of the documents', "'https://1234567.app.netsuite.com', '123456_SB1', 'TSTDRV1234567'"],
    ['a domain without an account', "'https://system.netsuite.com', 'https://rest.na2.netsuite.com'"],
    ['a template', '`https://${account}.app.netsuite.com`'],
    ['a number', "const amount = 4829173; total: '4829173', accountName: '4829173'"],
    ['an empty query', "'?compid=&c='"],
    ['a name with a number', "x = 'RELEASE_4829173_SB'"],
  ])('are not found in %s', (_what, line) => {
    expect(summarize({ [FILE]: `${line}\n` })).toEqual([]);
  });

  it('are reported once a line', () => {
    const line = "['https://4829173.app.netsuite.com', 'https://4829173.restlets.api.netsuite.com']";

    expect(summarize({ [FILE]: line })).toEqual(['SDF-VALUE-ACCOUNT 1 4829173']);
  });

  it('are found in configuration', () => {
    const text = '<features>\n<!-- of 4829173_SB2 -->\n</features>';

    expect(summarize({ 'AccountConfiguration/features.xml': text })).toEqual(['SDF-VALUE-ACCOUNT 2 4829173_SB2']);
  });
});

describe('values in objects', () => {
  it('are e-mail addresses of a company, shown in part', () => {
    const findings = check(script('<notifyemails>jo.doe@aftership.com,it@aftership.com</notifyemails>'));

    expect(findings.map(({ code, line }) => [code, line])).toEqual([
      ['SDF-VALUE-EMAIL', 2],
      ['SDF-VALUE-EMAIL', 2],
    ]);
    expect(findings[0]?.message).toContain('jo…@aftership.com');
    expect(JSON.stringify(findings)).not.toContain('jo.doe');
  });

  it.each([
    ['<notifyemails></notifyemails>'],
    ['<notifyemails>jo@example.com</notifyemails>'],
    ['<notifyemails>jo@mail.example.org|x@y.test</notifyemails>'],
    ['<description>Write to support@aftership.com.</description>'],
    ['<notifygroup></notifygroup>'],
    ['<audgroup/>'],
    ['<isinactive>F</isinactive>'],
  ])('may be %s', (element) => {
    expect(summarize(script(element))).toEqual([]);
  });

  it.each(['notifygroup', 'auddepartment', 'audemployee', 'audgroup', 'audpartner', 'audsubsidiary'])(
    'cannot be anything in %s, which takes no account-specific values',
    (name) => {
      expect(summarize(script(`<x>\n<${name}>17</${name}>\n</x>`))).toEqual([`SDF-VALUE-UNSUPPORTED 3 ${name}`]);
    },
  );

  const parameter = (type: string, value: string): Texts =>
    script(
      `<scriptcustomfields><scriptcustomfield scriptid="custscript_values_who"><fieldtype>${type}</fieldtype></scriptcustomfield></scriptcustomfields>
<scriptdeployments><scriptdeployment><custscript_values_who>${value}</custscript_values_who></scriptdeployment></scriptdeployments>`,
    );

  it.each([
    ['SELECT', '1093', ['SDF-VALUE-INTERNAL-ID 3 custscript_values_who']],
    ['MULTISELECT', '5|17', ['SDF-VALUE-INTERNAL-ID 3 custscript_values_who']],
    ['INTEGER', '1093', []],
    ['TEXT', '1093', []],
    ['SELECT', '[scriptid=customlist_x.val_y]', []],
    ['SELECT', '', []],
    ['SELECT', '[ACCOUNT_SPECIFIC_VALUE]', ['SDF-VALUE-OPEN 3 custscript_values_who']],
  ])('given to a parameter of type %s may be %j or not', (type, value, expected) => {
    expect(summarize(parameter(type, value))).toEqual(expected);
  });

  it('are internal ids where a list field has one for its default', () => {
    const field =
      '<scriptcustomfields><scriptcustomfield scriptid="custscript_values_who">\n<fieldtype>SELECT</fieldtype>\n<defaultvalue>12</defaultvalue></scriptcustomfield></scriptcustomfields>';

    expect(summarize(script(field))).toEqual(['SDF-VALUE-INTERNAL-ID 4 defaultvalue']);
  });
});
