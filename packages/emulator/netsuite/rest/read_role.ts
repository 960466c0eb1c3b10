/** A role as the project's own object declares it. */

import { readProjectFolder } from '../../../sdf-check';
import { buildRole } from '../project/build_model';
import type { RoleModel } from '../project/model';

/** `projectFolder`: with manifest.xml, or the one above it. Throws when the project has no such role. */
export function readRole(projectFolder: string, scriptId: string): RoleModel {
  const reading = readProjectFolder(projectFolder);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  const object = reading.project.objects.find((candidate) => candidate.scriptId === scriptId);
  if (object === undefined) throw new Error(`${reading.folder} has no object ${scriptId}.`);
  return buildRole({ ...object, scriptId });
}
