/** The example of docs/providers/rest.md, exactly as it stands there. */
import { readTemplates } from '../../../src/inventory/templates.ts';
import { type ApiTemplate, hasApi } from '../../../src/mail/rest/facts.ts';

const template = readTemplates(['examples/rest']).templates.providers.get('mailhost');
if (!template || !hasApi(template)) throw new Error('The example describes no API.');

export const mailhost: ApiTemplate = template;
