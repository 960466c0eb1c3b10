/** Reads a role from the project's object. */

import { readProjectFolder } from '../../../sdf-check';
import { buildRole } from '../project/build_model';
import type { RoleModel } from '../project/model';

/** `projectFolder` holds manifest.xml, or its parent does. Throws when the project has no such role. */
export function readRole(projectFolder: string, scriptId: string): RoleModel {
  const reading = readProjectFolder(projectFolder);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  const object = reading.project.objects.find((candidate) => candidate.scriptId === scriptId);
  if (object === undefined) throw new Error(`${reading.folder} has no object ${scriptId}.`);
  return buildRole({ ...object, scriptId });
}
