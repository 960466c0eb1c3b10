/** The small valid project to which every rule's fixtures are added, and files that several fixtures share. */

import { edit } from './define_rules';

export const MINIMAL_MANIFEST = `<manifest projecttype="ACCOUNTCUSTOMIZATION">
  <projectname>Minimal</projectname>
  <frameworkversion>1.0</frameworkversion>
  <dependencies>
    <features>
      <feature required="true">SERVERSIDESCRIPTING</feature>
      <feature required="true">CUSTOMRECORDS</feature>
    </features>
  </dependencies>
</manifest>
`;

export const MINIMAL_DEPLOY = `<deploy>
  <configuration>
    <path>~/AccountConfiguration/*</path>
  </configuration>
  <files>
    <path>~/FileCabinet/SuiteScripts/*</path>
  </files>
  <objects>
    <path>~/Objects/*</path>
  </objects>
  <translationimports>
    <path>~/Translations/*</path>
  </translationimports>
</deploy>
`;

export const MINIMAL_SCRIPT = `/**
 * @NApiVersion 2.1
 * @NScriptType UserEventScript
 * @NModuleScope SameAccount
 */
define(['N/log'], (log) => {
  const afterSubmit = (context) => {
    log.audit({ title: 'Saved', details: { type: context.type } });
  };
  return { afterSubmit };
});
`;

export const MINIMAL_USER_EVENT = `<usereventscript scriptid="customscript_minimal_ue">
  <name>Minimal (User Event)</name>
  <scriptfile>[/SuiteScripts/minimal_ue.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_minimal_ue">
      <status>RELEASED</status>
      <recordtype>ITEMFULFILLMENT</recordtype>
      <allroles>T</allroles>
      <loglevel>AUDIT</loglevel>
    </scriptdeployment>
  </scriptdeployments>
</usereventscript>
`;

/** Files of the minimal project. A fixture replaces or adds files. */
export const MINIMAL_PROJECT: Readonly<Record<string, string>> = {
  'manifest.xml': MINIMAL_MANIFEST,
  'deploy.xml': MINIMAL_DEPLOY,
  'Objects/customscript_minimal_ue.xml': MINIMAL_USER_EVENT,
  'FileCabinet/SuiteScripts/minimal_ue.js': MINIMAL_SCRIPT,
};

/** Files that are valid beside the minimal project; fixtures edit them. */
export const LIST_FILE = 'Objects/customlist_minimal.xml';
export const MINIMAL_LIST = `<customlist scriptid="customlist_minimal">
  <name>Minimal</name>
  <isordered>T</isordered>
  <customvalues>
    <customvalue scriptid="val_one">
      <value>One</value>
    </customvalue>
    <customvalue scriptid="val_two">
      <value>Two</value>
    </customvalue>
  </customvalues>
</customlist>
`;

export const RECORD_FILE = 'Objects/customrecord_minimal.xml';
export const MINIMAL_RECORD = `<customrecordtype scriptid="customrecord_minimal">
  <recordname>Minimal</recordname>
  <accesstype>CUSTRECORDENTRYPERM</accesstype>
  <includename>F</includename>
  <customrecordcustomfields>
    <customrecordcustomfield scriptid="custrecord_minimal_age">
      <label>Age</label>
      <fieldtype>INTEGER</fieldtype>
      <displayheight>5</displayheight>
    </customrecordcustomfield>
  </customrecordcustomfields>
</customrecordtype>
`;

export const ROLE_FILE = 'Objects/customrole_minimal.xml';
export const MINIMAL_ROLE = `<role scriptid="customrole_minimal">
  <name>Minimal</name>
  <centertype>BASIC</centertype>
  <permissions>
    <permission>
      <permkey>LIST_CUSTJOB</permkey>
      <permlevel>VIEW</permlevel>
    </permission>
  </permissions>
</role>
`;

export const USER_EVENT_FILE = 'Objects/customscript_minimal_ue.xml';

const SCHEDULED_FILE = 'Objects/customscript_minimal_ss.xml';
export const MINIMAL_SCHEDULED = `<scheduledscript scriptid="customscript_minimal_ss">
  <name>Minimal (Scheduled)</name>
  <scriptfile>[/SuiteScripts/minimal_ss.js]</scriptfile>
  <scriptcustomfields>
    <scriptcustomfield scriptid="custscript_minimal_limit">
      <label>Limit</label>
      <fieldtype>INTEGER</fieldtype>
    </scriptcustomfield>
  </scriptcustomfields>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_minimal_ss">
      <title>Minimal</title>
      <status>SCHEDULED</status>
      <loglevel>AUDIT</loglevel>
      <custscript_minimal_limit>50</custscript_minimal_limit>
      <recurrence>
        <daily>
          <startdate>2030-01-01</startdate>
          <starttime>00:00:00</starttime>
          <everyxdays>1</everyxdays>
          <repeat>PT15M</repeat>
        </daily>
      </recurrence>
    </scriptdeployment>
  </scriptdeployments>
</scheduledscript>
`;

const SUITELET_FILE = 'Objects/customscript_minimal_sl.xml';
export const MINIMAL_SUITELET = `<suitelet scriptid="customscript_minimal_sl">
  <name>Minimal (Suitelet)</name>
  <scriptfile>[/SuiteScripts/minimal_sl.js]</scriptfile>
  <scriptdeployments>
    <scriptdeployment scriptid="customdeploy_minimal_sl">
      <title>Minimal</title>
      <status>RELEASED</status>
      <audslctrole>ADMINISTRATOR</audslctrole>
      <isonline>F</isonline>
      <loglevel>AUDIT</loglevel>
    </scriptdeployment>
  </scriptdeployments>
</suitelet>
`;

/** The script file for the scheduled script or the Suitelet above. */
export function buildScript(kind: 'ScheduledScript' | 'Suitelet'): Readonly<Record<string, string>> {
  const [file, entryPoint] = kind === 'Suitelet' ? ['minimal_sl.js', 'onRequest'] : ['minimal_ss.js', 'execute'];
  const text = edit(
    edit(edit(MINIMAL_SCRIPT, 'UserEventScript', kind), 'afterSubmit', entryPoint),
    '{ afterSubmit }',
    `{ ${entryPoint} }`,
  );
  return { [`FileCabinet/SuiteScripts/${file}`]: edit(text, '{ type: context.type }', 'Object.keys(context)') };
}

export function withScheduled(object = MINIMAL_SCHEDULED): Readonly<Record<string, string>> {
  return { [SCHEDULED_FILE]: object, ...buildScript('ScheduledScript') };
}

export function withSuitelet(object = MINIMAL_SUITELET): Readonly<Record<string, string>> {
  return { [SUITELET_FILE]: object, ...buildScript('Suitelet') };
}
