/** How the API says no. The codes are those seen in captures of 2025 and 2026; where none is known, `UNKNOWN_CODE` stands. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  /** Older answers wrap the cause: `error_chain`. */
  readonly chain: readonly { code: number; message: string }[];
  /** JSON pointer into the request, as `errors[].source.pointer`. */
  pointer?: string;

  constructor(status: number, code: number, message: string, chain: Refusal['chain'] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.chain = chain;
  }
}

/** 1004, "DNS Validation Error", was the code of all of these until 2024; today's own codes are not documented. */
export const UNKNOWN_CODE = 1004;

/** A body that is not JSON, has an unknown field or a wrong type. */
export function badBody(reason: string): Refusal {
  return new Refusal(400, 9207, `Request body is invalid. ${reason}`);
}

export function badRecord(code: number, message: string): Refusal {
  return new Refusal(400, code, message);
}

export function noSuchRecord(): Refusal {
  return new Refusal(404, 81044, 'Record does not exist.');
}

/** One answer for a zone that does not exist and for one that the token must not see. */
export function noSuchZone(): Refusal {
  return new Refusal(403, 9109, 'Invalid zone identifier');
}

export function noRoute(path: string): Refusal {
  return new Refusal(
    400,
    7003,
    `Could not route to ${path}, perhaps your object identifier is invalid? (No route for that URI.)`,
  );
}

export function notPermitted(): Refusal {
  return new Refusal(403, 10000, 'Authentication error');
}
