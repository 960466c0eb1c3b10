/**
 * AccountConfiguration/features.xml: what it would switch in the account. The help prints no example of the file; the
 * shape is that of its error pages (section_1500942281, section_1500942128).
 */

import { FEATURE_MUST_BE_ON, type Findings, INVALID_KEY, UNKNOWN_ELEMENT } from './findings';
import type { Manifest } from './manifest';
import { findEnumeration } from '../../sdf/schema';
import { textOf, type XmlElement } from '../../sdf/xml';

export const FEATURES_FILE = 'AccountConfiguration/features.xml';

export interface FeatureSwitch {
  readonly id: string;
  readonly isOn: boolean;
}

export function readFeaturesFile(root: XmlElement, manifest: Manifest, findings: Findings): readonly FeatureSwitch[] {
  const switches: FeatureSwitch[] = [];
  const at = (element: XmlElement): { file: string; line: number } => ({ file: FEATURES_FILE, line: element.line });
  if (root.name !== 'features') findings.error(at(root), root.name, 'The root element must be "features".');
  for (const element of root.children) {
    const id = textOf(element, 'id') ?? '';
    const status = textOf(element, 'status') ?? '';
    if (element.name !== 'feature') findings.warning(at(element), element.name, UNKNOWN_ELEMENT(element.name));
    else if (!findEnumeration('configurable_features').values.includes(id)) {
      findings.error(at(element), 'id', INVALID_KEY('id', id));
    } else if (!findEnumeration('feature_status').values.includes(status)) {
      findings.error(at(element), 'status', INVALID_KEY('status', status));
    } else if (findEnumeration('features_not_controllable').values.includes(id)) {
      findings.warning(
        at(element),
        'feature',
        `You cannot use SDF to ${status === 'ENABLED' ? 'enable' : 'disable'} the ${id} feature because it requires a Terms of Service user agreement.`,
      );
    } else if (status === 'DISABLED' && manifest.features.some((feature) => feature.id === id && feature.required)) {
      findings.error(at(element), 'feature', FEATURE_MUST_BE_ON(id));
    } else if (switches.some((other) => other.id === id)) {
      findings.error(at(element), 'feature', `The feature ${id} is duplicated.`);
    } else switches.push({ id, isOn: status === 'ENABLED' });
  }
  return switches;
}
