import type { ValidateFunction } from 'ajv';

export declare const segment: ValidateFunction;
export declare const estate: ValidateFunction;
export declare const provider: ValidateFunction;
export declare const profile: ValidateFunction;
export declare const warmup: ValidateFunction;
export declare const prices: ValidateFunction;
export declare const scale: ValidateFunction;
export declare const lock: ValidateFunction;
