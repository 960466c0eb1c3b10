/**
 * manifest.xml: the project's type, its features, and the objects and files that it expects in the account
 * (section_1523378695, section_1523379149, section_1523376375).
 */

import { oncePerProject } from './once';
import { childOf, textOf, type XmlElement } from './xml';

interface FeatureDependency {
  readonly id: string;
  readonly required: boolean;
}

interface ManifestFeature extends FeatureDependency {
  readonly element: XmlElement;
}

/** A script id, `parent.child` for a nested one, or a File Cabinet path. */
interface ManifestDependency {
  readonly id: string;
  readonly element: XmlElement;
}

export interface Manifest {
  readonly name: string;
  readonly features: readonly ManifestFeature[];
  /** Objects that the account already has. */
  readonly objects: readonly ManifestDependency[];
  readonly files: readonly ManifestDependency[];
  /** `publisher.project` of a SuiteApp. */
  readonly applicationId: string | null;
}

const EMPTY: Manifest = { name: '', features: [], objects: [], files: [], applicationId: null };

/** Empty when there is no readable manifest. */
export const readManifest = oncePerProject(({ manifest: root }): Manifest => {
  if (root === null) return EMPTY;
  const dependencies = childOf(root, 'dependencies');
  const itemsOf = (container: string): readonly XmlElement[] =>
    dependencies === null ? [] : (childOf(dependencies, container)?.children ?? []);
  const applicationObjects = itemsOf('applications').flatMap(
    (application) => childOf(application, 'objects')?.children ?? [],
  );
  const named = (element: XmlElement): ManifestDependency => ({ id: element.text, element });
  const publisher = textOf(root, 'publisherid');
  const project = textOf(root, 'projectid');
  return {
    name: textOf(root, 'projectname') ?? '',
    features: itemsOf('features').map((element) => ({
      id: element.text,
      required: element.attributes['required'] === 'true',
      element,
    })),
    objects: [...itemsOf('objects'), ...applicationObjects].map(named),
    files: itemsOf('files').map(named),
    applicationId: publisher === null || project === null ? null : `${publisher}.${project}`,
  };
});
