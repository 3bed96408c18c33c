/** AWS's answers: XML of the query APIs, JSON of SES v2 (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html). */
import { type Answer, Refused } from '../../http/request.ts';

type Xml = string | number | boolean | undefined | Xml[] | { [element: string]: Xml };

const ID = '7a62c49f-347e-4fc4-9331-6e8eEXAMPLE';

export function result(action: string, content: { [element: string]: Xml } = {}): Answer {
  const namespace = 'https://iam.amazonaws.com/doc/2010-05-08/';
  const inner = Object.keys(content).length > 0 ? element(`${action}Result`, content) : '';
  const meta = element('ResponseMetadata', { RequestId: ID });
  return xml(200, `<${action}Response xmlns="${namespace}">${inner}${meta}</${action}Response>`);
}

export function queryError(status: number, code: string, message: string): Answer {
  const error = element('Error', { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message });
  return xml(status, `<ErrorResponse>${error}${element('RequestId', ID)}</ErrorResponse>`);
}

export const refuse = (status: number, code: string, message: string): never => {
  throw new Refused(queryError(status, code, message));
};

export const restError = (status: number, code: string, message: string): Answer => ({
  ...{ status, body: { message } },
  headers: { 'x-amzn-errortype': code },
});

const xml = (status: number, body: string): Answer => ({ status, body, contentType: 'text/xml' });

const element = (name: string, content: Xml): string =>
  content === undefined ? '' : `<${name}>${markup(content)}</${name}>`;

/** A list is `member` after `member`. */
function markup(content: Xml): string {
  if (Array.isArray(content)) return content.map(each => element('member', each)).join('');
  if (typeof content !== 'object') return escaped(String(content));
  return Object.entries(content)
    .map(([name, value]) => element(name, value))
    .join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
