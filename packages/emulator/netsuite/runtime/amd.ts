/**
 * Loads files as NetSuite does: one synchronous define in each file, modules by absolute or relative path, N/ modules
 * by name. Each invocation has its own loader, so that invocations share no memory.
 */

import type { Engine, Invocation } from './engine';
import { NotEmulated } from './faults';

interface Definition {
  readonly dependencies: readonly string[];
  readonly factory: unknown;
}

interface Instance {
  value: unknown;
}

export class Loader {
  private readonly instances = new Map<string, Instance>();

  constructor(
    private readonly engine: Engine,
    private readonly invocation: Invocation,
  ) {}

  /** Value of a file, by its File Cabinet path. */
  load(file: string): unknown {
    const known = this.instances.get(file);
    if (known !== undefined) return known.value;
    if (!this.engine.files.has(file)) throw this.fault('EMULATED_MODULE_NOT_FOUND', `Module does not exist: ${file}`);
    this.invocation.modules.add(file);
    const instance: Instance = { value: this.engine.realm.emptyObject() };
    this.instances.set(file, instance);
    const definition = this.define(file);
    this.invocation.bytes += this.engine.sizeOf(file);
    instance.value = this.instantiate(file, definition, instance);
    return instance.value;
  }

  /** Result of a script's own `require('./x')`. */
  resolve(name: string, from: string): unknown {
    if (name === 'N' || name.startsWith('N/')) {
      this.invocation.modules.add(name);
      return this.engine.module(name);
    }
    return this.load(this.pathOf(name, from));
  }

  private define(file: string): Definition {
    const found: Definition[] = [];
    const define = (...parts: unknown[]): void => {
      if (typeof parts[0] === 'string') parts.shift();
      const dependencies = Array.isArray(parts[0]) ? parts.shift() : ['require', 'exports', 'module'];
      found.push({ dependencies: Array.from(dependencies as ArrayLike<unknown>, String), factory: parts[0] });
    };
    const require = (): never =>
      this.engine.remember(this.invocation, () => {
        throw new NotEmulated('the global require: an entry-point script uses define (section_4527904430)');
      });
    this.engine.factory(file)(define, require);
    const [definition] = found;
    if (definition === undefined) throw this.fault('FAILED_TO_VALIDATE_SCRIPT_FILE', `${file} has no define.`);
    if (found.length > 1) throw this.fault('MULTIPLE_DEFINE_CALLS', `${file} calls define more than once.`);
    return definition;
  }

  private instantiate(file: string, definition: Definition, instance: Instance): unknown {
    const exported = instance.value;
    const values = definition.dependencies.map((name) => {
      if (name === 'require') return this.requireFrom(file);
      if (name === 'exports') return exported;
      if (name === 'module') return this.engine.realm.plain({ id: file });
      return this.resolve(name, file);
    });
    const { factory } = definition;
    if (typeof factory !== 'function') return factory;
    this.invocation.defineDepth += 1;
    try {
      const returned: unknown = Reflect.apply(factory, undefined, values);
      return returned === undefined ? exported : returned;
    } finally {
      this.invocation.defineDepth -= 1;
    }
  }

  private requireFrom(file: string): (...parts: unknown[]) => unknown {
    return (...parts) => {
      const [names, then] = parts;
      if (typeof names === 'string') return this.resolve(names, file);
      if (!Array.isArray(names)) throw this.fault('SSS_INVALID_TYPE_ARG', 'require takes a name or a list of names.');
      const values = names.map((name) => this.resolve(String(name), file));
      return typeof then === 'function' ? Reflect.apply(then, undefined, values) : undefined;
    };
  }

  private pathOf(name: string, from: string): string {
    const known = paths.get(from) ?? new Map<string, string>();
    if (known.size === 0) paths.set(from, known);
    const path = known.get(name) ?? resolvePath(name, from);
    known.set(name, path);
    return this.engine.files.has(path) || !this.engine.files.has(`${path}.js`) ? path : `${path}.js`;
  }

  private fault(name: string, message: string): object {
    return this.engine.realm.error(name, message);
  }
}

/** Resolved names by the file that asks for them: a file asks for the same names in each invocation. */
const paths = new Map<string, Map<string, string>>();

function resolvePath(name: string, from: string): string {
  const pieces = name.startsWith('.') ? [...from.split('/').slice(0, -1), ...name.split('/')] : name.split('/');
  const path: string[] = [];
  for (const piece of pieces) {
    if (piece === '' || piece === '.') continue;
    if (piece === '..') path.pop();
    else path.push(piece);
  }
  return `/${path.join('/')}`;
}
