/** Collects what is wrong with a package, in the order it was met. */

import type { DeploymentFinding } from '../contract';

export interface Place {
  readonly file: string;
  readonly line: number | null;
}

export interface Findings {
  error(place: Place, element: string, message: string): void;
  warning(place: Place, element: string, message: string): void;
  hasErrors(): boolean;
  all(): readonly DeploymentFinding[];
}

export function collectFindings(): Findings {
  const findings: DeploymentFinding[] = [];
  const add =
    (severity: DeploymentFinding['severity']) =>
    ({ file, line }: Place, element: string, message: string): void => {
      findings.push({ severity, file, line, element, message });
    };
  return {
    error: add('error'),
    warning: add('warning'),
    hasErrors: () => findings.some(({ severity }) => severity === 'error'),
    all: () => [...findings],
  };
}

export const UNKNOWN_ELEMENT = (name: string): string =>
  `The object field "${name}" is invalid or not supported and will be ignored.`;

export const MISSING_ELEMENT = (name: string): string => `The object field "${name}" is missing.`;

export const INVALID_KEY = (field: string, value: string): string => `Invalid "${field}" reference key "${value}".`;

export const UNDECLARED_FEATURE = (name: string, kind: 'field' | 'object', feature: string): string =>
  `The ${name} ${kind} depends on the ${feature} feature. The manifest must define the ${feature} feature as required or optional.`;

export const FEATURE_MUST_BE_ON = (feature: string): string =>
  `The ${feature} feature must be enabled to deploy this project.`;
