import type { ValidateFunction } from 'ajv';
import type { Format } from '../src/inventory/formats.ts';

/** To be called before the first validation. */
export declare const useFormats: (formats: Record<string, Format>) => void;
export declare const segment: ValidateFunction;
export declare const estate: ValidateFunction;
export declare const provider: ValidateFunction;
export declare const profile: ValidateFunction;
export declare const warmup: ValidateFunction;
export declare const audience: ValidateFunction;
export declare const prices: ValidateFunction;
export declare const scale: ValidateFunction;
export declare const blocklist: ValidateFunction;
export declare const deadlist: ValidateFunction;
export declare const receiver: ValidateFunction;
export declare const lock: ValidateFunction;
export declare const faults: ValidateFunction;
export declare const event: ValidateFunction;
export declare const throttle: ValidateFunction;
export declare const release: ValidateFunction;
