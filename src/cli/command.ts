/** What a command is to the program that it is added to. */
import type { Command } from 'commander';
import type { Context } from './context.ts';

/** Does what a command is for. Its exit code: 0 clean, 1 it failed, 2 changes pending or findings. */
export type Run = (context: Context, options: Record<string, unknown>, args: string[]) => Promise<number>;

export type Load = () => Promise<Run>;

/** `dkim rotate` stands under `dkim`, which was added before. One without `load` only holds others. */
export type AddCommand = (name: string, description: string, load?: Load) => Command;
