/** Script deployments: status, log level, audience, and permitted callers. */

import type { Problem } from '../project/finding';
import type { Project, ProjectObject } from '../project/project';
import { parseScriptIdReference } from '../project/references';
import { listOf, textOf, type XmlElement } from '../project/xml';
import { defineRules, edit } from './define_rules';
import {
  MINIMAL_SCHEDULED,
  MINIMAL_SCRIPT,
  MINIMAL_SUITELET,
  MINIMAL_USER_EVENT,
  USER_EVENT_FILE,
  withScheduled,
  withSuitelet,
} from './minimal_project';
import type { Rule } from './rule';

/** A deployment and its object. */
export interface ProjectDeployment {
  readonly object: ProjectObject;
  readonly element: XmlElement;
  /** Id of the deployment, or of the script when it has none. */
  readonly name: string;
}

export function listDeployments(project: Project): readonly ProjectDeployment[] {
  return project.objects.flatMap((object) =>
    listOf(object.root, 'scriptdeployments', 'scriptdeployment').map((element) => ({
      object,
      element,
      name: element.attributes['scriptid'] ?? object.scriptId ?? object.type,
    })),
  );
}

/**
 * The other statuses of the shared list belong to runs of these scripts, not to deployments (section_157669911989,
 * section_1504707213).
 */
export const SCHEDULED_TYPES = ['mapreducescript', 'scheduledscript'];
/** Script types that never run without a deployment. A workflow action may be reached in other ways. */
const DEPLOYED_TYPES = ['usereventscript', 'clientscript', 'suitelet', 'restlet', 'portlet', ...SCHEDULED_TYPES];
/** Script types whose deployments have an audience, by their reference pages. */
const AUDIENCE_TYPES = ['usereventscript', 'clientscript', 'suitelet', 'restlet', 'portlet', 'workflowactionscript'];
const EVERYBODY = ['allroles', 'allemployees', 'allpartners'];
const SOME = ['audslctrole', 'auddepartment', 'audemployee', 'audgroup', 'audpartner', 'audsubsidiary'];

function findProblems(project: Project): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (
    code: string,
    object: ProjectObject,
    at: XmlElement,
    element: string,
    message: string,
    advice: string,
  ): void => {
    problems.push({ code, file: object.file.path, line: at.line, element, message, advice });
  };
  for (const object of project.objects) checkScript(object);
  for (const deployment of listDeployments(project)) {
    checkStatus(deployment);
    checkLogLevel(deployment);
    checkEvent(deployment);
    if (AUDIENCE_TYPES.includes(deployment.object.type)) checkAudience(deployment);
  }
  return problems;

  function checkScript(object: ProjectObject): void {
    const { type, root, scriptId } = object;
    if (type === 'sdfinstallationscript' && project.kind === 'ACCOUNTCUSTOMIZATION') {
      const message = 'Installation scripts belong to SuiteApp projects only.';
      report('SDF-SCRIPT-SUITEAPP', object, root, type, message, 'Take the object out.');
    }
    const deployments = listOf(root, 'scriptdeployments', 'scriptdeployment');
    if (deployments.length === 0 && DEPLOYED_TYPES.includes(type)) {
      const message = 'The script has no deployment: it never runs.';
      report(
        'SDF-SCRIPT-UNDEPLOYED',
        object,
        root,
        `${scriptId ?? type}.scriptdeployments`,
        message,
        'Add a <scriptdeployment>.',
      );
    }
    for (const parameter of listOf(root, 'scriptcustomfields', 'scriptcustomfield')) {
      if (textOf(parameter, 'ismandatory') !== 'T') continue;
      const name = `${parameter.attributes['scriptid']}.ismandatory`;
      const advice = 'Write F, and let the script say what it misses.';
      report('SDF-PARAMETER-MANDATORY', object, parameter, name, 'A script parameter must not be mandatory.', advice);
    }
    const seen = new Set<string>();
    for (const deployment of deployments) {
      const recordType = textOf(deployment, 'recordtype');
      if (recordType === null) continue;
      if (seen.has(recordType)) {
        const message = `The script has two deployments for ${recordType}: the earlier one is deleted when this one is created.`;
        const name = `${deployment.attributes['scriptid']}.recordtype`;
        report('SDF-DEPLOYMENT-RECORD-TWICE', object, deployment, name, message, 'Keep one of them.');
      }
      seen.add(recordType);
    }
  }

  function checkStatus({ object, element, name }: ProjectDeployment): void {
    const allowed = SCHEDULED_TYPES.includes(object.type) ? ['NOTSCHEDULED', 'SCHEDULED'] : ['RELEASED', 'TESTING'];
    const status = textOf(element, 'status');
    if (status === null) return;
    if (!allowed.includes(status)) {
      const message = `Invalid "status" reference key "${status}".`;
      report(
        'SDF-DEPLOYMENT-STATUS',
        object,
        element,
        `${name}.status`,
        message,
        `For a ${object.type} write ${allowed.join(' or ')}.`,
      );
    } else if (status === 'TESTING') {
      const message = 'The status is TESTING: the script runs for its owner and audience only.';
      report('SDF-DEPLOYMENT-TESTING', object, element, `${name}.status`, message, 'Write RELEASED.');
    }
  }

  function checkLogLevel({ object, element, name }: ProjectDeployment): void {
    const level = textOf(element, 'loglevel');
    if (level !== null && level !== 'DEBUG') return;
    const message = level === null ? 'No log level is set, which means DEBUG.' : 'The log level is DEBUG.';
    report('SDF-DEPLOYMENT-LOG', object, element, `${name}.loglevel`, message, 'Write AUDIT or ERROR.');
  }

  /** Checks the event type of a deployment (section_160321147201). */
  function checkEvent({ object, element, name }: ProjectDeployment): void {
    if (object.type !== 'suitelet') return;
    const event = textOf(element, 'eventtype');
    if (event !== null && event !== 'GET' && event !== 'POST') {
      const message = `Invalid "eventtype" reference key "${event}".`;
      report(
        'SDF-SUITELET-EVENT',
        object,
        element,
        `${name}.eventtype`,
        message,
        'Write GET or POST, or leave it out for both.',
      );
    }
    if (textOf(element, 'isonline') === 'T') {
      const message = 'The Suitelet is available without login: whoever has its address can run it.';
      report(
        'SDF-SUITELET-LOGIN',
        object,
        element,
        `${name}.isonline`,
        message,
        'Write F, unless it is meant for the whole world.',
      );
    }
  }

  function checkAudience({ object, element, name }: ProjectDeployment): void {
    const everybody = EVERYBODY.filter((field) => textOf(element, field) === 'T');
    const some = SOME.filter((field) => textOf(element, field) !== null);
    // The audience does not decide who may open a Suitelet without login.
    if (everybody.length === 0 && some.length === 0 && textOf(element, 'isonline') !== 'T') {
      const message = 'The deployment has no audience: the script runs for its owner only.';
      report(
        'SDF-AUDIENCE-EMPTY',
        object,
        element,
        name,
        message,
        'Write <allroles>T</allroles>, or list roles in <audslctrole>.',
      );
    }
    const roles = (textOf(element, 'audslctrole') ?? '').split('|').map((role) => role.trim());
    const internal = roles.filter((role) => isInternal(parseScriptIdReference(role)));
    if (everybody.includes('allroles') && internal.length > 0) {
      const message = `The audience is all internal roles, so that naming ${internal.join(' and ')} narrows nothing.`;
      report(
        'SDF-AUDIENCE-WIDE',
        object,
        element,
        `${name}.audslctrole`,
        message,
        'Write <allroles>F</allroles> if these roles are meant.',
      );
    }
    const departments = some.filter(
      (field) => field === 'auddepartment' || field === 'audemployee' || field === 'audgroup',
    );
    if (everybody.includes('allemployees') && departments.length > 0) {
      const message = `The audience is all employees, so that ${departments.join(' and ')} narrow nothing.`;
      report(
        'SDF-AUDIENCE-WIDE',
        object,
        element,
        `${name}.allemployees`,
        message,
        'Write <allemployees>F</allemployees> if these are meant.',
      );
    }
  }

  /** True for a role of the project whose center is not for partners: `allroles` includes it, but no external roles. */
  function isInternal(scriptId: string | null): boolean {
    const role = project.objects.find((object) => object.type === 'role' && object.scriptId === scriptId);
    const center = role === undefined ? null : textOf(role.root, 'centertype');
    return center !== null && !center.startsWith('[') && center !== 'PARTNERCENTER';
  }
}

const SKILL = 'Oracle’s SDK skill netsuite-sdf-safe-guide';
const userEvent = (from: string, to: string): Readonly<Record<string, string>> => ({
  [USER_EVENT_FILE]: edit(MINIMAL_USER_EVENT, from, to),
});
const KEEPS = { [USER_EVENT_FILE]: MINIMAL_USER_EVENT };
const INSTALLATION = MINIMAL_SCRIPT.replace('UserEventScript', 'SDFInstallationScript')
  .replaceAll('afterSubmit', 'run')
  .replace('{ type: context.type }', 'Object.keys(context)');
const ROLE = {
  'Objects/customrole_minimal.xml':
    '<role scriptid="customrole_minimal">\n  <name>Minimal</name>\n  <centertype>BASIC</centertype>\n</role>\n',
};

export const DEPLOYMENT_RULES: readonly Rule[] = defineRules(findProblems, [
  {
    code: 'SDF-SCRIPT-SUITEAPP',
    severity: 'error',
    title: 'An account customization project has no installation script object.',
    explanation: 'SDF installation scripts are for SuiteApps.',
    sources: ['section_1547147541'],
    breaks: {
      'Objects/customscript_minimal_install.xml':
        '<sdfinstallationscript scriptid="customscript_minimal_install">\n  <name>Install</name>\n  <scriptfile>[/SuiteScripts/minimal_install.js]</scriptfile>\n</sdfinstallationscript>\n',
      'FileCabinet/SuiteScripts/minimal_install.js': INSTALLATION,
    },
    keeps: KEEPS,
  },
  {
    code: 'SDF-SCRIPT-UNDEPLOYED',
    severity: 'warning',
    title: 'A script has a deployment.',
    explanation: 'Without one it never runs.',
    sources: ['section_158162358850'],
    breaks: {
      [USER_EVENT_FILE]: MINIMAL_USER_EVENT.replace(/ {2}<scriptdeployments>[\s\S]*<\/scriptdeployments>\n/, ''),
    },
    keeps: KEEPS,
  },
  {
    code: 'SDF-PARAMETER-MANDATORY',
    severity: 'error',
    title: 'A script parameter is not mandatory.',
    explanation:
      'A deployment by SDF cannot give the value, so a mandatory parameter fails it, says Oracle’s SDK skill.',
    sources: [SKILL],
    breaks: withScheduled(edit(MINIMAL_SCHEDULED, '<label>Limit', '<ismandatory>T</ismandatory><label>Limit')),
    keeps: withScheduled(),
  },
  {
    code: 'SDF-DEPLOYMENT-RECORD-TWICE',
    severity: 'warning',
    title: 'A script has one deployment for a record type.',
    explanation: 'Creating a second one deletes the first.',
    sources: ['subsect_1522153967'],
    breaks: userEvent(
      '</scriptdeployments>',
      `  <scriptdeployment scriptid="customdeploy_minimal_two">
      <status>RELEASED</status>
      <recordtype>ITEMFULFILLMENT</recordtype>
      <allroles>T</allroles>
      <loglevel>AUDIT</loglevel>
    </scriptdeployment>
  </scriptdeployments>`,
    ),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOYMENT-STATUS',
    severity: 'error',
    title:
      'The status suits the type: map/reduce and scheduled scripts are scheduled or not, all others released or testing.',
    explanation: 'The reference has one list for all types; the guides say which values suit which.',
    sources: ['section_158162358850', 'section_157669911989', 'section_1504707213', SKILL],
    breaks: userEvent('RELEASED', 'SCHEDULED'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOYMENT-TESTING',
    severity: 'warning',
    title: 'A deployment is released.',
    explanation: 'With TESTING, which is the default, a script runs for its owner and audience only.',
    sources: ['section_158162358850'],
    breaks: userEvent('RELEASED', 'TESTING'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-DEPLOYMENT-LOG',
    severity: 'warning',
    title: 'A deployment logs at AUDIT or above.',
    explanation: 'The default is DEBUG: every debug line of every run is kept, and readers look for errors among them.',
    sources: ['SDFxml_1812446334'],
    breaks: userEvent('AUDIT', 'DEBUG'),
    keeps: KEEPS,
  },
  {
    code: 'SDF-SUITELET-EVENT',
    severity: 'error',
    title: 'A Suitelet deployment’s event type is GET or POST.',
    explanation: 'The list of event types is shared with user events.',
    sources: ['section_160321147201'],
    breaks: withSuitelet(edit(MINIMAL_SUITELET, '<isonline>', '<eventtype>EDIT</eventtype><isonline>')),
    keeps: withSuitelet(edit(MINIMAL_SUITELET, '<isonline>', '<eventtype>GET</eventtype><isonline>')),
  },
  {
    code: 'SDF-SUITELET-LOGIN',
    severity: 'warning',
    title: 'A Suitelet asks for a login.',
    explanation: 'Available without login means that the whole world can run it, with the rights that it runs with.',
    sources: ['section_160321147201'],
    breaks: withSuitelet(edit(MINIMAL_SUITELET, '<isonline>F', '<isonline>T')),
    keeps: withSuitelet(),
  },
  {
    code: 'SDF-AUDIENCE-EMPTY',
    severity: 'warning',
    title: 'A deployment has an audience.',
    explanation: 'Without one the script runs for its owner only.',
    sources: ['SDFxml_1334137041'],
    breaks: userEvent('<allroles>T</allroles>', ''),
    keeps: userEvent('<allroles>T</allroles>', '<audslctrole>ADMINISTRATOR</audslctrole>'),
  },
  {
    code: 'SDF-AUDIENCE-WIDE',
    severity: 'warning',
    title: 'An audience is not wider than what is listed.',
    explanation:
      'allroles selects all internal roles: an internal role listed beside it changes nothing, and the list suggests that only it is meant. External roles are added by the list.',
    sources: ['SDFxml_1334137041'],
    breaks: {
      ...ROLE,
      ...userEvent('</allroles>', '</allroles><audslctrole>[scriptid=customrole_minimal]</audslctrole>'),
    },
    keeps: {
      ...ROLE,
      ...userEvent('<allroles>T</allroles>', '<audslctrole>[scriptid=customrole_minimal]</audslctrole>'),
    },
  },
]);
