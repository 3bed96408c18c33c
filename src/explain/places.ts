/** From settings and templates to the place that decided them. */
import type { Estate } from '../estate/estate.ts';
import type { Whole } from '../estate/rules/rule.ts';
import type { Position } from '../inventory/finding.ts';
import type { Domain, Origin } from '../inventory/model.ts';
import type { Places } from '../inventory/places.ts';
import type { Path } from '../inventory/positions.ts';
import type { ProviderTemplate } from '../inventory/provider-template.ts';
import type { YamlFile } from '../inventory/yaml.ts';
import type { Place, TemplateOrigin } from './explanation.ts';

/** The estate that is explained, and the files behind it. */
export interface Around {
  estate: Estate;
  whole: Whole;
  places: Places;
  /** Of each template. */
  files: Map<object, YamlFile>;
}

/** Where a setting of the domain was decided; a map by the first of its parts. */
export function settingPlace(domain: Domain, setting: string): Place {
  const origins = domain.origins();
  const path = origins[setting] ? setting : Object.keys(origins).find(each => each.startsWith(`${setting}.`));
  const origin = path === undefined ? undefined : origins[path];
  return origin ? placeOf(origin) : { level: 'built-in' };
}

export const placeOf = ({ level, position }: Origin): Place => ({ level, ...position });

/** An item of a list, or something in it. */
export function itemPlace(domain: Domain, list: string, path: Path, { places }: Around): Place {
  const { level } = settingPlace(domain, list);
  return { level, ...places.item(domain, list, path) };
}

/** Where the domain's account at a provider has this setting. */
export function accountPlace(domain: Domain, path: Path, { places }: Around): Place {
  const origin = places.account(domain, path);
  return origin ? placeOf(origin) : { level: 'built-in' };
}

/** What estate.yaml holds for all. */
export function sharedPlace(path: Path, { places }: Around): Place {
  const position = places.shared(path);
  return position ? { level: 'estate', ...position } : { level: 'built-in' };
}

export function templatePlace(template: object, path: Path, { files }: Around): Place {
  return { level: 'template', ...positionIn(template, path, files) };
}

export function templateOrigin(template: ProviderTemplate, path: Path, { files }: Around): TemplateOrigin {
  const { name, title, checked, verified } = template;
  return { name, title, checked, verified, ...positionIn(template, path, files) };
}

function positionIn(template: object, path: Path, files: Around['files']): Position | undefined {
  return files.get(template)?.locate(path);
}
