/** What the check says about this project. */

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkProject, type Project, readProjectFolder } from '../../packages/sdf-check';

const ROOT = path.join(__dirname, '../..');

function readOwnProject(): Project {
  const reading = readProjectFolder(ROOT);
  if (reading.kind === 'no project') throw new Error(reading.problem);
  return reading.project;
}

describe('this project', () => {
  it('has no finding, and no object that is not checked', () => {
    expect(checkProject(readOwnProject())).toEqual({ findings: [], unchecked: [] });
  });

  it('has its scripts compiled, without which little of it would be checked', () => {
    expect(readOwnProject().files.has('FileCabinet/SuiteScripts/aftership/scripts/send_mr.js')).toBe(true);
  });

  it('is checked in less than five seconds of a processor’s time, however busy the machine', () => {
    const start = process.cpuUsage();
    checkProject(readOwnProject());
    const { user, system } = process.cpuUsage(start);

    expect((user + system) / 1e6).toBeLessThan(5);
  });

  it('is checked before the SuiteCloud CLI sends anything', () => {
    const { status, stdout } = spawnSync(process.execPath, [path.join(ROOT, 'build/node/tools/check/main.js')], {
      cwd: ROOT,
      encoding: 'utf8',
    });

    expect(stdout).toMatch(/^0 errors, 0 warnings, 0 object types not checked\. NetSuite validates again/);
    expect(status).toBe(0);
  });
});
