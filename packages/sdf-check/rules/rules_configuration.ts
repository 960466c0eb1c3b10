/**
 * AccountConfiguration/features.xml: the features that it would switch. The help prints no example of the file; its
 * structure is taken from the error pages (section_1500942281, section_1500942128).
 */

import { FEATURES_FILE, findRoot } from '../project/build_project';
import { listDeployed } from '../project/deploy_plan';
import type { Problem } from '../project/finding';
import { readManifest } from '../project/manifest';
import { oncePerProject } from '../project/once';
import type { Project } from '../project/project';
import { findEnumeration } from '../project/schema';
import { textOf, type XmlElement } from '../project/xml';
import { adviseClosest, defineRules } from './define_rules';
import type { Rule } from './rule';

interface FeatureSwitch {
  readonly id: string;
  readonly isOn: boolean;
}

/** Features that the deployment switches: the valid entries of features.xml, when deploy.xml lists the file. */
export const readSwitches = oncePerProject((project): readonly FeatureSwitch[] =>
  listDeployed(project).has(FEATURES_FILE) ? readFeaturesFile(project).switches : [],
);

const readFeaturesFile = oncePerProject(
  (project): { readonly switches: readonly FeatureSwitch[]; readonly problems: readonly Problem[] } => {
    const switches: FeatureSwitch[] = [];
    const problems: Problem[] = [];
    const root = findRoot(project.files.get(FEATURES_FILE));
    if (root === null) return { switches, problems };
    const report = (code: string, at: XmlElement, element: string, message: string, advice: string): void => {
      problems.push({ code, file: FEATURES_FILE, line: at.line, element, message, advice });
    };
    const configurable = findEnumeration('configurable_features').values;
    const statuses = findEnumeration('feature_status').values;
    if (root.name !== 'features') {
      report('SDF-CONFIGURATION-ROOT', root, root.name, 'The root element must be "features".', 'Write <features>.');
    }
    for (const element of root.children) {
      const id = textOf(element, 'id') ?? '';
      const status = textOf(element, 'status') ?? '';
      if (element.name !== 'feature') {
        const message = `The object field "${element.name}" is invalid or not supported and will be ignored.`;
        report('SDF-CONFIGURATION-UNKNOWN', element, element.name, message, 'Write <feature>.');
      } else if (!configurable.includes(id)) {
        const message = `Invalid "id" reference key "${id}".`;
        const advice = adviseClosest(id, configurable, 'Name a feature that SDF can configure.');
        report('SDF-CONFIGURATION-FEATURE', element, 'id', message, advice);
      } else if (!statuses.includes(status)) {
        const message = `Invalid "status" reference key "${status}".`;
        report('SDF-CONFIGURATION-STATUS', element, 'status', message, `Write ${statuses.join(' or ')}.`);
      } else if (findEnumeration('features_not_controllable').values.includes(id)) {
        const verb = status === 'ENABLED' ? 'enable' : 'disable';
        const message = `You cannot use SDF to ${verb} the ${id} feature because it requires a Terms of Service user agreement.`;
        report(
          'SDF-CONFIGURATION-TERMS',
          element,
          'feature',
          message,
          'Take it out; an administrator switches it in the account.',
        );
      } else if (status === 'DISABLED' && isRequired(project, id)) {
        const message = `The ${id} feature must be enabled to deploy this project.`;
        report(
          'SDF-CONFIGURATION-CONFLICT',
          element,
          'feature',
          message,
          'The manifest requires it: take it out of one of the two.',
        );
      } else if (switches.some((other) => other.id === id)) {
        report(
          'SDF-CONFIGURATION-TWICE',
          element,
          'feature',
          `The feature ${id} is duplicated.`,
          'Keep the one that is meant.',
        );
      } else switches.push({ id, isOn: status === 'ENABLED' });
    }
    return { switches, problems };
  },
);

function isRequired(project: Project, id: string): boolean {
  return readManifest(project).features.some((feature) => feature.id === id && feature.required);
}

const PAGES = ['section_1500317605', 'section_1497980127'];
const features = (...entries: readonly string[]): Readonly<Record<string, string>> => ({
  [FEATURES_FILE]: `<features>\n${entries.join('\n')}\n</features>\n`,
});
const feature = (id: string, status: string): string => `  <feature><id>${id}</id><status>${status}</status></feature>`;
const KEEPS = features(feature('SALESORDERS', 'ENABLED'));

export const CONFIGURATION_RULES: readonly Rule[] = defineRules(
  (project) => readFeaturesFile(project).problems,
  [
    {
      code: 'SDF-CONFIGURATION-ROOT',
      severity: 'error',
      title: 'The root element of features.xml is features.',
      explanation: 'The error pages of the help name it.',
      sources: ['section_1500942281'],
      breaks: { [FEATURES_FILE]: `<configuration>${feature('SALESORDERS', 'ENABLED')}</configuration>` },
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-UNKNOWN',
      severity: 'warning',
      title: 'features.xml holds features only.',
      explanation: 'What NetSuite does with other elements is not documented.',
      sources: ['section_1500942281'],
      breaks: features('  <preference><id>X</id></preference>'),
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-FEATURE',
      severity: 'error',
      title: 'A feature in features.xml is one that SDF can configure.',
      explanation: 'The list is shorter than that of the features a manifest may name.',
      sources: ['SDFxml_2917333820', ...PAGES],
      breaks: features(feature('SALESORDER', 'ENABLED')),
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-STATUS',
      severity: 'error',
      title: 'The status of a feature is ENABLED or DISABLED.',
      explanation: 'Upper case, as the help lists them.',
      sources: ['SDFxml_700793356', 'section_1500942128'],
      breaks: features(feature('SALESORDERS', 'ON')),
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-TERMS',
      severity: 'warning',
      title: 'features.xml names no feature that needs terms of service to be accepted.',
      explanation:
        'Of 28 features SDF cannot switch any: the log says so, and the deployment goes on as if all were well.',
      sources: ['section_1500317605', 'bridgehead_1504036636', 'section_1500942398'],
      breaks: features(feature('TBA', 'ENABLED')),
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-CONFLICT',
      severity: 'error',
      title: 'features.xml disables nothing that the manifest requires.',
      explanation: 'NetSuite refuses: The X feature must be enabled to deploy this project.',
      sources: ['section_1500942041'],
      breaks: {
        ...features(feature('SALESORDERS', 'DISABLED')),
        'manifest.xml':
          '<manifest projecttype="ACCOUNTCUSTOMIZATION">\n  <projectname>Minimal</projectname>\n  <frameworkversion>1.0</frameworkversion>\n  <dependencies><features>\n    <feature required="true">SERVERSIDESCRIPTING</feature>\n    <feature required="true">SALESORDERS</feature>\n  </features></dependencies>\n</manifest>\n',
      },
      keeps: KEEPS,
    },
    {
      code: 'SDF-CONFIGURATION-TWICE',
      severity: 'error',
      title: 'features.xml names a feature once.',
      explanation: 'The help lists the error: the feature is duplicated.',
      sources: ['section_1497980127'],
      breaks: features(feature('SALESORDERS', 'ENABLED'), feature('SALESORDERS', 'ENABLED')),
      keeps: KEEPS,
    },
  ],
);
