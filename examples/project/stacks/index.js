// Pulumi's program: a stack is a segment of domains/. On a Node older than 24 it says the way out.
export { default } from 'mailyard/stacks';
