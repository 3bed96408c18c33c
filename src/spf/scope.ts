/** What a term is evaluated against: the message, the domain whose record holds it, and the DNS within its limits. */
import { type Address, addressText, dotted, familyLabel } from './address.ts';
import { isDnsName, targetName } from './domain-spec.ts';
import type { Ask, Limits } from './limits.ts';
import { type MacroString, type MacroValues, usesMacro } from './macro.ts';
import type { Directive } from './term.ts';
import { bestName, validatedNames } from './validated-names.ts';

export interface Message {
  ip: Address;
  /** MAIL FROM, or `postmaster@` the HELO name. RFC 7208 §2.4, §4.3. */
  localPart: string;
  senderDomain: string;
  helo: string;
  receiver: string;
  /** Seconds since 1970. */
  time: number;
}

export interface Outcome {
  result: 'pass' | 'fail' | 'softfail' | 'neutral' | 'none';
  /** What matched. */
  directive?: Directive;
  /** The domain whose record decided. */
  domain: string;
  /** The `exp` of that record. */
  exp?: MacroString;
}

export interface Scope {
  message: Message;
  domain: string;
  limits: Limits;
  /** `check_host()` for another domain, within the same limits. Throws SpfError. */
  check(domain: string): Promise<Outcome>;
}

/** The name that a term asks for, or undefined where no query can hold it: then the term does not match (§4.8 leaves it open). */
export async function targetOf(spec: MacroString | undefined, scope: Scope): Promise<string | undefined> {
  if (spec === undefined) return scope.domain;
  const name = targetName(spec, await valuesFor(spec, scope, countedPtr(scope)));
  return isDnsName(name) ? name : undefined;
}

/** `askPtr` is called only where `%{p}` is used. */
export async function valuesFor(
  pieces: MacroString,
  { message, domain, limits }: Pick<Scope, 'message' | 'domain' | 'limits'>,
  askPtr: Ask,
): Promise<MacroValues> {
  const { ip, localPart, senderDomain, helo, receiver, time } = message;
  const names = usesMacro(pieces, 'p') ? await validatedNames(ip, askPtr, limits.ask) : [];
  return {
    s: `${localPart}@${senderDomain}`,
    l: localPart,
    o: senderDomain,
    d: domain,
    i: dotted(ip),
    p: bestName(names, domain),
    v: familyLabel(ip),
    h: helo,
    c: addressText(ip),
    r: receiver,
    t: String(time),
  };
}

/** RFC 8616 §4: a term with `%{s}` or `%{l}` matches nothing where the local part is not ASCII. */
export function isForOthers(spec: MacroString | undefined, { localPart }: Message): boolean {
  return spec !== undefined && usesMacro(spec, 'sl') && !/^\p{ASCII}*$/u.test(localPart);
}

/** §4.6.4: the PTR query of `%{p}` counts as a lookup of its own. */
function countedPtr({ limits }: Scope): Ask {
  return (name, type) => {
    limits.spend('%{p}');
    return limits.askCounted(name, type);
  };
}
