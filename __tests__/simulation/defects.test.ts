import { Script } from 'node:vm';
import { unzipSync } from 'fflate';
import { applyDefect, replaceOnce, SCRIPTS_FOLDER } from '../../tools/defects/apply';
import { DEFECTS } from '../../tools/defects/defects';
import { zipProject } from '../../tools/project';

const zip = zipProject();

describe('deliberate defects', () => {
  test('are at least thirty, each with a name of its own', () => {
    expect(new Set(DEFECTS.map(({ name }) => name)).size).toBe(DEFECTS.length);
    expect(DEFECTS.length).toBeGreaterThanOrEqual(30);
  });

  test.each(DEFECTS.map((defect) => [defect.name, defect] as const))(
    '%s: still fits the compiled script, changes it, and leaves it JavaScript',
    (_name, defect) => {
      const path = `${SCRIPTS_FOLDER}${defect.file}`;
      const read = (files: Record<string, Uint8Array>): string => new TextDecoder().decode(files[path]);

      const changed = read(unzipSync(applyDefect(zip, defect)));

      expect(changed).not.toBe(read(unzipSync(zip)));
      expect(() => new Script(changed)).not.toThrow();
    },
  );

  test('a text that stands there twice or not at all is refused', () => {
    const defect = { name: 'x', file: 'a.js', text: 'one', becomes: 'two', themes: [] };

    expect(() => replaceOnce('one one', defect)).toThrow('stands 2 times in a.js');
    expect(() => replaceOnce('none of it', { ...defect, text: 'absent' })).toThrow('stands 0 times in a.js');
  });
});
