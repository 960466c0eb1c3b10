/** What Oracle documents about SDF projects, as data with its sources. The check works from it, and so does the emulator. */

import permissionLevels from './permission-levels.json';
import rolePermissions from './role-permissions.json';
import sdfObjects from './sdf-objects.json';
import suiteScriptMembers from './suitescript-members.json';

const FACTS = {
  'permission-levels': permissionLevels,
  'role-permissions': rolePermissions,
  'sdf-objects': sdfObjects,
  'suitescript-members': suiteScriptMembers,
} as const;

/** The same object on every call. Callers parse what they need of it. */
export function readFacts(name: keyof typeof FACTS): unknown {
  return FACTS[name];
}
