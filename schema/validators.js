// Made by `npm run schemas` from the schemas of this folder: change those.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
let problems;
export const useFormats = formats => { problems = formats; };
const checks = Object.fromEntries(["address","domain","host","label","network","user","record-name","timezone","iso-date","zone","user-or-address","host-suffix","span","mx-pattern","spf-domain","https-url","http-url","report-target","iodef","id","segment-name","selector-prefix","folder","milter","overlap","propagation","rotation","no-record","currency","variable","blocklist-zone","answer-code","http-call","dotted-path","aws-account","aws-region","ses-name","instant","enhanced-status","account-id"].map(name => [name, text => problems[name](text) === undefined]));
"use strict";
export const segment = validate21;
const schema6 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"segment.schema.json","title":"a segment","description":"One segment of the estate: a file in domains/ beside estate.yaml.","type":"object","additionalProperties":false,"required":["segment"],"properties":{"segment":{"type":"string","format":"segment-name","description":"primary, pool-a, pool-b, transactional, monitoring, or a name of your own; also the name of its Pulumi stack."},"purpose":{"type":"string","minLength":1,"description":"What the segment is for, in a few words."},"profile":{"type":"string","format":"id","description":"A template of `templates/profiles`, such as standard, high-volume, notifications or internal: volume, warm-up priority, limits, health. Default: standard."},"limits":{"title":"`limits`","description":"Guards of the segment.","type":"object","additionalProperties":false,"properties":{"domainsPerChange":{"type":"integer","minimum":1,"description":"How many live domains one change may touch without `--allow domains-per-change=…`. Default: 10."}}},"recordMode":{"enum":["zone","resources"],"description":"`zone` (default): one resource per zone. `resources`: one per record, for policy packs; needs the Pulumi CLI and is fixed once applied."},"cloudflare":{"$ref":"#/definitions/cloudflare"},"accounts":{"$ref":"#/definitions/accounts"},"defaults":{"allOf":[{"$ref":"#/definitions/settings"}],"description":"Settings of every domain of this segment."},"domains":{"type":"array","items":{"$ref":"#/definitions/domain"},"description":"A name where the defaults are enough, else a map."}},"definitions":{"settings":{"title":"`defaults`","type":"object","additionalProperties":false,"properties":{"zone":{"$ref":"#/definitions/zone"},"mailProvider":{"$ref":"#/definitions/mailProvider"},"relays":{"$ref":"#/definitions/relays"},"sendingIps":{"$ref":"#/definitions/sendingIps"},"returnPath":{"$ref":"#/definitions/returnPath"},"spf":{"$ref":"#/definitions/spf"},"dkim":{"$ref":"#/definitions/dkim"},"dmarc":{"$ref":"#/definitions/dmarc"},"mtaSts":{"$ref":"#/definitions/mtaSts"},"tlsReports":{"$ref":"#/definitions/tlsReports"},"bimi":{"$ref":"#/definitions/bimi"},"caa":{"$ref":"#/definitions/caa"},"dnssec":{"$ref":"#/definitions/dnssec"},"zoneSettings":{"$ref":"#/definitions/zoneSettings"},"mailboxes":{"$ref":"#/definitions/mailboxes"},"signature":{"$ref":"#/definitions/signature"},"warmup":{"$ref":"#/definitions/warmup"},"timezone":{"$ref":"#/definitions/timezone"},"sendingHours":{"$ref":"#/definitions/sendingHours"},"modes":{"$ref":"#/definitions/modes"},"rules":{"$ref":"#/definitions/rules"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"leaving":{"$ref":"#/definitions/leaving"},"adopt":{"$ref":"#/definitions/adopt"},"done":{"$ref":"#/definitions/done"},"values":{"$ref":"#/definitions/values"},"records":{"$ref":"#/definitions/records"},"ttl":{"$ref":"#/definitions/ttl"},"overrides":{"$ref":"#/definitions/overrides"}}},"domain":{"title":"a domain","description":"A domain with settings of its own.","type":["string","object"],"format":"domain","additionalProperties":false,"required":["domain"],"properties":{"domain":{"type":"string","format":"domain","description":"The name of the domain."},"zone":{"$ref":"#/definitions/zone"},"mailProvider":{"$ref":"#/definitions/mailProvider"},"relays":{"$ref":"#/definitions/relays"},"sendingIps":{"$ref":"#/definitions/sendingIps"},"returnPath":{"$ref":"#/definitions/returnPath"},"spf":{"$ref":"#/definitions/spf"},"dkim":{"$ref":"#/definitions/dkim"},"dmarc":{"$ref":"#/definitions/dmarc"},"mtaSts":{"$ref":"#/definitions/mtaSts"},"tlsReports":{"$ref":"#/definitions/tlsReports"},"bimi":{"$ref":"#/definitions/bimi"},"caa":{"$ref":"#/definitions/caa"},"dnssec":{"$ref":"#/definitions/dnssec"},"zoneSettings":{"$ref":"#/definitions/zoneSettings"},"mailboxes":{"$ref":"#/definitions/mailboxes"},"signature":{"$ref":"#/definitions/signature"},"warmup":{"$ref":"#/definitions/warmup"},"timezone":{"$ref":"#/definitions/timezone"},"sendingHours":{"$ref":"#/definitions/sendingHours"},"modes":{"$ref":"#/definitions/modes"},"rules":{"$ref":"#/definitions/rules"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"leaving":{"$ref":"#/definitions/leaving"},"adopt":{"$ref":"#/definitions/adopt"},"done":{"$ref":"#/definitions/done"},"values":{"$ref":"#/definitions/values"},"records":{"$ref":"#/definitions/records"},"ttl":{"$ref":"#/definitions/ttl"},"overrides":{"$ref":"#/definitions/overrides"}}},"zone":{"description":"Which Cloudflare zone carries the records: `existing` (default), `create`, or the name of the parent zone of a subdomain.","type":"string","format":"zone"},"mailProvider":{"description":"Who hosts the mailboxes: a template of `templates/providers`, or `none` for a domain that only sends through relays. Default: none.","type":"string","format":"id"},"relays":{"description":"Relays that send for the domain: template names, or maps of name and variables.","type":"array","items":{"$ref":"#/definitions/relay"}},"relay":{"title":"a relay","type":["string","object"],"format":"id","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`."},"returnPath":{"type":"string","format":"label","description":"The host below the domain to which bounces go. Default: the template's."},"envelope":{"enum":["apex","return-path"],"description":"`apex`: the relay sends with the domain itself in MAIL FROM, so its SPF stands there. Default: return-path."}},"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":["string","number","boolean"],"description":"A variable of the template, such as `region`."}},"propertyNames":{"title":"variable"}},"leaving":{"description":"Relays or providers being left: their DKIM and return path stay for the grace time.","type":"array","items":{"title":"an entry of `leaving`","type":"object","additionalProperties":false,"required":["name","since"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`."},"returnPath":{"type":"string","format":"label","description":"The host below the domain to which bounces go. Default: the template's."},"envelope":{"enum":["apex","return-path"],"description":"`apex`: the relay sends with the domain itself in MAIL FROM, so its SPF stands there. Default: return-path."},"since":{"type":"string","format":"iso-date","description":"The day from which nothing is sent through it."}},"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":["string","number","boolean"],"description":"A variable of the template, such as `region`."}},"propertyNames":{"title":"variable"}}},"sendingIps":{"description":"Addresses and networks of the domain's own servers: `ip4:` and `ip6:` in SPF, watched by blocklist checks.","type":["string","array"],"format":"network","items":{"type":"string","format":"network"}},"returnPath":{"description":"The host below the domain to which bounces of its own servers go, or `none`. A relay names its own. Default: none.","type":"string","format":"label"},"spf":{"title":"`spf`","description":"The SPF record at the domain (RFC 7208).","type":"object","additionalProperties":false,"properties":{"all":{"enum":["-all","~all"],"description":"What to make of everybody else. Default: -all."},"include":{"description":"Further domains to include, without `include:`.","type":["string","array"],"format":"spf-domain","items":{"type":"string","format":"spf-domain"}},"flatten":{"enum":["never","whenNeeded"],"description":"Whether includes may be replaced by their addresses. Default: never."}}},"dkim":{"title":"`dkim`","description":"Keys that Mailyard makes, for senders that take them.","type":"object","additionalProperties":false,"properties":{"prefix":{"type":"string","format":"selector-prefix","description":"How the selectors begin. Default: my."},"algorithm":{"enum":["rsa-2048","ed25519","both"],"description":"Which keys are made; `both` is one of each. Default: rsa-2048."},"rotate":{"type":"string","format":"rotation","description":"How old a key may get, in days, or `never`. Default: 90d."},"overlap":{"type":"string","format":"overlap","description":"How long an old key stays in DNS after the last message signed with it, in days; at least 5d. Default: 14d."},"propagation":{"type":"string","format":"propagation","description":"How long every server of the zone has served a new key before it is used, in hours. Default: 24h."},"signers":{"description":"Whose DKIM keys Mailyard makes and rotates: senders of the domain by their templates, and its own servers by the program that signs there. Names, or maps of name and settings.","type":"array","items":{"$ref":"#/definitions/signer"}}}},"signer":{"title":"an entry of `dkim.signers`","type":["string","object"],"format":"id","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`, or `opendkim`, `rspamd`, `kumomta`."},"keys":{"enum":["own","provider"],"description":"Who makes the keys, at a provider that also takes ours. Default: own."},"folder":{"type":"string","format":"folder","description":"Where a program has its keys and tables. Default: /etc/<name>/mailyard."},"reload":{"type":"string","minLength":1,"description":"A command of the shell that makes the program read them again, such as `systemctl reload opendkim`."},"milter":{"type":"string","format":"milter","description":"OpenDKIM's socket, `host:port` or a path: keys in use are then proved by a message that it signs."},"url":{"type":"string","format":"http-url","description":"Rspamd's scanner, such as `http://127.0.0.1:11333`: keys in use are then proved by a message that it signs."}}},"dmarcPolicy":{"enum":["none","quarantine","reject"]},"dmarc":{"title":"`dmarc`","description":"The DMARC record (RFC 9989).","type":"object","additionalProperties":false,"properties":{"policy":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"What receivers should do with mail that fails. Default: none."},"since":{"type":"string","format":"iso-date","description":"Since when this policy stands."},"testing":{"type":"boolean","description":"`t=y`: receivers apply the policy one level lower. Default: false."},"subdomains":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"`sp`: the policy of subdomains that exist. Unset: as `policy`."},"nonexistent":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"`np`: the policy of subdomains that do not exist. Unset: as `subdomains`, else `policy`."},"alignment":{"title":"`alignment`","description":"How closely names must match the domain in From: `relaxed` lets subdomains pass.","type":"object","additionalProperties":false,"properties":{"spf":{"allOf":[{"$ref":"#/definitions/alignment"}],"description":"`aspf`: the domain in MAIL FROM. Default: relaxed."},"dkim":{"allOf":[{"$ref":"#/definitions/alignment"}],"description":"`adkim`: the domain that signs. Default: relaxed."}}},"reports":{"allOf":[{"$ref":"#/definitions/addresses"}],"description":"Where aggregate reports go, instead of `contacts.dmarcReports`."}}},"alignment":{"enum":["relaxed","strict"]},"mtaSts":{"description":"MTA-STS (RFC 8461): `none` (default), `testing`, `enforce`, or a map.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/mtaStsMode"},"else":{"$ref":"#/definitions/mtaStsMap"}},"mtaStsMode":{"enum":["none","testing","enforce"]},"mtaStsMap":{"title":"`mtaSts`","additionalProperties":false,"properties":{"mode":{"allOf":[{"$ref":"#/definitions/mtaStsMode"}],"description":"`enforce`: senders deliver only over TLS and only to the policy's MX hosts; `testing`: they deliver, and report what would fail. Default: none."},"maxAge":{"type":"integer","minimum":0,"maximum":31557600,"description":"Seconds for which senders keep the policy. Default: 604800, a week."},"mx":{"description":"MX hosts beside the domain's own, such as `*.mail.example`.","type":["string","array"],"format":"mx-pattern","items":{"type":"string","format":"mx-pattern"}},"policyHost":{"type":"string","format":"host","description":"Who serves the policy: `mta-sts` becomes a CNAME to it. Default: a Worker."}}},"tlsReports":{"description":"Where TLS reports go (RFC 8460): addresses or https URLs, instead of `contacts.tlsReports`.","type":["string","array"],"format":"report-target","items":{"type":"string","format":"report-target"}},"bimi":{"title":"`bimi`","description":"The brand logo beside messages (BIMI).","type":"object","additionalProperties":false,"properties":{"logo":{"type":"string","format":"https-url","description":"The logo as SVG Tiny PS. `bimi` needs it."},"certificate":{"type":"string","format":"https-url","description":"The mark certificate (VMC or CMC) as PEM."},"selector":{"type":"string","format":"label","description":"The label before `._bimi`. Default: default."}}},"caa":{"title":"`caa`","description":"Who may issue certificates (RFC 8659, RFC 9495). One text or a list each.","type":"object","additionalProperties":false,"properties":{"issue":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"Who may issue certificates: domains of authorities, `;` for none."},"issuewild":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"The same for wildcard certificates."},"issuemail":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"The same for S/MIME certificates."},"iodef":{"description":"Where violations are reported: `mailto:` or https.","type":["string","array"],"format":"iodef","items":{"type":"string","format":"iodef"}}}},"issuers":{"description":"Domains of certificate authorities; `;` for none.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1}},"accounts":{"title":"`accounts`","description":"The mail providers and relays at which Mailyard itself makes domains and mailboxes, each with the settings of its account. Secrets stay in the environment.","type":"object","additionalProperties":false,"properties":{"amazon-ses":{"$ref":"#/definitions/amazonSes"}},"patternProperties":{"^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$":{"title":"an account","description":"What docs/providers/<name>.md lists. A setting with the name of one of the template's variables stands in for its default. `credentials` names other variables of the environment than the usual ones.","type":["object","null"]}},"propertyNames":{"title":"template"}},"cloudflare":{"title":"`cloudflare`","description":"Where this segment's zones are, if not where those of the estate are.","type":"object","additionalProperties":false,"properties":{"account":{"type":"string","format":"account-id","description":"The account that new zones go to: 32 hexadecimal digits."},"token":{"type":"string","format":"variable","description":"The name of the environment variable that has the API token. Default: CLOUDFLARE_API_TOKEN."}}},"amazonSes":{"title":"`accounts.amazon-ses`","description":"Mailyard holds SES itself: identities with their DKIM and return path, a configuration set, events. Needs the Pulumi CLI.","type":["object","null"],"additionalProperties":false,"properties":{"account":{"type":"string","format":"aws-account","description":"The twelve digits of the AWS account, in quotes. No other one is touched, whatever credentials there are; `events` needs it."},"region":{"type":"string","format":"aws-region","description":"The region of relays that name none."},"configurationSet":{"type":"string","format":"ses-name","description":"The name of the segment's configuration set. Default: mailyard-<segment>."},"tls":{"enum":["optional","require"],"description":"`optional` (default) prefers TLS; `require` delivers nothing without it."},"suppression":{"type":"array","items":{"enum":["bounce","complaint"]},"uniqueItems":true,"description":"After what the configuration set sends to an address no more. Default: both."},"accountSuppression":{"type":"array","items":{"enum":["bounce","complaint"]},"uniqueItems":true,"description":"The same for the whole account in each region in use. One segment alone may say it."},"events":{"title":"`events`","description":"Where SES tells what became of the mail.","type":"object","additionalProperties":false,"required":["to"],"properties":{"to":{"enum":["sns","eventbridge"],"description":"`sns`: a topic of the segment's own. `eventbridge`: the default bus of the account."},"types":{"type":"array","minItems":1,"items":{"enum":["bounce","click","complaint","delivery","delivery-delay","open","reject","rendering-failure","send","subscription"]},"uniqueItems":true,"description":"Default: all but click, open and subscription."}}},"dedicatedIps":{"title":"`dedicatedIps`","description":"The segment sends from addresses of its own. They cost money.","type":"object","additionalProperties":false,"properties":{"pool":{"type":"string","format":"ses-name","description":"The name of the pool. Default: mailyard-<segment>."},"scaling":{"enum":["managed","standard"],"description":"`managed` (default): SES adds, warms up and removes addresses. `standard`: those that you order and assign."}}},"profile":{"type":"string","minLength":1,"description":"A profile of AWS's shared configuration."},"iamUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the IAM API, if not at its own address."},"sesUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the SES API, if not at its own address."},"stsUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the STS API, if not at its own address."},"credentials":{"title":"`credentials`","description":"AWS's name of a variable, and the one that has it here: `{ AWS_ACCESS_KEY_ID: POOL_KEY_ID }`.","type":"object","additionalProperties":false,"properties":{"AWS_ACCESS_KEY_ID":{"type":"string","format":"variable","description":"The id of the access key."},"AWS_SECRET_ACCESS_KEY":{"type":"string","format":"variable","description":"The access key itself."},"AWS_SESSION_TOKEN":{"type":"string","format":"variable","description":"With credentials that end."}}}}},"dnssec":{"description":"`keep` (default) leaves DNSSEC as it is; `on` signs the zone; `off` ends that, once the parent has no DS record.","enum":["keep","on","off"]},"zoneSettings":{"title":"`zoneSettings`","description":"Settings of the domain's own zone by Cloudflare's names: `ssl: strict`, `min_tls_version: '1.2'`. What is not named stays as it is.","type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]*$"},"additionalProperties":{"type":["string","number"]}},"mailboxes":{"description":"How many mailboxes (they take `identities` in order), or a list of them. Default: 0.","type":["integer","array"],"minimum":0,"items":{"$ref":"#/definitions/mailbox"}},"mailbox":{"title":"a mailbox","description":"One mailbox of the domain.","type":"object","additionalProperties":false,"required":["user"],"properties":{"user":{"type":"string","format":"user","description":"The part before the @."},"name":{"type":"string","minLength":1,"description":"The name that people see."},"forwardTo":{"allOf":[{"$ref":"#/definitions/addresses"}],"description":"Where its mail goes too."},"aliases":{"description":"Further names of this mailbox.","type":["string","array"],"format":"user-or-address","items":{"type":"string","format":"user-or-address"}},"dailyLimit":{"type":"integer","minimum":0,"description":"Messages a day, below what warm-up and profile allow."},"smtpRelay":{"type":"string","format":"id","description":"The relay that its mail leaves through."},"smtpAccess":{"type":"boolean","description":"Whether programs may send through the provider's SMTP server with its password, where the provider has a switch for that."},"signature":{"allOf":[{"$ref":"#/definitions/signature"}],"description":"In place of the domain's `signature`."},"persona":{"type":"string","minLength":1,"description":"Who this sender is, for whoever writes the messages."},"lifecycle":{"$ref":"#/definitions/mailboxLifecycle"}}},"signature":{"description":"What stands under the messages of its mailboxes: HTML where it has a tag, else text. `{name}`, `{user}`, `{address}`, `{domain}`, `{organization}` and `{persona}` are filled in.","type":"string"},"mailboxLifecycle":{"description":"Where the mailbox is in its life: a state, or a map with dates. A mailbox that is only taken out of the list stays at its provider.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/mailboxState"},"else":{"$ref":"#/definitions/mailboxLifecycleMap"}},"mailboxState":{"enum":["active","resting","retired"]},"mailboxLifecycleMap":{"title":"`lifecycle` of a mailbox","additionalProperties":false,"properties":{"state":{"allOf":[{"$ref":"#/definitions/mailboxState"}],"description":"resting is suspended at the provider, with everything kept; retired is suspended too, and deleted there after `graceDays`. Default: active."},"since":{"type":"string","format":"iso-date","description":"The day from which the state holds; `retired` needs it."},"graceDays":{"type":"integer","minimum":0,"description":"For how many days a retired mailbox stays suspended before it is deleted. Default: 30."}}},"addresses":{"description":"Mail addresses.","type":["string","array"],"format":"address","items":{"type":"string","format":"address"}},"warmup":{"title":"`warmup`","description":"How sending grows; the lowest of the schedules counts. Progress lives in the ledger.","type":"object","additionalProperties":false,"properties":{"domain":{"type":"string","format":"id","description":"A schedule of `templates/warmup` for the domain as a whole; `none` where it needs none, whatever its profile says."},"mailbox":{"type":"string","format":"id","description":"A schedule for each mailbox, or `none`, as for mailboxes that were bought warm."},"ip":{"type":"string","format":"id","description":"A schedule for each address of `sendingIps`."},"start":{"type":"string","format":"iso-date","description":"The earliest day."},"target":{"type":"integer","minimum":1,"description":"Messages a day at which warm-up is done."}}},"timezone":{"description":"An IANA time zone, such as Europe/Berlin. Default: UTC.","type":"string","format":"timezone"},"sendingHours":{"title":"`sendingHours`","description":"When messages may leave, in the time zone of the domain.","type":"object","additionalProperties":false,"properties":{"from":{"type":"integer","minimum":0,"maximum":23,"description":"The first hour. Default: 0."},"to":{"type":"integer","minimum":1,"maximum":24,"description":"The hour at which sending stops. Default: 24."},"days":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["mon","tue","wed","thu","fri","sat","sun"]},"description":"The days on which messages leave. Default: every day."}}},"mode":{"enum":["observe","suggest","enforce"]},"modes":{"title":"`modes`","description":"What Mailyard may do by itself: observe (say what it would do), suggest (ask) or enforce.","type":"object","additionalProperties":false,"properties":{"dkim":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"Rotation of DKIM keys. Default: observe."},"warmup":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"The steps of warm-up. Default: observe."},"blocklists":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"What follows from a listing. Default: observe."},"health":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"Nothing asks it yet: what bounces and complaints bring about are steps of warm-up. Default: observe."}}},"rules":{"title":"`rules`","description":"Rules at another level than their own; below it a reason is asked for.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][a-z0-9-]*$":{"title":"a rule","description":"A rule by its id, as `mailyard rules` lists it.","type":"object","additionalProperties":false,"properties":{"level":{"enum":["off","info","warning","error"],"description":"What the rule counts as here; `off`: it is not asked."},"reason":{"type":"string","minLength":1,"description":"Why. Needed where the level is below the rule's own."}}}},"propertyNames":{"title":"rule"}},"lifecycle":{"description":"Where the domain is in its life: a state, or a map with dates. Default: active.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/lifecycleState"},"else":{"$ref":"#/definitions/lifecycleMap"}},"lifecycleState":{"enum":["reserve","warming","active","resting","retired"],"description":"reserve and resting keep all records and send nothing; retired removes the mail after `graceDays`."},"lifecycleMap":{"title":"`lifecycle`","additionalProperties":false,"properties":{"state":{"allOf":[{"$ref":"#/definitions/lifecycleState"}],"description":"reserve and resting keep all records and send nothing; warming sends by its schedules; retired sends nothing, and loses its mail records after `graceDays`. Default: active."},"since":{"type":"string","format":"iso-date","description":"The day on which the state began; `retired` needs it."},"graceDays":{"type":"integer","minimum":0,"description":"For how many days a retired domain keeps everything. Default: 30."}}},"done":{"description":"Steps by hand that are done and that nobody else can see, by the names that `mailyard todo` gives them.","type":"array","items":{"type":"string","format":"id"}},"adopt":{"description":"Take over what stands in the mail slots of this zone. Default: false.","type":"boolean"},"values":{"title":"`values`","description":"What only a provider's console shows, pasted by hand: template, then name of the value.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z0-9][a-z0-9-]*$":{"title":"the values of a template","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":"string","minLength":1,"description":"A provided value of the template; for a mail provider its variables too."}},"description":"A template of `templates/providers` by its name.","propertyNames":{"title":"value"}}},"propertyNames":{"title":"template"}},"records":{"description":"Anything else that the zone should carry. Those of all levels add up; the same name and type replaces.","type":"array","items":{"$ref":"#/definitions/record"}},"ttl":{"description":"Seconds for every record that says nothing else; 1 is automatic. Default: 3600.","type":"integer","minimum":1,"maximum":86400},"overrides":{"title":"`overrides`","description":"What differs from the rendering, by the record's key as `mailyard records --json` shows it.","type":"object","additionalProperties":{"$ref":"#/definitions/override"},"propertyNames":{"title":"key"}},"override":{"title":"an override","description":"`none`: the record is not written. Else the fields that differ.","type":["string","object"],"format":"no-record","additionalProperties":false,"properties":{"content":{"type":"string","minLength":1,"description":"As in a record of `records`."},"priority":{"type":"integer","minimum":0,"maximum":65535,"description":"Of an MX, SRV or URI record."},"ttl":{"allOf":[{"$ref":"#/definitions/ttl"}],"description":"Seconds; 1 is automatic."},"proxied":{"type":"boolean","description":"Through Cloudflare's proxy, as somebody has set it: a mail record is none by itself."}}},"record":{"title":"a record","description":"One record, with either `content` or `data`.","type":"object","additionalProperties":false,"required":["name","type"],"properties":{"name":{"type":"string","format":"record-name","description":"Relative to the domain, `@` for the domain itself, or a name ending in the domain."},"type":{"enum":["A","AAAA","CAA","CERT","CNAME","DNSKEY","DS","HTTPS","LOC","MX","NAPTR","NS","OPENPGPKEY","PTR","SMIMEA","SRV","SSHFP","SVCB","TLSA","TXT","URI"],"description":"The record type."},"content":{"type":"string","minLength":1,"description":"As in a zone file, but MX, SRV and URI without the priority; text without quotes."},"data":{"title":"`data`","type":"object","additionalProperties":{"type":["string","number"],"description":"Such as `port` or `target`."},"description":"The fields of the record, as Cloudflare names them.","propertyNames":{"title":"field"}},"priority":{"type":"integer","minimum":0,"maximum":65535,"description":"Of MX, SRV and URI."},"ttl":{"type":"integer","minimum":1,"maximum":86400,"description":"Seconds; 1 is automatic. Default: the domain's `ttl`."},"proxied":{"type":"boolean","description":"Through Cloudflare's proxy: A, AAAA and CNAME only."}}}}};
const func2 = Object.prototype.hasOwnProperty;
const func3 = require("ajv/dist/runtime/ucs2length").default;
const formats0 = checks["segment-name"];
const formats2 = checks.id;
const schema7 = {"title":"`cloudflare`","description":"Where this segment's zones are, if not where those of the estate are.","type":"object","additionalProperties":false,"properties":{"account":{"type":"string","format":"account-id","description":"The account that new zones go to: 32 hexadecimal digits."},"token":{"type":"string","format":"variable","description":"The name of the environment variable that has the API token. Default: CLOUDFLARE_API_TOKEN."}}};
const formats4 = checks["account-id"];
const formats6 = checks.variable;

function validate22(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "account") || (key0 === "token"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema7,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.account !== undefined){
let data0 = data.account;
if(typeof data0 === "string"){
if(!(formats4(data0))){
const err1 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/format",keyword:"format",params:{format: "account-id"},message:"must match format \""+"account-id"+"\"",schema:"account-id",parentSchema:schema7.properties.account,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema7.properties.account.type,parentSchema:schema7.properties.account,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.token !== undefined){
let data1 = data.token;
if(typeof data1 === "string"){
if(!(formats6(data1))){
const err3 = {instancePath:instancePath+"/token",schemaPath:"#/properties/token/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema7.properties.token,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/token",schemaPath:"#/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema7.properties.token.type,parentSchema:schema7.properties.token,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema7.type,parentSchema:schema7,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate22.errors = vErrors;
return errors === 0;
}

const schema8 = {"title":"`accounts`","description":"The mail providers and relays at which Mailyard itself makes domains and mailboxes, each with the settings of its account. Secrets stay in the environment.","type":"object","additionalProperties":false,"properties":{"amazon-ses":{"$ref":"#/definitions/amazonSes"}},"patternProperties":{"^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$":{"title":"an account","description":"What docs/providers/<name>.md lists. A setting with the name of one of the template's variables stands in for its default. `credentials` names other variables of the environment than the usual ones.","type":["object","null"]}},"propertyNames":{"title":"template"}};
const pattern0 = new RegExp("^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$", "u");
const schema9 = {"title":"`accounts.amazon-ses`","description":"Mailyard holds SES itself: identities with their DKIM and return path, a configuration set, events. Needs the Pulumi CLI.","type":["object","null"],"additionalProperties":false,"properties":{"account":{"type":"string","format":"aws-account","description":"The twelve digits of the AWS account, in quotes. No other one is touched, whatever credentials there are; `events` needs it."},"region":{"type":"string","format":"aws-region","description":"The region of relays that name none."},"configurationSet":{"type":"string","format":"ses-name","description":"The name of the segment's configuration set. Default: mailyard-<segment>."},"tls":{"enum":["optional","require"],"description":"`optional` (default) prefers TLS; `require` delivers nothing without it."},"suppression":{"type":"array","items":{"enum":["bounce","complaint"]},"uniqueItems":true,"description":"After what the configuration set sends to an address no more. Default: both."},"accountSuppression":{"type":"array","items":{"enum":["bounce","complaint"]},"uniqueItems":true,"description":"The same for the whole account in each region in use. One segment alone may say it."},"events":{"title":"`events`","description":"Where SES tells what became of the mail.","type":"object","additionalProperties":false,"required":["to"],"properties":{"to":{"enum":["sns","eventbridge"],"description":"`sns`: a topic of the segment's own. `eventbridge`: the default bus of the account."},"types":{"type":"array","minItems":1,"items":{"enum":["bounce","click","complaint","delivery","delivery-delay","open","reject","rendering-failure","send","subscription"]},"uniqueItems":true,"description":"Default: all but click, open and subscription."}}},"dedicatedIps":{"title":"`dedicatedIps`","description":"The segment sends from addresses of its own. They cost money.","type":"object","additionalProperties":false,"properties":{"pool":{"type":"string","format":"ses-name","description":"The name of the pool. Default: mailyard-<segment>."},"scaling":{"enum":["managed","standard"],"description":"`managed` (default): SES adds, warms up and removes addresses. `standard`: those that you order and assign."}}},"profile":{"type":"string","minLength":1,"description":"A profile of AWS's shared configuration."},"iamUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the IAM API, if not at its own address."},"sesUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the SES API, if not at its own address."},"stsUrl":{"type":"string","minLength":1,"description":"For SMTP logins: the STS API, if not at its own address."},"credentials":{"title":"`credentials`","description":"AWS's name of a variable, and the one that has it here: `{ AWS_ACCESS_KEY_ID: POOL_KEY_ID }`.","type":"object","additionalProperties":false,"properties":{"AWS_ACCESS_KEY_ID":{"type":"string","format":"variable","description":"The id of the access key."},"AWS_SECRET_ACCESS_KEY":{"type":"string","format":"variable","description":"The access key itself."},"AWS_SESSION_TOKEN":{"type":"string","format":"variable","description":"With credentials that end."}}}}};
const func0 = require("ajv/dist/runtime/equal").default;
const formats8 = checks["aws-account"];
const formats10 = checks["aws-region"];
const formats12 = checks["ses-name"];

function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema9.type},message:"must be object,null",schema:schema9.type,parentSchema:schema9,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema9.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema9,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.account !== undefined){
let data0 = data.account;
if(typeof data0 === "string"){
if(!(formats8(data0))){
const err2 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/format",keyword:"format",params:{format: "aws-account"},message:"must match format \""+"aws-account"+"\"",schema:"aws-account",parentSchema:schema9.properties.account,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.account.type,parentSchema:schema9.properties.account,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.region !== undefined){
let data1 = data.region;
if(typeof data1 === "string"){
if(!(formats10(data1))){
const err4 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/format",keyword:"format",params:{format: "aws-region"},message:"must match format \""+"aws-region"+"\"",schema:"aws-region",parentSchema:schema9.properties.region,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.region.type,parentSchema:schema9.properties.region,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.configurationSet !== undefined){
let data2 = data.configurationSet;
if(typeof data2 === "string"){
if(!(formats12(data2))){
const err6 = {instancePath:instancePath+"/configurationSet",schemaPath:"#/properties/configurationSet/format",keyword:"format",params:{format: "ses-name"},message:"must match format \""+"ses-name"+"\"",schema:"ses-name",parentSchema:schema9.properties.configurationSet,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/configurationSet",schemaPath:"#/properties/configurationSet/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.configurationSet.type,parentSchema:schema9.properties.configurationSet,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.tls !== undefined){
let data3 = data.tls;
if(!((data3 === "optional") || (data3 === "require"))){
const err8 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/enum",keyword:"enum",params:{allowedValues: schema9.properties.tls.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.tls.enum,parentSchema:schema9.properties.tls,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.suppression !== undefined){
let data4 = data.suppression;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(!((data5 === "bounce") || (data5 === "complaint"))){
const err9 = {instancePath:instancePath+"/suppression/" + i0,schemaPath:"#/properties/suppression/items/enum",keyword:"enum",params:{allowedValues: schema9.properties.suppression.items.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.suppression.items.enum,parentSchema:schema9.properties.suppression.items,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
let i1 = data4.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data4[i1], data4[j0])){
const err10 = {instancePath:instancePath+"/suppression",schemaPath:"#/properties/suppression/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema9.properties.suppression,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/suppression",schemaPath:"#/properties/suppression/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema9.properties.suppression.type,parentSchema:schema9.properties.suppression,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.accountSuppression !== undefined){
let data6 = data.accountSuppression;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(!((data7 === "bounce") || (data7 === "complaint"))){
const err12 = {instancePath:instancePath+"/accountSuppression/" + i2,schemaPath:"#/properties/accountSuppression/items/enum",keyword:"enum",params:{allowedValues: schema9.properties.accountSuppression.items.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.accountSuppression.items.enum,parentSchema:schema9.properties.accountSuppression.items,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
let i3 = data6.length;
let j1;
if(i3 > 1){
outer1:
for(;i3--;){
for(j1 = i3; j1--;){
if(func0(data6[i3], data6[j1])){
const err13 = {instancePath:instancePath+"/accountSuppression",schemaPath:"#/properties/accountSuppression/uniqueItems",keyword:"uniqueItems",params:{i: i3, j: j1},message:"must NOT have duplicate items (items ## "+j1+" and "+i3+" are identical)",schema:true,parentSchema:schema9.properties.accountSuppression,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
break outer1;
}
}
}
}
}
else {
const err14 = {instancePath:instancePath+"/accountSuppression",schemaPath:"#/properties/accountSuppression/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema9.properties.accountSuppression.type,parentSchema:schema9.properties.accountSuppression,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.events !== undefined){
let data8 = data.events;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.to === undefined){
const err15 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema9.properties.events.required,parentSchema:schema9.properties.events,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key1 in data8){
if(!((key1 === "to") || (key1 === "types"))){
const err16 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema9.properties.events,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data8.to !== undefined){
let data9 = data8.to;
if(!((data9 === "sns") || (data9 === "eventbridge"))){
const err17 = {instancePath:instancePath+"/events/to",schemaPath:"#/properties/events/properties/to/enum",keyword:"enum",params:{allowedValues: schema9.properties.events.properties.to.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.events.properties.to.enum,parentSchema:schema9.properties.events.properties.to,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data8.types !== undefined){
let data10 = data8.types;
if(Array.isArray(data10)){
if(data10.length < 1){
const err18 = {instancePath:instancePath+"/events/types",schemaPath:"#/properties/events/properties/types/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema9.properties.events.properties.types,data:data10};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
const len2 = data10.length;
for(let i4=0; i4<len2; i4++){
let data11 = data10[i4];
if(!((((((((((data11 === "bounce") || (data11 === "click")) || (data11 === "complaint")) || (data11 === "delivery")) || (data11 === "delivery-delay")) || (data11 === "open")) || (data11 === "reject")) || (data11 === "rendering-failure")) || (data11 === "send")) || (data11 === "subscription"))){
const err19 = {instancePath:instancePath+"/events/types/" + i4,schemaPath:"#/properties/events/properties/types/items/enum",keyword:"enum",params:{allowedValues: schema9.properties.events.properties.types.items.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.events.properties.types.items.enum,parentSchema:schema9.properties.events.properties.types.items,data:data11};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
let i5 = data10.length;
let j2;
if(i5 > 1){
outer2:
for(;i5--;){
for(j2 = i5; j2--;){
if(func0(data10[i5], data10[j2])){
const err20 = {instancePath:instancePath+"/events/types",schemaPath:"#/properties/events/properties/types/uniqueItems",keyword:"uniqueItems",params:{i: i5, j: j2},message:"must NOT have duplicate items (items ## "+j2+" and "+i5+" are identical)",schema:true,parentSchema:schema9.properties.events.properties.types,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
break outer2;
}
}
}
}
}
else {
const err21 = {instancePath:instancePath+"/events/types",schemaPath:"#/properties/events/properties/types/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema9.properties.events.properties.types.type,parentSchema:schema9.properties.events.properties.types,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/events",schemaPath:"#/properties/events/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema9.properties.events.type,parentSchema:schema9.properties.events,data:data8};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.dedicatedIps !== undefined){
let data12 = data.dedicatedIps;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
if(!((key2 === "pool") || (key2 === "scaling"))){
const err23 = {instancePath:instancePath+"/dedicatedIps",schemaPath:"#/properties/dedicatedIps/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema9.properties.dedicatedIps,data:data12};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data12.pool !== undefined){
let data13 = data12.pool;
if(typeof data13 === "string"){
if(!(formats12(data13))){
const err24 = {instancePath:instancePath+"/dedicatedIps/pool",schemaPath:"#/properties/dedicatedIps/properties/pool/format",keyword:"format",params:{format: "ses-name"},message:"must match format \""+"ses-name"+"\"",schema:"ses-name",parentSchema:schema9.properties.dedicatedIps.properties.pool,data:data13};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/dedicatedIps/pool",schemaPath:"#/properties/dedicatedIps/properties/pool/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.dedicatedIps.properties.pool.type,parentSchema:schema9.properties.dedicatedIps.properties.pool,data:data13};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.scaling !== undefined){
let data14 = data12.scaling;
if(!((data14 === "managed") || (data14 === "standard"))){
const err26 = {instancePath:instancePath+"/dedicatedIps/scaling",schemaPath:"#/properties/dedicatedIps/properties/scaling/enum",keyword:"enum",params:{allowedValues: schema9.properties.dedicatedIps.properties.scaling.enum},message:"must be equal to one of the allowed values",schema:schema9.properties.dedicatedIps.properties.scaling.enum,parentSchema:schema9.properties.dedicatedIps.properties.scaling,data:data14};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/dedicatedIps",schemaPath:"#/properties/dedicatedIps/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema9.properties.dedicatedIps.type,parentSchema:schema9.properties.dedicatedIps,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.profile !== undefined){
let data15 = data.profile;
if(typeof data15 === "string"){
if(func3(data15) < 1){
const err28 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema9.properties.profile,data:data15};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.profile.type,parentSchema:schema9.properties.profile,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.iamUrl !== undefined){
let data16 = data.iamUrl;
if(typeof data16 === "string"){
if(func3(data16) < 1){
const err30 = {instancePath:instancePath+"/iamUrl",schemaPath:"#/properties/iamUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema9.properties.iamUrl,data:data16};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/iamUrl",schemaPath:"#/properties/iamUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.iamUrl.type,parentSchema:schema9.properties.iamUrl,data:data16};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.sesUrl !== undefined){
let data17 = data.sesUrl;
if(typeof data17 === "string"){
if(func3(data17) < 1){
const err32 = {instancePath:instancePath+"/sesUrl",schemaPath:"#/properties/sesUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema9.properties.sesUrl,data:data17};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/sesUrl",schemaPath:"#/properties/sesUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.sesUrl.type,parentSchema:schema9.properties.sesUrl,data:data17};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.stsUrl !== undefined){
let data18 = data.stsUrl;
if(typeof data18 === "string"){
if(func3(data18) < 1){
const err34 = {instancePath:instancePath+"/stsUrl",schemaPath:"#/properties/stsUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema9.properties.stsUrl,data:data18};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/stsUrl",schemaPath:"#/properties/stsUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.stsUrl.type,parentSchema:schema9.properties.stsUrl,data:data18};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.credentials !== undefined){
let data19 = data.credentials;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key3 in data19){
if(!(((key3 === "AWS_ACCESS_KEY_ID") || (key3 === "AWS_SECRET_ACCESS_KEY")) || (key3 === "AWS_SESSION_TOKEN"))){
const err36 = {instancePath:instancePath+"/credentials",schemaPath:"#/properties/credentials/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema9.properties.credentials,data:data19};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data19.AWS_ACCESS_KEY_ID !== undefined){
let data20 = data19.AWS_ACCESS_KEY_ID;
if(typeof data20 === "string"){
if(!(formats6(data20))){
const err37 = {instancePath:instancePath+"/credentials/AWS_ACCESS_KEY_ID",schemaPath:"#/properties/credentials/properties/AWS_ACCESS_KEY_ID/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema9.properties.credentials.properties.AWS_ACCESS_KEY_ID,data:data20};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
else {
const err38 = {instancePath:instancePath+"/credentials/AWS_ACCESS_KEY_ID",schemaPath:"#/properties/credentials/properties/AWS_ACCESS_KEY_ID/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.credentials.properties.AWS_ACCESS_KEY_ID.type,parentSchema:schema9.properties.credentials.properties.AWS_ACCESS_KEY_ID,data:data20};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data19.AWS_SECRET_ACCESS_KEY !== undefined){
let data21 = data19.AWS_SECRET_ACCESS_KEY;
if(typeof data21 === "string"){
if(!(formats6(data21))){
const err39 = {instancePath:instancePath+"/credentials/AWS_SECRET_ACCESS_KEY",schemaPath:"#/properties/credentials/properties/AWS_SECRET_ACCESS_KEY/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema9.properties.credentials.properties.AWS_SECRET_ACCESS_KEY,data:data21};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
else {
const err40 = {instancePath:instancePath+"/credentials/AWS_SECRET_ACCESS_KEY",schemaPath:"#/properties/credentials/properties/AWS_SECRET_ACCESS_KEY/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.credentials.properties.AWS_SECRET_ACCESS_KEY.type,parentSchema:schema9.properties.credentials.properties.AWS_SECRET_ACCESS_KEY,data:data21};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data19.AWS_SESSION_TOKEN !== undefined){
let data22 = data19.AWS_SESSION_TOKEN;
if(typeof data22 === "string"){
if(!(formats6(data22))){
const err41 = {instancePath:instancePath+"/credentials/AWS_SESSION_TOKEN",schemaPath:"#/properties/credentials/properties/AWS_SESSION_TOKEN/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema9.properties.credentials.properties.AWS_SESSION_TOKEN,data:data22};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/credentials/AWS_SESSION_TOKEN",schemaPath:"#/properties/credentials/properties/AWS_SESSION_TOKEN/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema9.properties.credentials.properties.AWS_SESSION_TOKEN.type,parentSchema:schema9.properties.credentials.properties.AWS_SESSION_TOKEN,data:data22};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/credentials",schemaPath:"#/properties/credentials/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema9.properties.credentials.type,parentSchema:schema9.properties.credentials,data:data19};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
}
validate25.errors = vErrors;
return errors === 0;
}


function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "amazon-ses") || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema8,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data["amazon-ses"] !== undefined){
if(!(validate25(data["amazon-ses"], {instancePath:instancePath+"/amazon-ses",parentData:data,parentDataProperty:"amazon-ses",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
for(const key1 in data){
if(pattern0.test(key1)){
let data1 = data[key1];
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (data1 !== null)){
const err1 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E(%3F!amazon-ses%24)%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/type",keyword:"type",params:{type: schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"].type},message:"must be object,null",schema:schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"].type,parentSchema:schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"],data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema8.type,parentSchema:schema8,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema10 = {"title":"`defaults`","type":"object","additionalProperties":false,"properties":{"zone":{"$ref":"#/definitions/zone"},"mailProvider":{"$ref":"#/definitions/mailProvider"},"relays":{"$ref":"#/definitions/relays"},"sendingIps":{"$ref":"#/definitions/sendingIps"},"returnPath":{"$ref":"#/definitions/returnPath"},"spf":{"$ref":"#/definitions/spf"},"dkim":{"$ref":"#/definitions/dkim"},"dmarc":{"$ref":"#/definitions/dmarc"},"mtaSts":{"$ref":"#/definitions/mtaSts"},"tlsReports":{"$ref":"#/definitions/tlsReports"},"bimi":{"$ref":"#/definitions/bimi"},"caa":{"$ref":"#/definitions/caa"},"dnssec":{"$ref":"#/definitions/dnssec"},"zoneSettings":{"$ref":"#/definitions/zoneSettings"},"mailboxes":{"$ref":"#/definitions/mailboxes"},"signature":{"$ref":"#/definitions/signature"},"warmup":{"$ref":"#/definitions/warmup"},"timezone":{"$ref":"#/definitions/timezone"},"sendingHours":{"$ref":"#/definitions/sendingHours"},"modes":{"$ref":"#/definitions/modes"},"rules":{"$ref":"#/definitions/rules"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"leaving":{"$ref":"#/definitions/leaving"},"adopt":{"$ref":"#/definitions/adopt"},"done":{"$ref":"#/definitions/done"},"values":{"$ref":"#/definitions/values"},"records":{"$ref":"#/definitions/records"},"ttl":{"$ref":"#/definitions/ttl"},"overrides":{"$ref":"#/definitions/overrides"}}};
const schema11 = {"description":"Which Cloudflare zone carries the records: `existing` (default), `create`, or the name of the parent zone of a subdomain.","type":"string","format":"zone"};
const formats22 = checks.zone;

function validate29(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats22(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "zone"},message:"must match format \""+"zone"+"\"",schema:"zone",parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate29.errors = vErrors;
return errors === 0;
}

const schema12 = {"description":"Who hosts the mailboxes: a template of `templates/providers`, or `none` for a domain that only sends through relays. Default: none.","type":"string","format":"id"};

function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats2(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema12.type,parentSchema:schema12,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}

const schema13 = {"description":"Relays that send for the domain: template names, or maps of name and variables.","type":"array","items":{"$ref":"#/definitions/relay"}};
const schema14 = {"title":"a relay","type":["string","object"],"format":"id","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`."},"returnPath":{"type":"string","format":"label","description":"The host below the domain to which bounces go. Default: the template's."},"envelope":{"enum":["apex","return-path"],"description":"`apex`: the relay sends with the domain itself in MAIL FROM, so its SPF stands there. Default: return-path."}},"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":["string","number","boolean"],"description":"A variable of the template, such as `region`."}},"propertyNames":{"title":"variable"}};
const formats30 = checks.label;
const pattern2 = new RegExp("^[a-z][A-Za-z0-9]*$", "u");

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema14.type},message:"must be string,object",schema:schema14.type,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats2(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema14.required,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "returnPath")) || (key0 === "envelope")) || (pattern2.test(key0)))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema14,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema14.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.name.type,parentSchema:schema14.properties.name,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.returnPath !== undefined){
let data1 = data.returnPath;
if(typeof data1 === "string"){
if(!(formats30(data1))){
const err6 = {instancePath:instancePath+"/returnPath",schemaPath:"#/properties/returnPath/format",keyword:"format",params:{format: "label"},message:"must match format \""+"label"+"\"",schema:"label",parentSchema:schema14.properties.returnPath,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/returnPath",schemaPath:"#/properties/returnPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.returnPath.type,parentSchema:schema14.properties.returnPath,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.envelope !== undefined){
let data2 = data.envelope;
if(!((data2 === "apex") || (data2 === "return-path"))){
const err8 = {instancePath:instancePath+"/envelope",schemaPath:"#/properties/envelope/enum",keyword:"enum",params:{allowedValues: schema14.properties.envelope.enum},message:"must be equal to one of the allowed values",schema:schema14.properties.envelope.enum,parentSchema:schema14.properties.envelope,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key1 in data){
if(pattern2.test(key1)){
let data3 = data[key1];
if(((typeof data3 !== "string") && (!((typeof data3 == "number") && (isFinite(data3))))) && (typeof data3 !== "boolean")){
const err9 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: schema14.patternProperties["^[a-z][A-Za-z0-9]*$"].type},message:"must be string,number,boolean",schema:schema14.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema14.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
validate34.errors = vErrors;
return errors === 0;
}


function validate33(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate34(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate33.errors = vErrors;
return errors === 0;
}

const schema15 = {"description":"Addresses and networks of the domain's own servers: `ip4:` and `ip6:` in SPF, watched by blocklist checks.","type":["string","array"],"format":"network","items":{"type":"string","format":"network"}};
const formats32 = checks.network;

function validate37(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema15.type},message:"must be string,array",schema:schema15.type,parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats32(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "network"},message:"must match format \""+"network"+"\"",schema:"network",parentSchema:schema15,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!(formats32(data0))){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/format",keyword:"format",params:{format: "network"},message:"must match format \""+"network"+"\"",schema:"network",parentSchema:schema15.items,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.items.type,parentSchema:schema15.items,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
validate37.errors = vErrors;
return errors === 0;
}

const schema16 = {"description":"The host below the domain to which bounces of its own servers go, or `none`. A relay names its own. Default: none.","type":"string","format":"label"};

function validate39(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats30(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "label"},message:"must match format \""+"label"+"\"",schema:"label",parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema16.type,parentSchema:schema16,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate39.errors = vErrors;
return errors === 0;
}

const schema17 = {"title":"`spf`","description":"The SPF record at the domain (RFC 7208).","type":"object","additionalProperties":false,"properties":{"all":{"enum":["-all","~all"],"description":"What to make of everybody else. Default: -all."},"include":{"description":"Further domains to include, without `include:`.","type":["string","array"],"format":"spf-domain","items":{"type":"string","format":"spf-domain"}},"flatten":{"enum":["never","whenNeeded"],"description":"Whether includes may be replaced by their addresses. Default: never."}}};
const formats38 = checks["spf-domain"];

function validate41(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "all") || (key0 === "include")) || (key0 === "flatten"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.all !== undefined){
let data0 = data.all;
if(!((data0 === "-all") || (data0 === "~all"))){
const err1 = {instancePath:instancePath+"/all",schemaPath:"#/properties/all/enum",keyword:"enum",params:{allowedValues: schema17.properties.all.enum},message:"must be equal to one of the allowed values",schema:schema17.properties.all.enum,parentSchema:schema17.properties.all,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.include !== undefined){
let data1 = data.include;
if((typeof data1 !== "string") && (!(Array.isArray(data1)))){
const err2 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: schema17.properties.include.type},message:"must be string,array",schema:schema17.properties.include.type,parentSchema:schema17.properties.include,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(typeof data1 === "string"){
if(!(formats38(data1))){
const err3 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/format",keyword:"format",params:{format: "spf-domain"},message:"must match format \""+"spf-domain"+"\"",schema:"spf-domain",parentSchema:schema17.properties.include,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(typeof data2 === "string"){
if(!(formats38(data2))){
const err4 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/format",keyword:"format",params:{format: "spf-domain"},message:"must match format \""+"spf-domain"+"\"",schema:"spf-domain",parentSchema:schema17.properties.include.items,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/include/" + i0,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema17.properties.include.items.type,parentSchema:schema17.properties.include.items,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
if(data.flatten !== undefined){
let data3 = data.flatten;
if(!((data3 === "never") || (data3 === "whenNeeded"))){
const err6 = {instancePath:instancePath+"/flatten",schemaPath:"#/properties/flatten/enum",keyword:"enum",params:{allowedValues: schema17.properties.flatten.enum},message:"must be equal to one of the allowed values",schema:schema17.properties.flatten.enum,parentSchema:schema17.properties.flatten,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate41.errors = vErrors;
return errors === 0;
}

const schema18 = {"title":"`dkim`","description":"Keys that Mailyard makes, for senders that take them.","type":"object","additionalProperties":false,"properties":{"prefix":{"type":"string","format":"selector-prefix","description":"How the selectors begin. Default: my."},"algorithm":{"enum":["rsa-2048","ed25519","both"],"description":"Which keys are made; `both` is one of each. Default: rsa-2048."},"rotate":{"type":"string","format":"rotation","description":"How old a key may get, in days, or `never`. Default: 90d."},"overlap":{"type":"string","format":"overlap","description":"How long an old key stays in DNS after the last message signed with it, in days; at least 5d. Default: 14d."},"propagation":{"type":"string","format":"propagation","description":"How long every server of the zone has served a new key before it is used, in hours. Default: 24h."},"signers":{"description":"Whose DKIM keys Mailyard makes and rotates: senders of the domain by their templates, and its own servers by the program that signs there. Names, or maps of name and settings.","type":"array","items":{"$ref":"#/definitions/signer"}}}};
const formats42 = checks["selector-prefix"];
const formats44 = checks.rotation;
const formats46 = checks.overlap;
const formats48 = checks.propagation;
const schema19 = {"title":"an entry of `dkim.signers`","type":["string","object"],"format":"id","additionalProperties":false,"required":["name"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`, or `opendkim`, `rspamd`, `kumomta`."},"keys":{"enum":["own","provider"],"description":"Who makes the keys, at a provider that also takes ours. Default: own."},"folder":{"type":"string","format":"folder","description":"Where a program has its keys and tables. Default: /etc/<name>/mailyard."},"reload":{"type":"string","minLength":1,"description":"A command of the shell that makes the program read them again, such as `systemctl reload opendkim`."},"milter":{"type":"string","format":"milter","description":"OpenDKIM's socket, `host:port` or a path: keys in use are then proved by a message that it signs."},"url":{"type":"string","format":"http-url","description":"Rspamd's scanner, such as `http://127.0.0.1:11333`: keys in use are then proved by a message that it signs."}}};
const formats54 = checks.folder;
const formats56 = checks.milter;
const formats58 = checks["http-url"];

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema19.type},message:"must be string,object",schema:schema19.type,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats2(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema19.required,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "keys")) || (key0 === "folder")) || (key0 === "reload")) || (key0 === "milter")) || (key0 === "url"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema19,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema19.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.name.type,parentSchema:schema19.properties.name,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.keys !== undefined){
let data1 = data.keys;
if(!((data1 === "own") || (data1 === "provider"))){
const err6 = {instancePath:instancePath+"/keys",schemaPath:"#/properties/keys/enum",keyword:"enum",params:{allowedValues: schema19.properties.keys.enum},message:"must be equal to one of the allowed values",schema:schema19.properties.keys.enum,parentSchema:schema19.properties.keys,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.folder !== undefined){
let data2 = data.folder;
if(typeof data2 === "string"){
if(!(formats54(data2))){
const err7 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/format",keyword:"format",params:{format: "folder"},message:"must match format \""+"folder"+"\"",schema:"folder",parentSchema:schema19.properties.folder,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/folder",schemaPath:"#/properties/folder/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.folder.type,parentSchema:schema19.properties.folder,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.reload !== undefined){
let data3 = data.reload;
if(typeof data3 === "string"){
if(func3(data3) < 1){
const err9 = {instancePath:instancePath+"/reload",schemaPath:"#/properties/reload/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema19.properties.reload,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/reload",schemaPath:"#/properties/reload/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.reload.type,parentSchema:schema19.properties.reload,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.milter !== undefined){
let data4 = data.milter;
if(typeof data4 === "string"){
if(!(formats56(data4))){
const err11 = {instancePath:instancePath+"/milter",schemaPath:"#/properties/milter/format",keyword:"format",params:{format: "milter"},message:"must match format \""+"milter"+"\"",schema:"milter",parentSchema:schema19.properties.milter,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/milter",schemaPath:"#/properties/milter/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.milter.type,parentSchema:schema19.properties.milter,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.url !== undefined){
let data5 = data.url;
if(typeof data5 === "string"){
if(!(formats58(data5))){
const err13 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/format",keyword:"format",params:{format: "http-url"},message:"must match format \""+"http-url"+"\"",schema:"http-url",parentSchema:schema19.properties.url,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.properties.url.type,parentSchema:schema19.properties.url,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
validate44.errors = vErrors;
return errors === 0;
}


function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "prefix") || (key0 === "algorithm")) || (key0 === "rotate")) || (key0 === "overlap")) || (key0 === "propagation")) || (key0 === "signers"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.prefix !== undefined){
let data0 = data.prefix;
if(typeof data0 === "string"){
if(!(formats42(data0))){
const err1 = {instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/format",keyword:"format",params:{format: "selector-prefix"},message:"must match format \""+"selector-prefix"+"\"",schema:"selector-prefix",parentSchema:schema18.properties.prefix,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/prefix",schemaPath:"#/properties/prefix/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.properties.prefix.type,parentSchema:schema18.properties.prefix,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.algorithm !== undefined){
let data1 = data.algorithm;
if(!(((data1 === "rsa-2048") || (data1 === "ed25519")) || (data1 === "both"))){
const err3 = {instancePath:instancePath+"/algorithm",schemaPath:"#/properties/algorithm/enum",keyword:"enum",params:{allowedValues: schema18.properties.algorithm.enum},message:"must be equal to one of the allowed values",schema:schema18.properties.algorithm.enum,parentSchema:schema18.properties.algorithm,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.rotate !== undefined){
let data2 = data.rotate;
if(typeof data2 === "string"){
if(!(formats44(data2))){
const err4 = {instancePath:instancePath+"/rotate",schemaPath:"#/properties/rotate/format",keyword:"format",params:{format: "rotation"},message:"must match format \""+"rotation"+"\"",schema:"rotation",parentSchema:schema18.properties.rotate,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/rotate",schemaPath:"#/properties/rotate/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.properties.rotate.type,parentSchema:schema18.properties.rotate,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.overlap !== undefined){
let data3 = data.overlap;
if(typeof data3 === "string"){
if(!(formats46(data3))){
const err6 = {instancePath:instancePath+"/overlap",schemaPath:"#/properties/overlap/format",keyword:"format",params:{format: "overlap"},message:"must match format \""+"overlap"+"\"",schema:"overlap",parentSchema:schema18.properties.overlap,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/overlap",schemaPath:"#/properties/overlap/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.properties.overlap.type,parentSchema:schema18.properties.overlap,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.propagation !== undefined){
let data4 = data.propagation;
if(typeof data4 === "string"){
if(!(formats48(data4))){
const err8 = {instancePath:instancePath+"/propagation",schemaPath:"#/properties/propagation/format",keyword:"format",params:{format: "propagation"},message:"must match format \""+"propagation"+"\"",schema:"propagation",parentSchema:schema18.properties.propagation,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/propagation",schemaPath:"#/properties/propagation/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema18.properties.propagation.type,parentSchema:schema18.properties.propagation,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.signers !== undefined){
let data5 = data.signers;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate44(data5[i0], {instancePath:instancePath+"/signers/" + i0,parentData:data5,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/signers",schemaPath:"#/properties/signers/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema18.properties.signers.type,parentSchema:schema18.properties.signers,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}

const schema20 = {"title":"`dmarc`","description":"The DMARC record (RFC 9989).","type":"object","additionalProperties":false,"properties":{"policy":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"What receivers should do with mail that fails. Default: none."},"since":{"type":"string","format":"iso-date","description":"Since when this policy stands."},"testing":{"type":"boolean","description":"`t=y`: receivers apply the policy one level lower. Default: false."},"subdomains":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"`sp`: the policy of subdomains that exist. Unset: as `policy`."},"nonexistent":{"allOf":[{"$ref":"#/definitions/dmarcPolicy"}],"description":"`np`: the policy of subdomains that do not exist. Unset: as `subdomains`, else `policy`."},"alignment":{"title":"`alignment`","description":"How closely names must match the domain in From: `relaxed` lets subdomains pass.","type":"object","additionalProperties":false,"properties":{"spf":{"allOf":[{"$ref":"#/definitions/alignment"}],"description":"`aspf`: the domain in MAIL FROM. Default: relaxed."},"dkim":{"allOf":[{"$ref":"#/definitions/alignment"}],"description":"`adkim`: the domain that signs. Default: relaxed."}}},"reports":{"allOf":[{"$ref":"#/definitions/addresses"}],"description":"Where aggregate reports go, instead of `contacts.dmarcReports`."}}};
const schema21 = {"enum":["none","quarantine","reject"]};

function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "none") || (data === "quarantine")) || (data === "reject"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema21.enum},message:"must be equal to one of the allowed values",schema:schema21.enum,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}

const schema22 = {"enum":["relaxed","strict"]};

function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((data === "relaxed") || (data === "strict"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema22.enum},message:"must be equal to one of the allowed values",schema:schema22.enum,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate52.errors = vErrors;
return errors === 0;
}

const schema23 = {"description":"Mail addresses.","type":["string","array"],"format":"address","items":{"type":"string","format":"address"}};
const formats62 = checks.address;

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema23.type},message:"must be string,array",schema:schema23.type,parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats62(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "address"},message:"must match format \""+"address"+"\"",schema:"address",parentSchema:schema23,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!(formats62(data0))){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/format",keyword:"format",params:{format: "address"},message:"must match format \""+"address"+"\"",schema:"address",parentSchema:schema23.items,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.items.type,parentSchema:schema23.items,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
validate55.errors = vErrors;
return errors === 0;
}

const formats60 = checks["iso-date"];

function validate47(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "policy") || (key0 === "since")) || (key0 === "testing")) || (key0 === "subdomains")) || (key0 === "nonexistent")) || (key0 === "alignment")) || (key0 === "reports"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.policy !== undefined){
if(!(validate48(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
if(data.since !== undefined){
let data1 = data.since;
if(typeof data1 === "string"){
if(!(formats60(data1))){
const err1 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema20.properties.since,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema20.properties.since.type,parentSchema:schema20.properties.since,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.testing !== undefined){
let data2 = data.testing;
if(typeof data2 !== "boolean"){
const err3 = {instancePath:instancePath+"/testing",schemaPath:"#/properties/testing/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema20.properties.testing.type,parentSchema:schema20.properties.testing,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.subdomains !== undefined){
if(!(validate48(data.subdomains, {instancePath:instancePath+"/subdomains",parentData:data,parentDataProperty:"subdomains",rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
if(data.nonexistent !== undefined){
if(!(validate48(data.nonexistent, {instancePath:instancePath+"/nonexistent",parentData:data,parentDataProperty:"nonexistent",rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
if(data.alignment !== undefined){
let data5 = data.alignment;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!((key1 === "spf") || (key1 === "dkim"))){
const err4 = {instancePath:instancePath+"/alignment",schemaPath:"#/properties/alignment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema20.properties.alignment,data:data5};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data5.spf !== undefined){
if(!(validate52(data5.spf, {instancePath:instancePath+"/alignment/spf",parentData:data5,parentDataProperty:"spf",rootData}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
if(data5.dkim !== undefined){
if(!(validate52(data5.dkim, {instancePath:instancePath+"/alignment/dkim",parentData:data5,parentDataProperty:"dkim",rootData}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/alignment",schemaPath:"#/properties/alignment/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.properties.alignment.type,parentSchema:schema20.properties.alignment,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.reports !== undefined){
if(!(validate55(data.reports, {instancePath:instancePath+"/reports",parentData:data,parentDataProperty:"reports",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema20.type,parentSchema:schema20,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate47.errors = vErrors;
return errors === 0;
}

const schema24 = {"description":"MTA-STS (RFC 8461): `none` (default), `testing`, `enforce`, or a map.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/mtaStsMode"},"else":{"$ref":"#/definitions/mtaStsMap"}};
const schema25 = {"enum":["none","testing","enforce"]};

function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "none") || (data === "testing")) || (data === "enforce"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema25.enum},message:"must be equal to one of the allowed values",schema:schema25.enum,parentSchema:schema25,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate59.errors = vErrors;
return errors === 0;
}

const schema26 = {"title":"`mtaSts`","additionalProperties":false,"properties":{"mode":{"allOf":[{"$ref":"#/definitions/mtaStsMode"}],"description":"`enforce`: senders deliver only over TLS and only to the policy's MX hosts; `testing`: they deliver, and report what would fail. Default: none."},"maxAge":{"type":"integer","minimum":0,"maximum":31557600,"description":"Seconds for which senders keep the policy. Default: 604800, a week."},"mx":{"description":"MX hosts beside the domain's own, such as `*.mail.example`.","type":["string","array"],"format":"mx-pattern","items":{"type":"string","format":"mx-pattern"}},"policyHost":{"type":"string","format":"host","description":"Who serves the policy: `mta-sts` becomes a CNAME to it. Default: a Worker."}}};
const formats66 = checks["mx-pattern"];
const formats70 = checks.host;

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "mode") || (key0 === "maxAge")) || (key0 === "mx")) || (key0 === "policyHost"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.mode !== undefined){
if(!(validate59(data.mode, {instancePath:instancePath+"/mode",parentData:data,parentDataProperty:"mode",rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
}
if(data.maxAge !== undefined){
let data1 = data.maxAge;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err1 = {instancePath:instancePath+"/maxAge",schemaPath:"#/properties/maxAge/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema26.properties.maxAge.type,parentSchema:schema26.properties.maxAge,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 31557600 || isNaN(data1)){
const err2 = {instancePath:instancePath+"/maxAge",schemaPath:"#/properties/maxAge/maximum",keyword:"maximum",params:{comparison: "<=", limit: 31557600},message:"must be <= 31557600",schema:31557600,parentSchema:schema26.properties.maxAge,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/maxAge",schemaPath:"#/properties/maxAge/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema26.properties.maxAge,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.mx !== undefined){
let data2 = data.mx;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err4 = {instancePath:instancePath+"/mx",schemaPath:"#/properties/mx/type",keyword:"type",params:{type: schema26.properties.mx.type},message:"must be string,array",schema:schema26.properties.mx.type,parentSchema:schema26.properties.mx,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data2 === "string"){
if(!(formats66(data2))){
const err5 = {instancePath:instancePath+"/mx",schemaPath:"#/properties/mx/format",keyword:"format",params:{format: "mx-pattern"},message:"must match format \""+"mx-pattern"+"\"",schema:"mx-pattern",parentSchema:schema26.properties.mx,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!(formats66(data3))){
const err6 = {instancePath:instancePath+"/mx/" + i0,schemaPath:"#/properties/mx/items/format",keyword:"format",params:{format: "mx-pattern"},message:"must match format \""+"mx-pattern"+"\"",schema:"mx-pattern",parentSchema:schema26.properties.mx.items,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/mx/" + i0,schemaPath:"#/properties/mx/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.mx.items.type,parentSchema:schema26.properties.mx.items,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
if(data.policyHost !== undefined){
let data4 = data.policyHost;
if(typeof data4 === "string"){
if(!(formats70(data4))){
const err8 = {instancePath:instancePath+"/policyHost",schemaPath:"#/properties/policyHost/format",keyword:"format",params:{format: "host"},message:"must match format \""+"host"+"\"",schema:"host",parentSchema:schema26.properties.policyHost,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/policyHost",schemaPath:"#/properties/policyHost/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.policyHost.type,parentSchema:schema26.properties.policyHost,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
validate61.errors = vErrors;
return errors === 0;
}


function validate58(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema24.type},message:"must be string,object",schema:schema24.type,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!(validate59(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate61(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema24.if,parentSchema:schema24,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate58.errors = vErrors;
return errors === 0;
}

const schema27 = {"description":"Where TLS reports go (RFC 8460): addresses or https URLs, instead of `contacts.tlsReports`.","type":["string","array"],"format":"report-target","items":{"type":"string","format":"report-target"}};
const formats72 = checks["report-target"];

function validate65(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema27.type},message:"must be string,array",schema:schema27.type,parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats72(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "report-target"},message:"must match format \""+"report-target"+"\"",schema:"report-target",parentSchema:schema27,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!(formats72(data0))){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/format",keyword:"format",params:{format: "report-target"},message:"must match format \""+"report-target"+"\"",schema:"report-target",parentSchema:schema27.items,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema27.items.type,parentSchema:schema27.items,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
validate65.errors = vErrors;
return errors === 0;
}

const schema28 = {"title":"`bimi`","description":"The brand logo beside messages (BIMI).","type":"object","additionalProperties":false,"properties":{"logo":{"type":"string","format":"https-url","description":"The logo as SVG Tiny PS. `bimi` needs it."},"certificate":{"type":"string","format":"https-url","description":"The mark certificate (VMC or CMC) as PEM."},"selector":{"type":"string","format":"label","description":"The label before `._bimi`. Default: default."}}};
const formats76 = checks["https-url"];

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "logo") || (key0 === "certificate")) || (key0 === "selector"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.logo !== undefined){
let data0 = data.logo;
if(typeof data0 === "string"){
if(!(formats76(data0))){
const err1 = {instancePath:instancePath+"/logo",schemaPath:"#/properties/logo/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema28.properties.logo,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/logo",schemaPath:"#/properties/logo/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.logo.type,parentSchema:schema28.properties.logo,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.certificate !== undefined){
let data1 = data.certificate;
if(typeof data1 === "string"){
if(!(formats76(data1))){
const err3 = {instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema28.properties.certificate,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/certificate",schemaPath:"#/properties/certificate/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.certificate.type,parentSchema:schema28.properties.certificate,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.selector !== undefined){
let data2 = data.selector;
if(typeof data2 === "string"){
if(!(formats30(data2))){
const err5 = {instancePath:instancePath+"/selector",schemaPath:"#/properties/selector/format",keyword:"format",params:{format: "label"},message:"must match format \""+"label"+"\"",schema:"label",parentSchema:schema28.properties.selector,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/selector",schemaPath:"#/properties/selector/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema28.properties.selector.type,parentSchema:schema28.properties.selector,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema28.type,parentSchema:schema28,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}

const schema29 = {"title":"`caa`","description":"Who may issue certificates (RFC 8659, RFC 9495). One text or a list each.","type":"object","additionalProperties":false,"properties":{"issue":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"Who may issue certificates: domains of authorities, `;` for none."},"issuewild":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"The same for wildcard certificates."},"issuemail":{"allOf":[{"$ref":"#/definitions/issuers"}],"description":"The same for S/MIME certificates."},"iodef":{"description":"Where violations are reported: `mailto:` or https.","type":["string","array"],"format":"iodef","items":{"type":"string","format":"iodef"}}}};
const schema30 = {"description":"Domains of certificate authorities; `;` for none.","type":["string","array"],"minLength":1,"items":{"type":"string","minLength":1}};

function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema30.type},message:"must be string,array",schema:schema30.type,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(func3(data) < 1){
const err1 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema30,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema30.items,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema30.items.type,parentSchema:schema30.items,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
validate70.errors = vErrors;
return errors === 0;
}

const formats82 = checks.iodef;

function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "issue") || (key0 === "issuewild")) || (key0 === "issuemail")) || (key0 === "iodef"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.issue !== undefined){
if(!(validate70(data.issue, {instancePath:instancePath+"/issue",parentData:data,parentDataProperty:"issue",rootData}))){
vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
errors = vErrors.length;
}
}
if(data.issuewild !== undefined){
if(!(validate70(data.issuewild, {instancePath:instancePath+"/issuewild",parentData:data,parentDataProperty:"issuewild",rootData}))){
vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
errors = vErrors.length;
}
}
if(data.issuemail !== undefined){
if(!(validate70(data.issuemail, {instancePath:instancePath+"/issuemail",parentData:data,parentDataProperty:"issuemail",rootData}))){
vErrors = vErrors === null ? validate70.errors : vErrors.concat(validate70.errors);
errors = vErrors.length;
}
}
if(data.iodef !== undefined){
let data3 = data.iodef;
if((typeof data3 !== "string") && (!(Array.isArray(data3)))){
const err1 = {instancePath:instancePath+"/iodef",schemaPath:"#/properties/iodef/type",keyword:"type",params:{type: schema29.properties.iodef.type},message:"must be string,array",schema:schema29.properties.iodef.type,parentSchema:schema29.properties.iodef,data:data3};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data3 === "string"){
if(!(formats82(data3))){
const err2 = {instancePath:instancePath+"/iodef",schemaPath:"#/properties/iodef/format",keyword:"format",params:{format: "iodef"},message:"must match format \""+"iodef"+"\"",schema:"iodef",parentSchema:schema29.properties.iodef,data:data3};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!(formats82(data4))){
const err3 = {instancePath:instancePath+"/iodef/" + i0,schemaPath:"#/properties/iodef/items/format",keyword:"format",params:{format: "iodef"},message:"must match format \""+"iodef"+"\"",schema:"iodef",parentSchema:schema29.properties.iodef.items,data:data4};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/iodef/" + i0,schemaPath:"#/properties/iodef/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema29.properties.iodef.items.type,parentSchema:schema29.properties.iodef.items,data:data4};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema29.type,parentSchema:schema29,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate69.errors = vErrors;
return errors === 0;
}

const schema31 = {"description":"`keep` (default) leaves DNSSEC as it is; `on` signs the zone; `off` ends that, once the parent has no DS record.","enum":["keep","on","off"]};

function validate75(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "keep") || (data === "on")) || (data === "off"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema31.enum},message:"must be equal to one of the allowed values",schema:schema31.enum,parentSchema:schema31,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate75.errors = vErrors;
return errors === 0;
}

const schema32 = {"title":"`zoneSettings`","description":"Settings of the domain's own zone by Cloudflare's names: `ssl: strict`, `min_tls_version: '1.2'`. What is not named stays as it is.","type":"object","propertyNames":{"pattern":"^[a-z][a-z0-9_]*$"},"additionalProperties":{"type":["string","number"]}};
const pattern4 = new RegExp("^[a-z][a-z0-9_]*$", "u");

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern4.test(key0)){
const err0 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[a-z][a-z0-9_]*$"},message:"must match pattern \""+"^[a-z][a-z0-9_]*$"+"\"",schema:"^[a-z][a-z0-9_]*$",parentSchema:schema32.propertyNames,data:key0,propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},message:"property name must be valid",schema:schema32.propertyNames,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema32.additionalProperties.type},message:"must be string,number",schema:schema32.additionalProperties.type,parentSchema:schema32.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema32.type,parentSchema:schema32,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate77.errors = vErrors;
return errors === 0;
}

const schema33 = {"description":"How many mailboxes (they take `identities` in order), or a list of them. Default: 0.","type":["integer","array"],"minimum":0,"items":{"$ref":"#/definitions/mailbox"}};
const schema34 = {"title":"a mailbox","description":"One mailbox of the domain.","type":"object","additionalProperties":false,"required":["user"],"properties":{"user":{"type":"string","format":"user","description":"The part before the @."},"name":{"type":"string","minLength":1,"description":"The name that people see."},"forwardTo":{"allOf":[{"$ref":"#/definitions/addresses"}],"description":"Where its mail goes too."},"aliases":{"description":"Further names of this mailbox.","type":["string","array"],"format":"user-or-address","items":{"type":"string","format":"user-or-address"}},"dailyLimit":{"type":"integer","minimum":0,"description":"Messages a day, below what warm-up and profile allow."},"smtpRelay":{"type":"string","format":"id","description":"The relay that its mail leaves through."},"smtpAccess":{"type":"boolean","description":"Whether programs may send through the provider's SMTP server with its password, where the provider has a switch for that."},"signature":{"allOf":[{"$ref":"#/definitions/signature"}],"description":"In place of the domain's `signature`."},"persona":{"type":"string","minLength":1,"description":"Who this sender is, for whoever writes the messages."},"lifecycle":{"$ref":"#/definitions/mailboxLifecycle"}}};
const formats86 = checks.user;
const formats88 = checks["user-or-address"];
const schema35 = {"description":"What stands under the messages of its mailboxes: HTML where it has a tag, else text. `{name}`, `{user}`, `{address}`, `{domain}`, `{organization}` and `{persona}` are filled in.","type":"string"};

function validate82(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema35.type,parentSchema:schema35,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate82.errors = vErrors;
return errors === 0;
}

const schema36 = {"description":"Where the mailbox is in its life: a state, or a map with dates. A mailbox that is only taken out of the list stays at its provider.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/mailboxState"},"else":{"$ref":"#/definitions/mailboxLifecycleMap"}};
const schema37 = {"enum":["active","resting","retired"]};

function validate85(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "active") || (data === "resting")) || (data === "retired"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema37.enum},message:"must be equal to one of the allowed values",schema:schema37.enum,parentSchema:schema37,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate85.errors = vErrors;
return errors === 0;
}

const schema38 = {"title":"`lifecycle` of a mailbox","additionalProperties":false,"properties":{"state":{"allOf":[{"$ref":"#/definitions/mailboxState"}],"description":"resting is suspended at the provider, with everything kept; retired is suspended too, and deleted there after `graceDays`. Default: active."},"since":{"type":"string","format":"iso-date","description":"The day from which the state holds; `retired` needs it."},"graceDays":{"type":"integer","minimum":0,"description":"For how many days a retired mailbox stays suspended before it is deleted. Default: 30."}}};

function validate87(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "state") || (key0 === "since")) || (key0 === "graceDays"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema38,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.state !== undefined){
if(!(validate85(data.state, {instancePath:instancePath+"/state",parentData:data,parentDataProperty:"state",rootData}))){
vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
errors = vErrors.length;
}
}
if(data.since !== undefined){
let data1 = data.since;
if(typeof data1 === "string"){
if(!(formats60(data1))){
const err1 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema38.properties.since,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema38.properties.since.type,parentSchema:schema38.properties.since,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.graceDays !== undefined){
let data2 = data.graceDays;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err3 = {instancePath:instancePath+"/graceDays",schemaPath:"#/properties/graceDays/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema38.properties.graceDays.type,parentSchema:schema38.properties.graceDays,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err4 = {instancePath:instancePath+"/graceDays",schemaPath:"#/properties/graceDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema38.properties.graceDays,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
validate87.errors = vErrors;
return errors === 0;
}


function validate84(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema36.type},message:"must be string,object",schema:schema36.type,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!(validate85(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate87(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema36.if,parentSchema:schema36,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate84.errors = vErrors;
return errors === 0;
}


function validate80(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.user === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema34.required,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema34.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.user !== undefined){
let data0 = data.user;
if(typeof data0 === "string"){
if(!(formats86(data0))){
const err2 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/format",keyword:"format",params:{format: "user"},message:"must match format \""+"user"+"\"",schema:"user",parentSchema:schema34.properties.user,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/user",schemaPath:"#/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.user.type,parentSchema:schema34.properties.user,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(func3(data1) < 1){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.properties.name,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.name.type,parentSchema:schema34.properties.name,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.forwardTo !== undefined){
if(!(validate55(data.forwardTo, {instancePath:instancePath+"/forwardTo",parentData:data,parentDataProperty:"forwardTo",rootData}))){
vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
errors = vErrors.length;
}
}
if(data.aliases !== undefined){
let data3 = data.aliases;
if((typeof data3 !== "string") && (!(Array.isArray(data3)))){
const err6 = {instancePath:instancePath+"/aliases",schemaPath:"#/properties/aliases/type",keyword:"type",params:{type: schema34.properties.aliases.type},message:"must be string,array",schema:schema34.properties.aliases.type,parentSchema:schema34.properties.aliases,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data3 === "string"){
if(!(formats88(data3))){
const err7 = {instancePath:instancePath+"/aliases",schemaPath:"#/properties/aliases/format",keyword:"format",params:{format: "user-or-address"},message:"must match format \""+"user-or-address"+"\"",schema:"user-or-address",parentSchema:schema34.properties.aliases,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!(formats88(data4))){
const err8 = {instancePath:instancePath+"/aliases/" + i0,schemaPath:"#/properties/aliases/items/format",keyword:"format",params:{format: "user-or-address"},message:"must match format \""+"user-or-address"+"\"",schema:"user-or-address",parentSchema:schema34.properties.aliases.items,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/aliases/" + i0,schemaPath:"#/properties/aliases/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.aliases.items.type,parentSchema:schema34.properties.aliases.items,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
}
if(data.dailyLimit !== undefined){
let data5 = data.dailyLimit;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err10 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema34.properties.dailyLimit.type,parentSchema:schema34.properties.dailyLimit,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 0 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema34.properties.dailyLimit,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.smtpRelay !== undefined){
let data6 = data.smtpRelay;
if(typeof data6 === "string"){
if(!(formats2(data6))){
const err12 = {instancePath:instancePath+"/smtpRelay",schemaPath:"#/properties/smtpRelay/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema34.properties.smtpRelay,data:data6};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/smtpRelay",schemaPath:"#/properties/smtpRelay/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.smtpRelay.type,parentSchema:schema34.properties.smtpRelay,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.smtpAccess !== undefined){
let data7 = data.smtpAccess;
if(typeof data7 !== "boolean"){
const err14 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema34.properties.smtpAccess.type,parentSchema:schema34.properties.smtpAccess,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.signature !== undefined){
if(!(validate82(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
}
if(data.persona !== undefined){
let data9 = data.persona;
if(typeof data9 === "string"){
if(func3(data9) < 1){
const err15 = {instancePath:instancePath+"/persona",schemaPath:"#/properties/persona/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema34.properties.persona,data:data9};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/persona",schemaPath:"#/properties/persona/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema34.properties.persona.type,parentSchema:schema34.properties.persona,data:data9};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.lifecycle !== undefined){
if(!(validate84(data.lifecycle, {instancePath:instancePath+"/lifecycle",parentData:data,parentDataProperty:"lifecycle",rootData}))){
vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema34.type,parentSchema:schema34,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate80.errors = vErrors;
return errors === 0;
}


function validate79(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))) && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema33.type},message:"must be integer,array",schema:schema33.type,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data < 0 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema33,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate80(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
errors = vErrors.length;
}
}
}
validate79.errors = vErrors;
return errors === 0;
}

const schema39 = {"title":"`warmup`","description":"How sending grows; the lowest of the schedules counts. Progress lives in the ledger.","type":"object","additionalProperties":false,"properties":{"domain":{"type":"string","format":"id","description":"A schedule of `templates/warmup` for the domain as a whole; `none` where it needs none, whatever its profile says."},"mailbox":{"type":"string","format":"id","description":"A schedule for each mailbox, or `none`, as for mailboxes that were bought warm."},"ip":{"type":"string","format":"id","description":"A schedule for each address of `sendingIps`."},"start":{"type":"string","format":"iso-date","description":"The earliest day."},"target":{"type":"integer","minimum":1,"description":"Messages a day at which warm-up is done."}}};

function validate94(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "domain") || (key0 === "mailbox")) || (key0 === "ip")) || (key0 === "start")) || (key0 === "target"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.domain !== undefined){
let data0 = data.domain;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err1 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema39.properties.domain,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.domain.type,parentSchema:schema39.properties.domain,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.mailbox !== undefined){
let data1 = data.mailbox;
if(typeof data1 === "string"){
if(!(formats2(data1))){
const err3 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema39.properties.mailbox,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.mailbox.type,parentSchema:schema39.properties.mailbox,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.ip !== undefined){
let data2 = data.ip;
if(typeof data2 === "string"){
if(!(formats2(data2))){
const err5 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema39.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.ip.type,parentSchema:schema39.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.start !== undefined){
let data3 = data.start;
if(typeof data3 === "string"){
if(!(formats60(data3))){
const err7 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema39.properties.start,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema39.properties.start.type,parentSchema:schema39.properties.start,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.target !== undefined){
let data4 = data.target;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema39.properties.target.type,parentSchema:schema39.properties.target,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/target",schemaPath:"#/properties/target/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema39.properties.target,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema39.type,parentSchema:schema39,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate94.errors = vErrors;
return errors === 0;
}

const schema40 = {"description":"An IANA time zone, such as Europe/Berlin. Default: UTC.","type":"string","format":"timezone"};
const formats104 = checks.timezone;

function validate96(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats104(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "timezone"},message:"must match format \""+"timezone"+"\"",schema:"timezone",parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema40.type,parentSchema:schema40,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate96.errors = vErrors;
return errors === 0;
}

const schema41 = {"title":"`sendingHours`","description":"When messages may leave, in the time zone of the domain.","type":"object","additionalProperties":false,"properties":{"from":{"type":"integer","minimum":0,"maximum":23,"description":"The first hour. Default: 0."},"to":{"type":"integer","minimum":1,"maximum":24,"description":"The hour at which sending stops. Default: 24."},"days":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["mon","tue","wed","thu","fri","sat","sun"]},"description":"The days on which messages leave. Default: every day."}}};

function validate98(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "from") || (key0 === "to")) || (key0 === "days"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err1 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema41.properties.from.type,parentSchema:schema41.properties.from,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 23 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23",schema:23,parentSchema:schema41.properties.from,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 < 0 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema41.properties.from,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.to !== undefined){
let data1 = data.to;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema41.properties.to.type,parentSchema:schema41.properties.to,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 24 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/maximum",keyword:"maximum",params:{comparison: "<=", limit: 24},message:"must be <= 24",schema:24,parentSchema:schema41.properties.to,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema41.properties.to,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.days !== undefined){
let data2 = data.days;
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema41.properties.days,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(!(((((((data3 === "mon") || (data3 === "tue")) || (data3 === "wed")) || (data3 === "thu")) || (data3 === "fri")) || (data3 === "sat")) || (data3 === "sun"))){
const err8 = {instancePath:instancePath+"/days/" + i0,schemaPath:"#/properties/days/items/enum",keyword:"enum",params:{allowedValues: schema41.properties.days.items.enum},message:"must be equal to one of the allowed values",schema:schema41.properties.days.items.enum,parentSchema:schema41.properties.days.items,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data2[i1], data2[j0])){
const err9 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema41.properties.days,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err10 = {instancePath:instancePath+"/days",schemaPath:"#/properties/days/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema41.properties.days.type,parentSchema:schema41.properties.days,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema41.type,parentSchema:schema41,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
validate98.errors = vErrors;
return errors === 0;
}

const schema42 = {"title":"`modes`","description":"What Mailyard may do by itself: observe (say what it would do), suggest (ask) or enforce.","type":"object","additionalProperties":false,"properties":{"dkim":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"Rotation of DKIM keys. Default: observe."},"warmup":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"The steps of warm-up. Default: observe."},"blocklists":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"What follows from a listing. Default: observe."},"health":{"allOf":[{"$ref":"#/definitions/mode"}],"description":"Nothing asks it yet: what bounces and complaints bring about are steps of warm-up. Default: observe."}}};
const schema43 = {"enum":["observe","suggest","enforce"]};

function validate101(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "observe") || (data === "suggest")) || (data === "enforce"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema43.enum},message:"must be equal to one of the allowed values",schema:schema43.enum,parentSchema:schema43,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate101.errors = vErrors;
return errors === 0;
}


function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "dkim") || (key0 === "warmup")) || (key0 === "blocklists")) || (key0 === "health"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.dkim !== undefined){
if(!(validate101(data.dkim, {instancePath:instancePath+"/dkim",parentData:data,parentDataProperty:"dkim",rootData}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
if(data.warmup !== undefined){
if(!(validate101(data.warmup, {instancePath:instancePath+"/warmup",parentData:data,parentDataProperty:"warmup",rootData}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
if(data.blocklists !== undefined){
if(!(validate101(data.blocklists, {instancePath:instancePath+"/blocklists",parentData:data,parentDataProperty:"blocklists",rootData}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
if(data.health !== undefined){
if(!(validate101(data.health, {instancePath:instancePath+"/health",parentData:data,parentDataProperty:"health",rootData}))){
vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema42.type,parentSchema:schema42,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate100.errors = vErrors;
return errors === 0;
}

const schema44 = {"title":"`rules`","description":"Rules at another level than their own; below it a reason is asked for.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][a-z0-9-]*$":{"title":"a rule","description":"A rule by its id, as `mailyard rules` lists it.","type":"object","additionalProperties":false,"properties":{"level":{"enum":["off","info","warning","error"],"description":"What the rule counts as here; `off`: it is not asked."},"reason":{"type":"string","minLength":1,"description":"Why. Needed where the level is below the rule's own."}}}},"propertyNames":{"title":"rule"}};
const pattern5 = new RegExp("^[a-z][a-z0-9-]*$", "u");

function validate107(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(pattern5.test(key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
for(const key1 in data){
if(pattern5.test(key1)){
let data0 = data[key1];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key2 in data0){
if(!((key2 === "level") || (key2 === "reason"))){
const err1 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5Ba-z0-9-%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema44.patternProperties["^[a-z][a-z0-9-]*$"],data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0.level !== undefined){
let data1 = data0.level;
if(!((((data1 === "off") || (data1 === "info")) || (data1 === "warning")) || (data1 === "error"))){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/level",schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5Ba-z0-9-%5D*%24/properties/level/enum",keyword:"enum",params:{allowedValues: schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.level.enum},message:"must be equal to one of the allowed values",schema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.level.enum,parentSchema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.level,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.reason !== undefined){
let data2 = data0.reason;
if(typeof data2 === "string"){
if(func3(data2) < 1){
const err3 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/reason",schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5Ba-z0-9-%5D*%24/properties/reason/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.reason,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/reason",schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5Ba-z0-9-%5D*%24/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.reason.type,parentSchema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].properties.reason,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z%5D%5Ba-z0-9-%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.patternProperties["^[a-z][a-z0-9-]*$"].type,parentSchema:schema44.patternProperties["^[a-z][a-z0-9-]*$"],data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema44.type,parentSchema:schema44,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate107.errors = vErrors;
return errors === 0;
}

const schema45 = {"description":"Where the domain is in its life: a state, or a map with dates. Default: active.","type":["string","object"],"if":{"type":"string"},"then":{"$ref":"#/definitions/lifecycleState"},"else":{"$ref":"#/definitions/lifecycleMap"}};
const schema46 = {"enum":["reserve","warming","active","resting","retired"],"description":"reserve and resting keep all records and send nothing; retired removes the mail after `graceDays`."};

function validate110(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((data === "reserve") || (data === "warming")) || (data === "active")) || (data === "resting")) || (data === "retired"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema46.enum},message:"must be equal to one of the allowed values",schema:schema46.enum,parentSchema:schema46,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate110.errors = vErrors;
return errors === 0;
}

const schema47 = {"title":"`lifecycle`","additionalProperties":false,"properties":{"state":{"allOf":[{"$ref":"#/definitions/lifecycleState"}],"description":"reserve and resting keep all records and send nothing; warming sends by its schedules; retired sends nothing, and loses its mail records after `graceDays`. Default: active."},"since":{"type":"string","format":"iso-date","description":"The day on which the state began; `retired` needs it."},"graceDays":{"type":"integer","minimum":0,"description":"For how many days a retired domain keeps everything. Default: 30."}}};

function validate112(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "state") || (key0 === "since")) || (key0 === "graceDays"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema47,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.state !== undefined){
if(!(validate110(data.state, {instancePath:instancePath+"/state",parentData:data,parentDataProperty:"state",rootData}))){
vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
errors = vErrors.length;
}
}
if(data.since !== undefined){
let data1 = data.since;
if(typeof data1 === "string"){
if(!(formats60(data1))){
const err1 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema47.properties.since,data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/since",schemaPath:"#/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema47.properties.since.type,parentSchema:schema47.properties.since,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.graceDays !== undefined){
let data2 = data.graceDays;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err3 = {instancePath:instancePath+"/graceDays",schemaPath:"#/properties/graceDays/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema47.properties.graceDays.type,parentSchema:schema47.properties.graceDays,data:data2};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err4 = {instancePath:instancePath+"/graceDays",schemaPath:"#/properties/graceDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema47.properties.graceDays,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
validate112.errors = vErrors;
return errors === 0;
}


function validate109(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema45.type},message:"must be string,object",schema:schema45.type,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!(validate110(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate110.errors : vErrors.concat(validate110.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate112(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate112.errors : vErrors.concat(validate112.errors);
errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema45.if,parentSchema:schema45,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate109.errors = vErrors;
return errors === 0;
}

const schema48 = {"description":"Relays or providers being left: their DKIM and return path stay for the grace time.","type":"array","items":{"title":"an entry of `leaving`","type":"object","additionalProperties":false,"required":["name","since"],"properties":{"name":{"type":"string","format":"id","description":"A template of `templates/providers`."},"returnPath":{"type":"string","format":"label","description":"The host below the domain to which bounces go. Default: the template's."},"envelope":{"enum":["apex","return-path"],"description":"`apex`: the relay sends with the domain itself in MAIL FROM, so its SPF stands there. Default: return-path."},"since":{"type":"string","format":"iso-date","description":"The day from which nothing is sent through it."}},"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":["string","number","boolean"],"description":"A variable of the template, such as `region`."}},"propertyNames":{"title":"variable"}}};

function validate116(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.name === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema48.items.required,parentSchema:schema48.items,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data0.since === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "since"},message:"must have required property '"+"since"+"'",schema:schema48.items.required,parentSchema:schema48.items,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data0){
if(!(((((key0 === "name") || (key0 === "returnPath")) || (key0 === "envelope")) || (key0 === "since")) || (pattern2.test(key0)))){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema48.items,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data0.name !== undefined){
let data1 = data0.name;
if(typeof data1 === "string"){
if(!(formats2(data1))){
const err3 = {instancePath:instancePath+"/" + i0+"/name",schemaPath:"#/items/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema48.items.properties.name,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/" + i0+"/name",schemaPath:"#/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.items.properties.name.type,parentSchema:schema48.items.properties.name,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.returnPath !== undefined){
let data2 = data0.returnPath;
if(typeof data2 === "string"){
if(!(formats30(data2))){
const err5 = {instancePath:instancePath+"/" + i0+"/returnPath",schemaPath:"#/items/properties/returnPath/format",keyword:"format",params:{format: "label"},message:"must match format \""+"label"+"\"",schema:"label",parentSchema:schema48.items.properties.returnPath,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/" + i0+"/returnPath",schemaPath:"#/items/properties/returnPath/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.items.properties.returnPath.type,parentSchema:schema48.items.properties.returnPath,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.envelope !== undefined){
let data3 = data0.envelope;
if(!((data3 === "apex") || (data3 === "return-path"))){
const err7 = {instancePath:instancePath+"/" + i0+"/envelope",schemaPath:"#/items/properties/envelope/enum",keyword:"enum",params:{allowedValues: schema48.items.properties.envelope.enum},message:"must be equal to one of the allowed values",schema:schema48.items.properties.envelope.enum,parentSchema:schema48.items.properties.envelope,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data0.since !== undefined){
let data4 = data0.since;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err8 = {instancePath:instancePath+"/" + i0+"/since",schemaPath:"#/items/properties/since/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema48.items.properties.since,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/" + i0+"/since",schemaPath:"#/items/properties/since/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema48.items.properties.since.type,parentSchema:schema48.items.properties.since,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
for(const key1 in data0){
if(pattern2.test(key1)){
let data5 = data0[key1];
if(((typeof data5 !== "string") && (!((typeof data5 == "number") && (isFinite(data5))))) && (typeof data5 !== "boolean")){
const err10 = {instancePath:instancePath+"/" + i0+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/items/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: schema48.items.patternProperties["^[a-z][A-Za-z0-9]*$"].type},message:"must be string,number,boolean",schema:schema48.items.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema48.items.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema48.items.type,parentSchema:schema48.items,data:data0};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema48.type,parentSchema:schema48,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate116.errors = vErrors;
return errors === 0;
}

const schema49 = {"description":"Take over what stands in the mail slots of this zone. Default: false.","type":"boolean"};

function validate118(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data !== "boolean"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema49.type,parentSchema:schema49,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate118.errors = vErrors;
return errors === 0;
}

const schema50 = {"description":"Steps by hand that are done and that nobody else can see, by the names that `mailyard todo` gives them.","type":"array","items":{"type":"string","format":"id"}};

function validate120(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema50.items,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema50.items.type,parentSchema:schema50.items,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema50.type,parentSchema:schema50,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate120.errors = vErrors;
return errors === 0;
}

const schema51 = {"title":"`values`","description":"What only a provider's console shows, pasted by hand: template, then name of the value.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z0-9][a-z0-9-]*$":{"title":"the values of a template","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"type":"string","minLength":1,"description":"A provided value of the template; for a mail provider its variables too."}},"description":"A template of `templates/providers` by its name.","propertyNames":{"title":"value"}}},"propertyNames":{"title":"template"}};
const pattern9 = new RegExp("^[a-z0-9][a-z0-9-]*$", "u");

function validate122(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(pattern9.test(key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
for(const key1 in data){
if(pattern9.test(key1)){
let data0 = data[key1];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key2 in data0){
if(!(pattern2.test(key2))){
const err1 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"],data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key3 in data0){
if(pattern2.test(key3)){
let data1 = data0[key3];
if(typeof data1 === "string"){
if(func3(data1) < 1){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"].patternProperties["^[a-z][A-Za-z0-9]*$"],data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"].patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"].patternProperties["^[a-z][A-Za-z0-9]*$"],data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
else {
const err4 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"].type,parentSchema:schema51.patternProperties["^[a-z0-9][a-z0-9-]*$"],data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema51.type,parentSchema:schema51,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate122.errors = vErrors;
return errors === 0;
}

const schema52 = {"description":"Anything else that the zone should carry. Those of all levels add up; the same name and type replaces.","type":"array","items":{"$ref":"#/definitions/record"}};
const schema53 = {"title":"a record","description":"One record, with either `content` or `data`.","type":"object","additionalProperties":false,"required":["name","type"],"properties":{"name":{"type":"string","format":"record-name","description":"Relative to the domain, `@` for the domain itself, or a name ending in the domain."},"type":{"enum":["A","AAAA","CAA","CERT","CNAME","DNSKEY","DS","HTTPS","LOC","MX","NAPTR","NS","OPENPGPKEY","PTR","SMIMEA","SRV","SSHFP","SVCB","TLSA","TXT","URI"],"description":"The record type."},"content":{"type":"string","minLength":1,"description":"As in a zone file, but MX, SRV and URI without the priority; text without quotes."},"data":{"title":"`data`","type":"object","additionalProperties":{"type":["string","number"],"description":"Such as `port` or `target`."},"description":"The fields of the record, as Cloudflare names them.","propertyNames":{"title":"field"}},"priority":{"type":"integer","minimum":0,"maximum":65535,"description":"Of MX, SRV and URI."},"ttl":{"type":"integer","minimum":1,"maximum":86400,"description":"Seconds; 1 is automatic. Default: the domain's `ttl`."},"proxied":{"type":"boolean","description":"Through Cloudflare's proxy: A, AAAA and CNAME only."}}};
const formats116 = checks["record-name"];

function validate125(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema53.required,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.type === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema53.required,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((((((key0 === "name") || (key0 === "type")) || (key0 === "content")) || (key0 === "data")) || (key0 === "priority")) || (key0 === "ttl")) || (key0 === "proxied"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats116(data0))){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "record-name"},message:"must match format \""+"record-name"+"\"",schema:"record-name",parentSchema:schema53.properties.name,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema53.properties.name.type,parentSchema:schema53.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined){
let data1 = data.type;
if(!(((((((((((((((((((((data1 === "A") || (data1 === "AAAA")) || (data1 === "CAA")) || (data1 === "CERT")) || (data1 === "CNAME")) || (data1 === "DNSKEY")) || (data1 === "DS")) || (data1 === "HTTPS")) || (data1 === "LOC")) || (data1 === "MX")) || (data1 === "NAPTR")) || (data1 === "NS")) || (data1 === "OPENPGPKEY")) || (data1 === "PTR")) || (data1 === "SMIMEA")) || (data1 === "SRV")) || (data1 === "SSHFP")) || (data1 === "SVCB")) || (data1 === "TLSA")) || (data1 === "TXT")) || (data1 === "URI"))){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema53.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema53.properties.type.enum,parentSchema:schema53.properties.type,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.content !== undefined){
let data2 = data.content;
if(typeof data2 === "string"){
if(func3(data2) < 1){
const err6 = {instancePath:instancePath+"/content",schemaPath:"#/properties/content/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema53.properties.content,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/content",schemaPath:"#/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema53.properties.content.type,parentSchema:schema53.properties.content,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.data !== undefined){
let data3 = data.data;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
let data4 = data3[key1];
if((typeof data4 !== "string") && (!((typeof data4 == "number") && (isFinite(data4))))){
const err8 = {instancePath:instancePath+"/data/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/data/additionalProperties/type",keyword:"type",params:{type: schema53.properties.data.additionalProperties.type},message:"must be string,number",schema:schema53.properties.data.additionalProperties.type,parentSchema:schema53.properties.data.additionalProperties,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/data",schemaPath:"#/properties/data/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.properties.data.type,parentSchema:schema53.properties.data,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.priority !== undefined){
let data5 = data.priority;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err10 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema53.properties.priority.type,parentSchema:schema53.properties.priority,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 65535 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema53.properties.priority,data:data5};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(data5 < 0 || isNaN(data5)){
const err12 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema53.properties.priority,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
if(data.ttl !== undefined){
let data6 = data.ttl;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err13 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema53.properties.ttl.type,parentSchema:schema53.properties.ttl,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 > 86400 || isNaN(data6)){
const err14 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema53.properties.ttl,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data6 < 1 || isNaN(data6)){
const err15 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema53.properties.ttl,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.proxied !== undefined){
let data7 = data.proxied;
if(typeof data7 !== "boolean"){
const err16 = {instancePath:instancePath+"/proxied",schemaPath:"#/properties/proxied/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema53.properties.proxied.type,parentSchema:schema53.properties.proxied,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema53.type,parentSchema:schema53,data};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate125.errors = vErrors;
return errors === 0;
}


function validate124(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate125(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate125.errors : vErrors.concat(validate125.errors);
errors = vErrors.length;
}
}
}
else {
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema52.type,parentSchema:schema52,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate124.errors = vErrors;
return errors === 0;
}

const schema54 = {"description":"Seconds for every record that says nothing else; 1 is automatic. Default: 3600.","type":"integer","minimum":1,"maximum":86400};

function validate128(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema54.type,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 86400 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data < 1 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema54,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
validate128.errors = vErrors;
return errors === 0;
}

const schema55 = {"title":"`overrides`","description":"What differs from the rendering, by the record's key as `mailyard records --json` shows it.","type":"object","additionalProperties":{"$ref":"#/definitions/override"},"propertyNames":{"title":"key"}};
const schema56 = {"title":"an override","description":"`none`: the record is not written. Else the fields that differ.","type":["string","object"],"format":"no-record","additionalProperties":false,"properties":{"content":{"type":"string","minLength":1,"description":"As in a record of `records`."},"priority":{"type":"integer","minimum":0,"maximum":65535,"description":"Of an MX, SRV or URI record."},"ttl":{"allOf":[{"$ref":"#/definitions/ttl"}],"description":"Seconds; 1 is automatic."},"proxied":{"type":"boolean","description":"Through Cloudflare's proxy, as somebody has set it: a mail record is none by itself."}}};
const formats118 = checks["no-record"];

function validate131(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema56.type},message:"must be string,object",schema:schema56.type,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats118(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "no-record"},message:"must match format \""+"no-record"+"\"",schema:"no-record",parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "content") || (key0 === "priority")) || (key0 === "ttl")) || (key0 === "proxied"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema56,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.content !== undefined){
let data0 = data.content;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err3 = {instancePath:instancePath+"/content",schemaPath:"#/properties/content/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema56.properties.content,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/content",schemaPath:"#/properties/content/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema56.properties.content.type,parentSchema:schema56.properties.content,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.priority !== undefined){
let data1 = data.priority;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err5 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema56.properties.priority.type,parentSchema:schema56.properties.priority,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema56.properties.priority,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data1 < 0 || isNaN(data1)){
const err7 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema56.properties.priority,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.ttl !== undefined){
if(!(validate128(data.ttl, {instancePath:instancePath+"/ttl",parentData:data,parentDataProperty:"ttl",rootData}))){
vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors);
errors = vErrors.length;
}
}
if(data.proxied !== undefined){
let data3 = data.proxied;
if(typeof data3 !== "boolean"){
const err8 = {instancePath:instancePath+"/proxied",schemaPath:"#/properties/proxied/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema56.properties.proxied.type,parentSchema:schema56.properties.proxied,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
validate131.errors = vErrors;
return errors === 0;
}


function validate130(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(validate131(data[key0], {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key0,rootData}))){
vErrors = vErrors === null ? validate131.errors : vErrors.concat(validate131.errors);
errors = vErrors.length;
}
}
}
else {
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema55.type,parentSchema:schema55,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate130.errors = vErrors;
return errors === 0;
}


function validate28(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema10.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.zone !== undefined){
if(!(validate29(data.zone, {instancePath:instancePath+"/zone",parentData:data,parentDataProperty:"zone",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.mailProvider !== undefined){
if(!(validate31(data.mailProvider, {instancePath:instancePath+"/mailProvider",parentData:data,parentDataProperty:"mailProvider",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.relays !== undefined){
if(!(validate33(data.relays, {instancePath:instancePath+"/relays",parentData:data,parentDataProperty:"relays",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
if(data.sendingIps !== undefined){
if(!(validate37(data.sendingIps, {instancePath:instancePath+"/sendingIps",parentData:data,parentDataProperty:"sendingIps",rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
if(data.returnPath !== undefined){
if(!(validate39(data.returnPath, {instancePath:instancePath+"/returnPath",parentData:data,parentDataProperty:"returnPath",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.spf !== undefined){
if(!(validate41(data.spf, {instancePath:instancePath+"/spf",parentData:data,parentDataProperty:"spf",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data.dkim !== undefined){
if(!(validate43(data.dkim, {instancePath:instancePath+"/dkim",parentData:data,parentDataProperty:"dkim",rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data.dmarc !== undefined){
if(!(validate47(data.dmarc, {instancePath:instancePath+"/dmarc",parentData:data,parentDataProperty:"dmarc",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.mtaSts !== undefined){
if(!(validate58(data.mtaSts, {instancePath:instancePath+"/mtaSts",parentData:data,parentDataProperty:"mtaSts",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data.tlsReports !== undefined){
if(!(validate65(data.tlsReports, {instancePath:instancePath+"/tlsReports",parentData:data,parentDataProperty:"tlsReports",rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
if(data.bimi !== undefined){
if(!(validate67(data.bimi, {instancePath:instancePath+"/bimi",parentData:data,parentDataProperty:"bimi",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data.caa !== undefined){
if(!(validate69(data.caa, {instancePath:instancePath+"/caa",parentData:data,parentDataProperty:"caa",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data.dnssec !== undefined){
if(!(validate75(data.dnssec, {instancePath:instancePath+"/dnssec",parentData:data,parentDataProperty:"dnssec",rootData}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
}
if(data.zoneSettings !== undefined){
if(!(validate77(data.zoneSettings, {instancePath:instancePath+"/zoneSettings",parentData:data,parentDataProperty:"zoneSettings",rootData}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.mailboxes !== undefined){
if(!(validate79(data.mailboxes, {instancePath:instancePath+"/mailboxes",parentData:data,parentDataProperty:"mailboxes",rootData}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
}
if(data.signature !== undefined){
if(!(validate82(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
}
if(data.warmup !== undefined){
if(!(validate94(data.warmup, {instancePath:instancePath+"/warmup",parentData:data,parentDataProperty:"warmup",rootData}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
if(data.timezone !== undefined){
if(!(validate96(data.timezone, {instancePath:instancePath+"/timezone",parentData:data,parentDataProperty:"timezone",rootData}))){
vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors);
errors = vErrors.length;
}
}
if(data.sendingHours !== undefined){
if(!(validate98(data.sendingHours, {instancePath:instancePath+"/sendingHours",parentData:data,parentDataProperty:"sendingHours",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data.modes !== undefined){
if(!(validate100(data.modes, {instancePath:instancePath+"/modes",parentData:data,parentDataProperty:"modes",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
if(!(validate107(data.rules, {instancePath:instancePath+"/rules",parentData:data,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.lifecycle !== undefined){
if(!(validate109(data.lifecycle, {instancePath:instancePath+"/lifecycle",parentData:data,parentDataProperty:"lifecycle",rootData}))){
vErrors = vErrors === null ? validate109.errors : vErrors.concat(validate109.errors);
errors = vErrors.length;
}
}
if(data.leaving !== undefined){
if(!(validate116(data.leaving, {instancePath:instancePath+"/leaving",parentData:data,parentDataProperty:"leaving",rootData}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
if(data.adopt !== undefined){
if(!(validate118(data.adopt, {instancePath:instancePath+"/adopt",parentData:data,parentDataProperty:"adopt",rootData}))){
vErrors = vErrors === null ? validate118.errors : vErrors.concat(validate118.errors);
errors = vErrors.length;
}
}
if(data.done !== undefined){
if(!(validate120(data.done, {instancePath:instancePath+"/done",parentData:data,parentDataProperty:"done",rootData}))){
vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
errors = vErrors.length;
}
}
if(data.values !== undefined){
if(!(validate122(data.values, {instancePath:instancePath+"/values",parentData:data,parentDataProperty:"values",rootData}))){
vErrors = vErrors === null ? validate122.errors : vErrors.concat(validate122.errors);
errors = vErrors.length;
}
}
if(data.records !== undefined){
if(!(validate124(data.records, {instancePath:instancePath+"/records",parentData:data,parentDataProperty:"records",rootData}))){
vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
errors = vErrors.length;
}
}
if(data.ttl !== undefined){
if(!(validate128(data.ttl, {instancePath:instancePath+"/ttl",parentData:data,parentDataProperty:"ttl",rootData}))){
vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
if(!(validate130(data.overrides, {instancePath:instancePath+"/overrides",parentData:data,parentDataProperty:"overrides",rootData}))){
vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema10.type,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate28.errors = vErrors;
return errors === 0;
}

const schema57 = {"title":"a domain","description":"A domain with settings of its own.","type":["string","object"],"format":"domain","additionalProperties":false,"required":["domain"],"properties":{"domain":{"type":"string","format":"domain","description":"The name of the domain."},"zone":{"$ref":"#/definitions/zone"},"mailProvider":{"$ref":"#/definitions/mailProvider"},"relays":{"$ref":"#/definitions/relays"},"sendingIps":{"$ref":"#/definitions/sendingIps"},"returnPath":{"$ref":"#/definitions/returnPath"},"spf":{"$ref":"#/definitions/spf"},"dkim":{"$ref":"#/definitions/dkim"},"dmarc":{"$ref":"#/definitions/dmarc"},"mtaSts":{"$ref":"#/definitions/mtaSts"},"tlsReports":{"$ref":"#/definitions/tlsReports"},"bimi":{"$ref":"#/definitions/bimi"},"caa":{"$ref":"#/definitions/caa"},"dnssec":{"$ref":"#/definitions/dnssec"},"zoneSettings":{"$ref":"#/definitions/zoneSettings"},"mailboxes":{"$ref":"#/definitions/mailboxes"},"signature":{"$ref":"#/definitions/signature"},"warmup":{"$ref":"#/definitions/warmup"},"timezone":{"$ref":"#/definitions/timezone"},"sendingHours":{"$ref":"#/definitions/sendingHours"},"modes":{"$ref":"#/definitions/modes"},"rules":{"$ref":"#/definitions/rules"},"lifecycle":{"$ref":"#/definitions/lifecycle"},"leaving":{"$ref":"#/definitions/leaving"},"adopt":{"$ref":"#/definitions/adopt"},"done":{"$ref":"#/definitions/done"},"values":{"$ref":"#/definitions/values"},"records":{"$ref":"#/definitions/records"},"ttl":{"$ref":"#/definitions/ttl"},"overrides":{"$ref":"#/definitions/overrides"}}};
const formats120 = checks.domain;

function validate136(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema57.type},message:"must be string,object",schema:schema57.type,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats120(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "domain"},message:"must match format \""+"domain"+"\"",schema:"domain",parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.domain === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema57.required,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema57.properties, key0))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema57,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.domain !== undefined){
let data0 = data.domain;
if(typeof data0 === "string"){
if(!(formats120(data0))){
const err4 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/format",keyword:"format",params:{format: "domain"},message:"must match format \""+"domain"+"\"",schema:"domain",parentSchema:schema57.properties.domain,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema57.properties.domain.type,parentSchema:schema57.properties.domain,data:data0};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.zone !== undefined){
if(!(validate29(data.zone, {instancePath:instancePath+"/zone",parentData:data,parentDataProperty:"zone",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.mailProvider !== undefined){
if(!(validate31(data.mailProvider, {instancePath:instancePath+"/mailProvider",parentData:data,parentDataProperty:"mailProvider",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.relays !== undefined){
if(!(validate33(data.relays, {instancePath:instancePath+"/relays",parentData:data,parentDataProperty:"relays",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
if(data.sendingIps !== undefined){
if(!(validate37(data.sendingIps, {instancePath:instancePath+"/sendingIps",parentData:data,parentDataProperty:"sendingIps",rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
if(data.returnPath !== undefined){
if(!(validate39(data.returnPath, {instancePath:instancePath+"/returnPath",parentData:data,parentDataProperty:"returnPath",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.spf !== undefined){
if(!(validate41(data.spf, {instancePath:instancePath+"/spf",parentData:data,parentDataProperty:"spf",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data.dkim !== undefined){
if(!(validate43(data.dkim, {instancePath:instancePath+"/dkim",parentData:data,parentDataProperty:"dkim",rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data.dmarc !== undefined){
if(!(validate47(data.dmarc, {instancePath:instancePath+"/dmarc",parentData:data,parentDataProperty:"dmarc",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.mtaSts !== undefined){
if(!(validate58(data.mtaSts, {instancePath:instancePath+"/mtaSts",parentData:data,parentDataProperty:"mtaSts",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data.tlsReports !== undefined){
if(!(validate65(data.tlsReports, {instancePath:instancePath+"/tlsReports",parentData:data,parentDataProperty:"tlsReports",rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
if(data.bimi !== undefined){
if(!(validate67(data.bimi, {instancePath:instancePath+"/bimi",parentData:data,parentDataProperty:"bimi",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data.caa !== undefined){
if(!(validate69(data.caa, {instancePath:instancePath+"/caa",parentData:data,parentDataProperty:"caa",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data.dnssec !== undefined){
if(!(validate75(data.dnssec, {instancePath:instancePath+"/dnssec",parentData:data,parentDataProperty:"dnssec",rootData}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
}
if(data.zoneSettings !== undefined){
if(!(validate77(data.zoneSettings, {instancePath:instancePath+"/zoneSettings",parentData:data,parentDataProperty:"zoneSettings",rootData}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.mailboxes !== undefined){
if(!(validate79(data.mailboxes, {instancePath:instancePath+"/mailboxes",parentData:data,parentDataProperty:"mailboxes",rootData}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
}
if(data.signature !== undefined){
if(!(validate82(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
}
if(data.warmup !== undefined){
if(!(validate94(data.warmup, {instancePath:instancePath+"/warmup",parentData:data,parentDataProperty:"warmup",rootData}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
if(data.timezone !== undefined){
if(!(validate96(data.timezone, {instancePath:instancePath+"/timezone",parentData:data,parentDataProperty:"timezone",rootData}))){
vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors);
errors = vErrors.length;
}
}
if(data.sendingHours !== undefined){
if(!(validate98(data.sendingHours, {instancePath:instancePath+"/sendingHours",parentData:data,parentDataProperty:"sendingHours",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data.modes !== undefined){
if(!(validate100(data.modes, {instancePath:instancePath+"/modes",parentData:data,parentDataProperty:"modes",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
if(!(validate107(data.rules, {instancePath:instancePath+"/rules",parentData:data,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.lifecycle !== undefined){
if(!(validate109(data.lifecycle, {instancePath:instancePath+"/lifecycle",parentData:data,parentDataProperty:"lifecycle",rootData}))){
vErrors = vErrors === null ? validate109.errors : vErrors.concat(validate109.errors);
errors = vErrors.length;
}
}
if(data.leaving !== undefined){
if(!(validate116(data.leaving, {instancePath:instancePath+"/leaving",parentData:data,parentDataProperty:"leaving",rootData}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
if(data.adopt !== undefined){
if(!(validate118(data.adopt, {instancePath:instancePath+"/adopt",parentData:data,parentDataProperty:"adopt",rootData}))){
vErrors = vErrors === null ? validate118.errors : vErrors.concat(validate118.errors);
errors = vErrors.length;
}
}
if(data.done !== undefined){
if(!(validate120(data.done, {instancePath:instancePath+"/done",parentData:data,parentDataProperty:"done",rootData}))){
vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
errors = vErrors.length;
}
}
if(data.values !== undefined){
if(!(validate122(data.values, {instancePath:instancePath+"/values",parentData:data,parentDataProperty:"values",rootData}))){
vErrors = vErrors === null ? validate122.errors : vErrors.concat(validate122.errors);
errors = vErrors.length;
}
}
if(data.records !== undefined){
if(!(validate124(data.records, {instancePath:instancePath+"/records",parentData:data,parentDataProperty:"records",rootData}))){
vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
errors = vErrors.length;
}
}
if(data.ttl !== undefined){
if(!(validate128(data.ttl, {instancePath:instancePath+"/ttl",parentData:data,parentDataProperty:"ttl",rootData}))){
vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
if(!(validate130(data.overrides, {instancePath:instancePath+"/overrides",parentData:data,parentDataProperty:"overrides",rootData}))){
vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
errors = vErrors.length;
}
}
}
validate136.errors = vErrors;
return errors === 0;
}


function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="segment.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.segment === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "segment"},message:"must have required property '"+"segment"+"'",schema:schema6.required,parentSchema:schema6,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema6.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema6,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.segment !== undefined){
let data0 = data.segment;
if(typeof data0 === "string"){
if(!(formats0(data0))){
const err2 = {instancePath:instancePath+"/segment",schemaPath:"#/properties/segment/format",keyword:"format",params:{format: "segment-name"},message:"must match format \""+"segment-name"+"\"",schema:"segment-name",parentSchema:schema6.properties.segment,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/segment",schemaPath:"#/properties/segment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema6.properties.segment.type,parentSchema:schema6.properties.segment,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.purpose !== undefined){
let data1 = data.purpose;
if(typeof data1 === "string"){
if(func3(data1) < 1){
const err4 = {instancePath:instancePath+"/purpose",schemaPath:"#/properties/purpose/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema6.properties.purpose,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/purpose",schemaPath:"#/properties/purpose/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema6.properties.purpose.type,parentSchema:schema6.properties.purpose,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.profile !== undefined){
let data2 = data.profile;
if(typeof data2 === "string"){
if(!(formats2(data2))){
const err6 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema6.properties.profile,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/profile",schemaPath:"#/properties/profile/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema6.properties.profile.type,parentSchema:schema6.properties.profile,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.limits !== undefined){
let data3 = data.limits;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 in data3){
if(!(key1 === "domainsPerChange")){
const err8 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema6.properties.limits,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.domainsPerChange !== undefined){
let data4 = data3.domainsPerChange;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/limits/domainsPerChange",schemaPath:"#/properties/limits/properties/domainsPerChange/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema6.properties.limits.properties.domainsPerChange.type,parentSchema:schema6.properties.limits.properties.domainsPerChange,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 < 1 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/limits/domainsPerChange",schemaPath:"#/properties/limits/properties/domainsPerChange/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema6.properties.limits.properties.domainsPerChange,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema6.properties.limits.type,parentSchema:schema6.properties.limits,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.recordMode !== undefined){
let data5 = data.recordMode;
if(!((data5 === "zone") || (data5 === "resources"))){
const err12 = {instancePath:instancePath+"/recordMode",schemaPath:"#/properties/recordMode/enum",keyword:"enum",params:{allowedValues: schema6.properties.recordMode.enum},message:"must be equal to one of the allowed values",schema:schema6.properties.recordMode.enum,parentSchema:schema6.properties.recordMode,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.cloudflare !== undefined){
if(!(validate22(data.cloudflare, {instancePath:instancePath+"/cloudflare",parentData:data,parentDataProperty:"cloudflare",rootData}))){
vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
errors = vErrors.length;
}
}
if(data.accounts !== undefined){
if(!(validate24(data.accounts, {instancePath:instancePath+"/accounts",parentData:data,parentDataProperty:"accounts",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate28(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate28.errors : vErrors.concat(validate28.errors);
errors = vErrors.length;
}
}
if(data.domains !== undefined){
let data9 = data.domains;
if(Array.isArray(data9)){
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
if(!(validate136(data9[i0], {instancePath:instancePath+"/domains/" + i0,parentData:data9,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate136.errors : vErrors.concat(validate136.errors);
errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema6.properties.domains.type,parentSchema:schema6.properties.domains,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema6.type,parentSchema:schema6,data};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}

export const estate = validate167;
const schema58 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"estate.schema.json","title":"the estate","description":"What all segments share: domains/estate.yaml.","type":"object","additionalProperties":false,"properties":{"organization":{"type":"string","minLength":1,"description":"Whose estate it is."},"contacts":{"title":"`contacts`","description":"Where reports and test messages go.","type":"object","additionalProperties":false,"properties":{"dmarcReports":{"type":"string","format":"address","description":"Aggregate reports of every domain."},"tlsReports":{"type":"string","format":"report-target","description":"TLS reports of every domain with MTA-STS."},"consent":{"enum":["each","wildcard"],"description":"How the reports' domain consents to reports of others: one record each, or one wildcard. Default: each."},"probe":{"type":"string","format":"address","description":"Where test messages go that prove a new DKIM key; its MX leads to `mailyard run --probe`. Default: keys are proved by reading back."}}},"identities":{"description":"Who sends: `mailboxes: 3` takes the first three.","type":"array","items":{"title":"an identity","description":"One sender.","type":"object","additionalProperties":false,"required":["user","name"],"properties":{"user":{"type":"string","format":"user","description":"The part before the @."},"name":{"type":"string","minLength":1,"description":"The name that people see."}}}},"accounts":{"allOf":[{"$ref":"segment.schema.json#/definitions/accounts"}],"description":"Where Mailyard makes domains and mailboxes; a segment can have accounts of its own."},"cloudflare":{"allOf":[{"$ref":"segment.schema.json#/definitions/cloudflare"}],"description":"Where the zones are, for all segments that say nothing else."},"defaults":{"$ref":"segment.schema.json#/definitions/settings","description":"Settings of every domain of every segment."}}};

function validate168(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "amazon-ses") || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema8,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data["amazon-ses"] !== undefined){
if(!(validate25(data["amazon-ses"], {instancePath:instancePath+"/amazon-ses",parentData:data,parentDataProperty:"amazon-ses",rootData}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
}
for(const key1 in data){
if(pattern0.test(key1)){
let data1 = data[key1];
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (data1 !== null)){
const err1 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/patternProperties/%5E(%3F!amazon-ses%24)%5Ba-z0-9%5D%5Ba-z0-9-%5D*%24/type",keyword:"type",params:{type: schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"].type},message:"must be object,null",schema:schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"].type,parentSchema:schema8.patternProperties["^(?!amazon-ses$)[a-z0-9][a-z0-9-]*$"],data:data1};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema8.type,parentSchema:schema8,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate168.errors = vErrors;
return errors === 0;
}


function validate171(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "account") || (key0 === "token"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema7,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.account !== undefined){
let data0 = data.account;
if(typeof data0 === "string"){
if(!(formats4(data0))){
const err1 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/format",keyword:"format",params:{format: "account-id"},message:"must match format \""+"account-id"+"\"",schema:"account-id",parentSchema:schema7.properties.account,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema7.properties.account.type,parentSchema:schema7.properties.account,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.token !== undefined){
let data1 = data.token;
if(typeof data1 === "string"){
if(!(formats6(data1))){
const err3 = {instancePath:instancePath+"/token",schemaPath:"#/properties/token/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema7.properties.token,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/token",schemaPath:"#/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema7.properties.token.type,parentSchema:schema7.properties.token,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema7.type,parentSchema:schema7,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate171.errors = vErrors;
return errors === 0;
}


function validate173(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema10.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.zone !== undefined){
if(!(validate29(data.zone, {instancePath:instancePath+"/zone",parentData:data,parentDataProperty:"zone",rootData}))){
vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
errors = vErrors.length;
}
}
if(data.mailProvider !== undefined){
if(!(validate31(data.mailProvider, {instancePath:instancePath+"/mailProvider",parentData:data,parentDataProperty:"mailProvider",rootData}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
if(data.relays !== undefined){
if(!(validate33(data.relays, {instancePath:instancePath+"/relays",parentData:data,parentDataProperty:"relays",rootData}))){
vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
errors = vErrors.length;
}
}
if(data.sendingIps !== undefined){
if(!(validate37(data.sendingIps, {instancePath:instancePath+"/sendingIps",parentData:data,parentDataProperty:"sendingIps",rootData}))){
vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
errors = vErrors.length;
}
}
if(data.returnPath !== undefined){
if(!(validate39(data.returnPath, {instancePath:instancePath+"/returnPath",parentData:data,parentDataProperty:"returnPath",rootData}))){
vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
errors = vErrors.length;
}
}
if(data.spf !== undefined){
if(!(validate41(data.spf, {instancePath:instancePath+"/spf",parentData:data,parentDataProperty:"spf",rootData}))){
vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
errors = vErrors.length;
}
}
if(data.dkim !== undefined){
if(!(validate43(data.dkim, {instancePath:instancePath+"/dkim",parentData:data,parentDataProperty:"dkim",rootData}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data.dmarc !== undefined){
if(!(validate47(data.dmarc, {instancePath:instancePath+"/dmarc",parentData:data,parentDataProperty:"dmarc",rootData}))){
vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
errors = vErrors.length;
}
}
if(data.mtaSts !== undefined){
if(!(validate58(data.mtaSts, {instancePath:instancePath+"/mtaSts",parentData:data,parentDataProperty:"mtaSts",rootData}))){
vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
errors = vErrors.length;
}
}
if(data.tlsReports !== undefined){
if(!(validate65(data.tlsReports, {instancePath:instancePath+"/tlsReports",parentData:data,parentDataProperty:"tlsReports",rootData}))){
vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
errors = vErrors.length;
}
}
if(data.bimi !== undefined){
if(!(validate67(data.bimi, {instancePath:instancePath+"/bimi",parentData:data,parentDataProperty:"bimi",rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
if(data.caa !== undefined){
if(!(validate69(data.caa, {instancePath:instancePath+"/caa",parentData:data,parentDataProperty:"caa",rootData}))){
vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
errors = vErrors.length;
}
}
if(data.dnssec !== undefined){
if(!(validate75(data.dnssec, {instancePath:instancePath+"/dnssec",parentData:data,parentDataProperty:"dnssec",rootData}))){
vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
errors = vErrors.length;
}
}
if(data.zoneSettings !== undefined){
if(!(validate77(data.zoneSettings, {instancePath:instancePath+"/zoneSettings",parentData:data,parentDataProperty:"zoneSettings",rootData}))){
vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
errors = vErrors.length;
}
}
if(data.mailboxes !== undefined){
if(!(validate79(data.mailboxes, {instancePath:instancePath+"/mailboxes",parentData:data,parentDataProperty:"mailboxes",rootData}))){
vErrors = vErrors === null ? validate79.errors : vErrors.concat(validate79.errors);
errors = vErrors.length;
}
}
if(data.signature !== undefined){
if(!(validate82(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData}))){
vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
errors = vErrors.length;
}
}
if(data.warmup !== undefined){
if(!(validate94(data.warmup, {instancePath:instancePath+"/warmup",parentData:data,parentDataProperty:"warmup",rootData}))){
vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
errors = vErrors.length;
}
}
if(data.timezone !== undefined){
if(!(validate96(data.timezone, {instancePath:instancePath+"/timezone",parentData:data,parentDataProperty:"timezone",rootData}))){
vErrors = vErrors === null ? validate96.errors : vErrors.concat(validate96.errors);
errors = vErrors.length;
}
}
if(data.sendingHours !== undefined){
if(!(validate98(data.sendingHours, {instancePath:instancePath+"/sendingHours",parentData:data,parentDataProperty:"sendingHours",rootData}))){
vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
errors = vErrors.length;
}
}
if(data.modes !== undefined){
if(!(validate100(data.modes, {instancePath:instancePath+"/modes",parentData:data,parentDataProperty:"modes",rootData}))){
vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
errors = vErrors.length;
}
}
if(data.rules !== undefined){
if(!(validate107(data.rules, {instancePath:instancePath+"/rules",parentData:data,parentDataProperty:"rules",rootData}))){
vErrors = vErrors === null ? validate107.errors : vErrors.concat(validate107.errors);
errors = vErrors.length;
}
}
if(data.lifecycle !== undefined){
if(!(validate109(data.lifecycle, {instancePath:instancePath+"/lifecycle",parentData:data,parentDataProperty:"lifecycle",rootData}))){
vErrors = vErrors === null ? validate109.errors : vErrors.concat(validate109.errors);
errors = vErrors.length;
}
}
if(data.leaving !== undefined){
if(!(validate116(data.leaving, {instancePath:instancePath+"/leaving",parentData:data,parentDataProperty:"leaving",rootData}))){
vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
errors = vErrors.length;
}
}
if(data.adopt !== undefined){
if(!(validate118(data.adopt, {instancePath:instancePath+"/adopt",parentData:data,parentDataProperty:"adopt",rootData}))){
vErrors = vErrors === null ? validate118.errors : vErrors.concat(validate118.errors);
errors = vErrors.length;
}
}
if(data.done !== undefined){
if(!(validate120(data.done, {instancePath:instancePath+"/done",parentData:data,parentDataProperty:"done",rootData}))){
vErrors = vErrors === null ? validate120.errors : vErrors.concat(validate120.errors);
errors = vErrors.length;
}
}
if(data.values !== undefined){
if(!(validate122(data.values, {instancePath:instancePath+"/values",parentData:data,parentDataProperty:"values",rootData}))){
vErrors = vErrors === null ? validate122.errors : vErrors.concat(validate122.errors);
errors = vErrors.length;
}
}
if(data.records !== undefined){
if(!(validate124(data.records, {instancePath:instancePath+"/records",parentData:data,parentDataProperty:"records",rootData}))){
vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
errors = vErrors.length;
}
}
if(data.ttl !== undefined){
if(!(validate128(data.ttl, {instancePath:instancePath+"/ttl",parentData:data,parentDataProperty:"ttl",rootData}))){
vErrors = vErrors === null ? validate128.errors : vErrors.concat(validate128.errors);
errors = vErrors.length;
}
}
if(data.overrides !== undefined){
if(!(validate130(data.overrides, {instancePath:instancePath+"/overrides",parentData:data,parentDataProperty:"overrides",rootData}))){
vErrors = vErrors === null ? validate130.errors : vErrors.concat(validate130.errors);
errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema10.type,parentSchema:schema10,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate173.errors = vErrors;
return errors === 0;
}


function validate167(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="estate.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "organization") || (key0 === "contacts")) || (key0 === "identities")) || (key0 === "accounts")) || (key0 === "cloudflare")) || (key0 === "defaults"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.organization !== undefined){
let data0 = data.organization;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err1 = {instancePath:instancePath+"/organization",schemaPath:"#/properties/organization/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema58.properties.organization,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/organization",schemaPath:"#/properties/organization/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.organization.type,parentSchema:schema58.properties.organization,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.contacts !== undefined){
let data1 = data.contacts;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!((((key1 === "dmarcReports") || (key1 === "tlsReports")) || (key1 === "consent")) || (key1 === "probe"))){
const err3 = {instancePath:instancePath+"/contacts",schemaPath:"#/properties/contacts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema58.properties.contacts,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data1.dmarcReports !== undefined){
let data2 = data1.dmarcReports;
if(typeof data2 === "string"){
if(!(formats62(data2))){
const err4 = {instancePath:instancePath+"/contacts/dmarcReports",schemaPath:"#/properties/contacts/properties/dmarcReports/format",keyword:"format",params:{format: "address"},message:"must match format \""+"address"+"\"",schema:"address",parentSchema:schema58.properties.contacts.properties.dmarcReports,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/contacts/dmarcReports",schemaPath:"#/properties/contacts/properties/dmarcReports/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.contacts.properties.dmarcReports.type,parentSchema:schema58.properties.contacts.properties.dmarcReports,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.tlsReports !== undefined){
let data3 = data1.tlsReports;
if(typeof data3 === "string"){
if(!(formats72(data3))){
const err6 = {instancePath:instancePath+"/contacts/tlsReports",schemaPath:"#/properties/contacts/properties/tlsReports/format",keyword:"format",params:{format: "report-target"},message:"must match format \""+"report-target"+"\"",schema:"report-target",parentSchema:schema58.properties.contacts.properties.tlsReports,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/contacts/tlsReports",schemaPath:"#/properties/contacts/properties/tlsReports/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.contacts.properties.tlsReports.type,parentSchema:schema58.properties.contacts.properties.tlsReports,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data1.consent !== undefined){
let data4 = data1.consent;
if(!((data4 === "each") || (data4 === "wildcard"))){
const err8 = {instancePath:instancePath+"/contacts/consent",schemaPath:"#/properties/contacts/properties/consent/enum",keyword:"enum",params:{allowedValues: schema58.properties.contacts.properties.consent.enum},message:"must be equal to one of the allowed values",schema:schema58.properties.contacts.properties.consent.enum,parentSchema:schema58.properties.contacts.properties.consent,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data1.probe !== undefined){
let data5 = data1.probe;
if(typeof data5 === "string"){
if(!(formats62(data5))){
const err9 = {instancePath:instancePath+"/contacts/probe",schemaPath:"#/properties/contacts/properties/probe/format",keyword:"format",params:{format: "address"},message:"must match format \""+"address"+"\"",schema:"address",parentSchema:schema58.properties.contacts.properties.probe,data:data5};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/contacts/probe",schemaPath:"#/properties/contacts/properties/probe/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.contacts.properties.probe.type,parentSchema:schema58.properties.contacts.properties.probe,data:data5};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/contacts",schemaPath:"#/properties/contacts/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.contacts.type,parentSchema:schema58.properties.contacts,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.identities !== undefined){
let data6 = data.identities;
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.user === undefined){
const err12 = {instancePath:instancePath+"/identities/" + i0,schemaPath:"#/properties/identities/items/required",keyword:"required",params:{missingProperty: "user"},message:"must have required property '"+"user"+"'",schema:schema58.properties.identities.items.required,parentSchema:schema58.properties.identities.items,data:data7};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data7.name === undefined){
const err13 = {instancePath:instancePath+"/identities/" + i0,schemaPath:"#/properties/identities/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema58.properties.identities.items.required,parentSchema:schema58.properties.identities.items,data:data7};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 in data7){
if(!((key2 === "user") || (key2 === "name"))){
const err14 = {instancePath:instancePath+"/identities/" + i0,schemaPath:"#/properties/identities/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema58.properties.identities.items,data:data7};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data7.user !== undefined){
let data8 = data7.user;
if(typeof data8 === "string"){
if(!(formats86(data8))){
const err15 = {instancePath:instancePath+"/identities/" + i0+"/user",schemaPath:"#/properties/identities/items/properties/user/format",keyword:"format",params:{format: "user"},message:"must match format \""+"user"+"\"",schema:"user",parentSchema:schema58.properties.identities.items.properties.user,data:data8};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/identities/" + i0+"/user",schemaPath:"#/properties/identities/items/properties/user/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.identities.items.properties.user.type,parentSchema:schema58.properties.identities.items.properties.user,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data7.name !== undefined){
let data9 = data7.name;
if(typeof data9 === "string"){
if(func3(data9) < 1){
const err17 = {instancePath:instancePath+"/identities/" + i0+"/name",schemaPath:"#/properties/identities/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema58.properties.identities.items.properties.name,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/identities/" + i0+"/name",schemaPath:"#/properties/identities/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema58.properties.identities.items.properties.name.type,parentSchema:schema58.properties.identities.items.properties.name,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/identities/" + i0,schemaPath:"#/properties/identities/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.properties.identities.items.type,parentSchema:schema58.properties.identities.items,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/identities",schemaPath:"#/properties/identities/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema58.properties.identities.type,parentSchema:schema58.properties.identities,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.accounts !== undefined){
if(!(validate168(data.accounts, {instancePath:instancePath+"/accounts",parentData:data,parentDataProperty:"accounts",rootData}))){
vErrors = vErrors === null ? validate168.errors : vErrors.concat(validate168.errors);
errors = vErrors.length;
}
}
if(data.cloudflare !== undefined){
if(!(validate171(data.cloudflare, {instancePath:instancePath+"/cloudflare",parentData:data,parentDataProperty:"cloudflare",rootData}))){
vErrors = vErrors === null ? validate171.errors : vErrors.concat(validate171.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate173(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate173.errors : vErrors.concat(validate173.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema58.type,parentSchema:schema58,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate167.errors = vErrors;
return errors === 0;
}

export const lock = validate204;
const schema62 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"lock.schema.json","title":"the lock of SPF","description":"What `mailyard spf flatten` writes to domains/spf.lock.json: the addresses that stand in place of includes.","type":"object","additionalProperties":false,"required":["version","includes"],"properties":{"about":{"type":"string","description":"For people."},"version":{"type":"integer","minimum":1,"maximum":1},"includes":{"title":"`includes`","type":"object","propertyNames":{"format":"spf-domain"},"additionalProperties":{"title":"a locked include","type":"object","additionalProperties":false,"required":["resolved","refreshBy","hash"],"if":{"required":["cannot"]},"else":{"title":"a locked include","required":["lookups","networks"]},"properties":{"resolved":{"type":"string","format":"iso-date","description":"The day on which the DNS said so."},"refreshBy":{"type":"string","format":"iso-date","description":"The last day on which it is to be trusted."},"lookups":{"type":"integer","minimum":1,"description":"What the include took then, itself counted."},"networks":{"type":"array","items":{"type":"string","format":"network"},"description":"The clients that pass the include."},"cannot":{"type":"string","description":"Why no list of addresses can stand in place of the include."},"hash":{"type":"string","description":"Of the include's name and what was found: a change by hand shows."}}}}}};

function validate204(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="lock.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"},message:"must have required property '"+"version"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.includes === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "includes"},message:"must have required property '"+"includes"+"'",schema:schema62.required,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "about") || (key0 === "version")) || (key0 === "includes"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.about !== undefined){
let data0 = data.about;
if(typeof data0 !== "string"){
const err3 = {instancePath:instancePath+"/about",schemaPath:"#/properties/about/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.about.type,parentSchema:schema62.properties.about,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data1 = data.version;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema62.properties.version.type,parentSchema:schema62.properties.version,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema62.properties.version,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.version,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.includes !== undefined){
let data2 = data.includes;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
const _errs8 = errors;
if(typeof key1 === "string"){
if(!(formats38(key1))){
const err7 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/propertyNames/format",keyword:"format",params:{format: "spf-domain"},message:"must match format \""+"spf-domain"+"\"",schema:"spf-domain",parentSchema:schema62.properties.includes.propertyNames,data:key1,propertyName:key1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var valid1 = _errs8 === errors;
if(!valid1){
const err8 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid",schema:schema62.properties.includes.propertyNames,parentSchema:schema62.properties.includes,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data2){
let data3 = data2[key2];
const _errs12 = errors;
let valid3 = true;
const _errs13 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
let missing0;
if((data3.cannot === undefined) && (missing0 = "cannot")){
const err9 = {};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
var _valid0 = _errs13 === errors;
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
if(!_valid0){
const _errs14 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.lookups === undefined){
const err10 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/else/required",keyword:"required",params:{missingProperty: "lookups"},message:"must have required property '"+"lookups"+"'",schema:schema62.properties.includes.additionalProperties.else.required,parentSchema:schema62.properties.includes.additionalProperties.else,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data3.networks === undefined){
const err11 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/else/required",keyword:"required",params:{missingProperty: "networks"},message:"must have required property '"+"networks"+"'",schema:schema62.properties.includes.additionalProperties.else.required,parentSchema:schema62.properties.includes.additionalProperties.else,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
var _valid0 = _errs14 === errors;
valid3 = _valid0;
}
if(!valid3){
const err12 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/if",keyword:"if",params:{failingKeyword: "else"},message:"must match \"else\" schema",schema:schema62.properties.includes.additionalProperties.if,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.resolved === undefined){
const err13 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/required",keyword:"required",params:{missingProperty: "resolved"},message:"must have required property '"+"resolved"+"'",schema:schema62.properties.includes.additionalProperties.required,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data3.refreshBy === undefined){
const err14 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/required",keyword:"required",params:{missingProperty: "refreshBy"},message:"must have required property '"+"refreshBy"+"'",schema:schema62.properties.includes.additionalProperties.required,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data3.hash === undefined){
const err15 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/required",keyword:"required",params:{missingProperty: "hash"},message:"must have required property '"+"hash"+"'",schema:schema62.properties.includes.additionalProperties.required,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
for(const key3 in data3){
if(!((((((key3 === "resolved") || (key3 === "refreshBy")) || (key3 === "lookups")) || (key3 === "networks")) || (key3 === "cannot")) || (key3 === "hash"))){
const err16 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data3.resolved !== undefined){
let data4 = data3.resolved;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err17 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/resolved",schemaPath:"#/properties/includes/additionalProperties/properties/resolved/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema62.properties.includes.additionalProperties.properties.resolved,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/resolved",schemaPath:"#/properties/includes/additionalProperties/properties/resolved/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.includes.additionalProperties.properties.resolved.type,parentSchema:schema62.properties.includes.additionalProperties.properties.resolved,data:data4};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data3.refreshBy !== undefined){
let data5 = data3.refreshBy;
if(typeof data5 === "string"){
if(!(formats60(data5))){
const err19 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/refreshBy",schemaPath:"#/properties/includes/additionalProperties/properties/refreshBy/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema62.properties.includes.additionalProperties.properties.refreshBy,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/refreshBy",schemaPath:"#/properties/includes/additionalProperties/properties/refreshBy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.includes.additionalProperties.properties.refreshBy.type,parentSchema:schema62.properties.includes.additionalProperties.properties.refreshBy,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data3.lookups !== undefined){
let data6 = data3.lookups;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err21 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/lookups",schemaPath:"#/properties/includes/additionalProperties/properties/lookups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema62.properties.includes.additionalProperties.properties.lookups.type,parentSchema:schema62.properties.includes.additionalProperties.properties.lookups,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err22 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/lookups",schemaPath:"#/properties/includes/additionalProperties/properties/lookups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema62.properties.includes.additionalProperties.properties.lookups,data:data6};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data3.networks !== undefined){
let data7 = data3.networks;
if(Array.isArray(data7)){
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
let data8 = data7[i0];
if(typeof data8 === "string"){
if(!(formats32(data8))){
const err23 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/networks/" + i0,schemaPath:"#/properties/includes/additionalProperties/properties/networks/items/format",keyword:"format",params:{format: "network"},message:"must match format \""+"network"+"\"",schema:"network",parentSchema:schema62.properties.includes.additionalProperties.properties.networks.items,data:data8};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/networks/" + i0,schemaPath:"#/properties/includes/additionalProperties/properties/networks/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.includes.additionalProperties.properties.networks.items.type,parentSchema:schema62.properties.includes.additionalProperties.properties.networks.items,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/networks",schemaPath:"#/properties/includes/additionalProperties/properties/networks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema62.properties.includes.additionalProperties.properties.networks.type,parentSchema:schema62.properties.includes.additionalProperties.properties.networks,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data3.cannot !== undefined){
let data9 = data3.cannot;
if(typeof data9 !== "string"){
const err26 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/cannot",schemaPath:"#/properties/includes/additionalProperties/properties/cannot/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.includes.additionalProperties.properties.cannot.type,parentSchema:schema62.properties.includes.additionalProperties.properties.cannot,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data3.hash !== undefined){
let data10 = data3.hash;
if(typeof data10 !== "string"){
const err27 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/hash",schemaPath:"#/properties/includes/additionalProperties/properties/hash/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema62.properties.includes.additionalProperties.properties.hash.type,parentSchema:schema62.properties.includes.additionalProperties.properties.hash,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/includes/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/includes/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.properties.includes.additionalProperties.type,parentSchema:schema62.properties.includes.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.properties.includes.type,parentSchema:schema62.properties.includes,data:data2};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema62.type,parentSchema:schema62,data};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
validate204.errors = vErrors;
return errors === 0;
}

export const faults = validate205;
const schema63 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"faults.schema.json","title":"faults of a simulation","description":"What goes wrong, and when: the file of `mailyard sandbox simulate --faults`.","type":"object","additionalProperties":false,"required":["faults"],"properties":{"faults":{"type":"array","description":"In any order.","items":{"title":"a fault","type":"object","additionalProperties":false,"required":["day","fault"],"properties":{"day":{"type":"integer","minimum":1,"description":"Of the simulation, from 1."},"hour":{"type":"integer","minimum":0,"maximum":23,"description":"In UTC; default 6, before anybody sends."},"fault":{"enum":["listing","broken-list","bounces","complaints","silence","quiet","outage","dns","signer","leaked-key","clock","restart","killed","mailbox-removed","rotation","held"],"description":"What happens: docs/simulation.md says what each does."},"domain":{"$ref":"#/definitions/glob","description":"Whom it hits; `*` stands for any letters. Default: all that are simulated."},"mailbox":{"type":"string","minLength":3,"description":"The address that is taken out of the inventory."},"target":{"type":"string","minLength":1,"description":"The name or address that is listed; default: each domain that it hits."},"list":{"type":"string","format":"id","description":"The blocklist, by its template's name."},"rate":{"type":"number","minimum":0,"maximum":1,"description":"Share of the messages: of bounces and complaints in all, of what is sent where it is `quiet`."},"class":{"enum":["recipient","sender","content","temporary"],"description":"Of bounces; default recipient."},"of":{"enum":["cloudflare","receivers","feedback"],"description":"Whose outage: Cloudflare's API, the receivers' servers, or the feed of bounces and complaints."},"kind":{"enum":["timeout","servfail","refused","disagree","wildcard","error-code","dead","fails","ignores","answer-lost"],"description":"How it fails: of `dns` timeout, servfail, refused, disagree (one of two servers lags behind); of `broken-list` wildcard, error-code, dead; of `signer` fails, ignores; of Cloudflare's `outage` answer-lost (it does what it is told, and nobody hears of it)."},"by":{"type":"integer","minimum":-86400,"maximum":86400,"description":"Seconds that the clock jumps."},"hours":{"type":"integer","minimum":1,"description":"How long it lasts; with `days` both together. Without either it lasts to the end."},"days":{"type":"integer","minimum":1,"description":"How long it lasts; with `hours` both together. Without either it lasts to the end."}},"allOf":[{"if":{"properties":{"fault":{"const":"listing"}},"required":["fault"]},"then":{"required":["list"]}},{"if":{"properties":{"fault":{"const":"broken-list"}},"required":["fault"]},"then":{"required":["list","kind"],"properties":{"kind":{"enum":["wildcard","error-code","dead"]}}}},{"if":{"properties":{"fault":{"const":"bounces"}},"required":["fault"]},"then":{"required":["rate"]}},{"if":{"properties":{"fault":{"const":"complaints"}},"required":["fault"]},"then":{"required":["rate"]}},{"if":{"properties":{"fault":{"const":"quiet"}},"required":["fault"]},"then":{"required":["rate"]}},{"if":{"properties":{"fault":{"const":"outage"}},"required":["fault"]},"then":{"required":["of"],"properties":{"kind":{"enum":["answer-lost"]}}}},{"if":{"properties":{"fault":{"const":"dns"}},"required":["fault"]},"then":{"required":["kind"],"properties":{"kind":{"enum":["timeout","servfail","refused","disagree"]}}}},{"if":{"properties":{"fault":{"const":"signer"}},"required":["fault"]},"then":{"required":["kind"],"properties":{"kind":{"enum":["fails","ignores"]}}}},{"if":{"properties":{"fault":{"const":"leaked-key"}},"required":["fault"]},"then":{"required":["domain"]}},{"if":{"properties":{"fault":{"const":"clock"}},"required":["fault"]},"then":{"required":["by"]}},{"if":{"properties":{"fault":{"const":"mailbox-removed"}},"required":["fault"]},"then":{"required":["mailbox"]}},{"if":{"properties":{"fault":{"const":"rotation"}},"required":["fault"]},"then":{"required":["domain"]}},{"if":{"properties":{"fault":{"const":"held"}},"required":["fault"]},"then":{"required":["domain"]}}]}}},"definitions":{"glob":{"type":"string","pattern":"^[a-z0-9*?.-]+$"}}};
const schema64 = {"type":"string","pattern":"^[a-z0-9*?.-]+$"};
const pattern15 = new RegExp("^[a-z0-9*?.-]+$", "u");

function validate206(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!pattern15.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9*?.-]+$"},message:"must match pattern \""+"^[a-z0-9*?.-]+$"+"\"",schema:"^[a-z0-9*?.-]+$",parentSchema:schema64,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema64.type,parentSchema:schema64,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate206.errors = vErrors;
return errors === 0;
}


function validate205(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="faults.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.faults === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "faults"},message:"must have required property '"+"faults"+"'",schema:schema63.required,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "faults")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.faults !== undefined){
let data0 = data.faults;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
const _errs7 = errors;
let valid4 = true;
const _errs8 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing0;
if((data1.fault === undefined) && (missing0 = "fault")){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("listing" !== data1.fault){
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
var _valid0 = _errs8 === errors;
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs10 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.list === undefined){
const err4 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/0/then/required",keyword:"required",params:{missingProperty: "list"},message:"must have required property '"+"list"+"'",schema:schema63.properties.faults.items.allOf[0].then.required,parentSchema:schema63.properties.faults.items.allOf[0].then,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs10 === errors;
valid4 = _valid0;
}
if(!valid4){
const err5 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[0].if,parentSchema:schema63.properties.faults.items.allOf[0],data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const _errs12 = errors;
let valid6 = true;
const _errs13 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if((data1.fault === undefined) && (missing1 = "fault")){
const err6 = {};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("broken-list" !== data1.fault){
const err7 = {};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
}
var _valid1 = _errs13 === errors;
errors = _errs12;
if(vErrors !== null){
if(_errs12){
vErrors.length = _errs12;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs15 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.list === undefined){
const err8 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/1/then/required",keyword:"required",params:{missingProperty: "list"},message:"must have required property '"+"list"+"'",schema:schema63.properties.faults.items.allOf[1].then.required,parentSchema:schema63.properties.faults.items.allOf[1].then,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1.kind === undefined){
const err9 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/1/then/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema63.properties.faults.items.allOf[1].then.required,parentSchema:schema63.properties.faults.items.allOf[1].then,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data1.kind !== undefined){
let data4 = data1.kind;
if(!(((data4 === "wildcard") || (data4 === "error-code")) || (data4 === "dead"))){
const err10 = {instancePath:instancePath+"/faults/" + i0+"/kind",schemaPath:"#/properties/faults/items/allOf/1/then/properties/kind/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.allOf[1].then.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.allOf[1].then.properties.kind.enum,parentSchema:schema63.properties.faults.items.allOf[1].then.properties.kind,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
var _valid1 = _errs15 === errors;
valid6 = _valid1;
}
if(!valid6){
const err11 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[1].if,parentSchema:schema63.properties.faults.items.allOf[1],data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const _errs18 = errors;
let valid9 = true;
const _errs19 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing2;
if((data1.fault === undefined) && (missing2 = "fault")){
const err12 = {};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("bounces" !== data1.fault){
const err13 = {};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
}
var _valid2 = _errs19 === errors;
errors = _errs18;
if(vErrors !== null){
if(_errs18){
vErrors.length = _errs18;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs21 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.rate === undefined){
const err14 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/2/then/required",keyword:"required",params:{missingProperty: "rate"},message:"must have required property '"+"rate"+"'",schema:schema63.properties.faults.items.allOf[2].then.required,parentSchema:schema63.properties.faults.items.allOf[2].then,data:data1};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
var _valid2 = _errs21 === errors;
valid9 = _valid2;
}
if(!valid9){
const err15 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[2].if,parentSchema:schema63.properties.faults.items.allOf[2],data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
const _errs23 = errors;
let valid11 = true;
const _errs24 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing3;
if((data1.fault === undefined) && (missing3 = "fault")){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("complaints" !== data1.fault){
const err17 = {};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
var _valid3 = _errs24 === errors;
errors = _errs23;
if(vErrors !== null){
if(_errs23){
vErrors.length = _errs23;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs26 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.rate === undefined){
const err18 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/3/then/required",keyword:"required",params:{missingProperty: "rate"},message:"must have required property '"+"rate"+"'",schema:schema63.properties.faults.items.allOf[3].then.required,parentSchema:schema63.properties.faults.items.allOf[3].then,data:data1};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
var _valid3 = _errs26 === errors;
valid11 = _valid3;
}
if(!valid11){
const err19 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/3/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[3].if,parentSchema:schema63.properties.faults.items.allOf[3],data:data1};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
const _errs28 = errors;
let valid13 = true;
const _errs29 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing4;
if((data1.fault === undefined) && (missing4 = "fault")){
const err20 = {};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("quiet" !== data1.fault){
const err21 = {};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
var _valid4 = _errs29 === errors;
errors = _errs28;
if(vErrors !== null){
if(_errs28){
vErrors.length = _errs28;
}
else {
vErrors = null;
}
}
if(_valid4){
const _errs31 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.rate === undefined){
const err22 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/4/then/required",keyword:"required",params:{missingProperty: "rate"},message:"must have required property '"+"rate"+"'",schema:schema63.properties.faults.items.allOf[4].then.required,parentSchema:schema63.properties.faults.items.allOf[4].then,data:data1};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
var _valid4 = _errs31 === errors;
valid13 = _valid4;
}
if(!valid13){
const err23 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/4/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[4].if,parentSchema:schema63.properties.faults.items.allOf[4],data:data1};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
const _errs33 = errors;
let valid15 = true;
const _errs34 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing5;
if((data1.fault === undefined) && (missing5 = "fault")){
const err24 = {};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("outage" !== data1.fault){
const err25 = {};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
var _valid5 = _errs34 === errors;
errors = _errs33;
if(vErrors !== null){
if(_errs33){
vErrors.length = _errs33;
}
else {
vErrors = null;
}
}
if(_valid5){
const _errs36 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.of === undefined){
const err26 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/5/then/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'",schema:schema63.properties.faults.items.allOf[5].then.required,parentSchema:schema63.properties.faults.items.allOf[5].then,data:data1};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data1.kind !== undefined){
let data9 = data1.kind;
if(!(data9 === "answer-lost")){
const err27 = {instancePath:instancePath+"/faults/" + i0+"/kind",schemaPath:"#/properties/faults/items/allOf/5/then/properties/kind/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.allOf[5].then.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.allOf[5].then.properties.kind.enum,parentSchema:schema63.properties.faults.items.allOf[5].then.properties.kind,data:data9};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
var _valid5 = _errs36 === errors;
valid15 = _valid5;
}
if(!valid15){
const err28 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/5/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[5].if,parentSchema:schema63.properties.faults.items.allOf[5],data:data1};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const _errs39 = errors;
let valid18 = true;
const _errs40 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing6;
if((data1.fault === undefined) && (missing6 = "fault")){
const err29 = {};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("dns" !== data1.fault){
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
var _valid6 = _errs40 === errors;
errors = _errs39;
if(vErrors !== null){
if(_errs39){
vErrors.length = _errs39;
}
else {
vErrors = null;
}
}
if(_valid6){
const _errs42 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.kind === undefined){
const err31 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/6/then/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema63.properties.faults.items.allOf[6].then.required,parentSchema:schema63.properties.faults.items.allOf[6].then,data:data1};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(data1.kind !== undefined){
let data11 = data1.kind;
if(!((((data11 === "timeout") || (data11 === "servfail")) || (data11 === "refused")) || (data11 === "disagree"))){
const err32 = {instancePath:instancePath+"/faults/" + i0+"/kind",schemaPath:"#/properties/faults/items/allOf/6/then/properties/kind/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.allOf[6].then.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.allOf[6].then.properties.kind.enum,parentSchema:schema63.properties.faults.items.allOf[6].then.properties.kind,data:data11};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
var _valid6 = _errs42 === errors;
valid18 = _valid6;
}
if(!valid18){
const err33 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/6/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[6].if,parentSchema:schema63.properties.faults.items.allOf[6],data:data1};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
const _errs45 = errors;
let valid21 = true;
const _errs46 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing7;
if((data1.fault === undefined) && (missing7 = "fault")){
const err34 = {};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("signer" !== data1.fault){
const err35 = {};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
}
var _valid7 = _errs46 === errors;
errors = _errs45;
if(vErrors !== null){
if(_errs45){
vErrors.length = _errs45;
}
else {
vErrors = null;
}
}
if(_valid7){
const _errs48 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.kind === undefined){
const err36 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/7/then/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema63.properties.faults.items.allOf[7].then.required,parentSchema:schema63.properties.faults.items.allOf[7].then,data:data1};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data1.kind !== undefined){
let data13 = data1.kind;
if(!((data13 === "fails") || (data13 === "ignores"))){
const err37 = {instancePath:instancePath+"/faults/" + i0+"/kind",schemaPath:"#/properties/faults/items/allOf/7/then/properties/kind/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.allOf[7].then.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.allOf[7].then.properties.kind.enum,parentSchema:schema63.properties.faults.items.allOf[7].then.properties.kind,data:data13};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
var _valid7 = _errs48 === errors;
valid21 = _valid7;
}
if(!valid21){
const err38 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/7/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[7].if,parentSchema:schema63.properties.faults.items.allOf[7],data:data1};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
const _errs51 = errors;
let valid24 = true;
const _errs52 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing8;
if((data1.fault === undefined) && (missing8 = "fault")){
const err39 = {};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("leaked-key" !== data1.fault){
const err40 = {};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
}
var _valid8 = _errs52 === errors;
errors = _errs51;
if(vErrors !== null){
if(_errs51){
vErrors.length = _errs51;
}
else {
vErrors = null;
}
}
if(_valid8){
const _errs54 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.domain === undefined){
const err41 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/8/then/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema63.properties.faults.items.allOf[8].then.required,parentSchema:schema63.properties.faults.items.allOf[8].then,data:data1};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
var _valid8 = _errs54 === errors;
valid24 = _valid8;
}
if(!valid24){
const err42 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/8/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[8].if,parentSchema:schema63.properties.faults.items.allOf[8],data:data1};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const _errs56 = errors;
let valid26 = true;
const _errs57 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing9;
if((data1.fault === undefined) && (missing9 = "fault")){
const err43 = {};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("clock" !== data1.fault){
const err44 = {};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
}
var _valid9 = _errs57 === errors;
errors = _errs56;
if(vErrors !== null){
if(_errs56){
vErrors.length = _errs56;
}
else {
vErrors = null;
}
}
if(_valid9){
const _errs59 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.by === undefined){
const err45 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/9/then/required",keyword:"required",params:{missingProperty: "by"},message:"must have required property '"+"by"+"'",schema:schema63.properties.faults.items.allOf[9].then.required,parentSchema:schema63.properties.faults.items.allOf[9].then,data:data1};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
var _valid9 = _errs59 === errors;
valid26 = _valid9;
}
if(!valid26){
const err46 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/9/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[9].if,parentSchema:schema63.properties.faults.items.allOf[9],data:data1};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
const _errs61 = errors;
let valid28 = true;
const _errs62 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing10;
if((data1.fault === undefined) && (missing10 = "fault")){
const err47 = {};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("mailbox-removed" !== data1.fault){
const err48 = {};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
var _valid10 = _errs62 === errors;
errors = _errs61;
if(vErrors !== null){
if(_errs61){
vErrors.length = _errs61;
}
else {
vErrors = null;
}
}
if(_valid10){
const _errs64 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.mailbox === undefined){
const err49 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/10/then/required",keyword:"required",params:{missingProperty: "mailbox"},message:"must have required property '"+"mailbox"+"'",schema:schema63.properties.faults.items.allOf[10].then.required,parentSchema:schema63.properties.faults.items.allOf[10].then,data:data1};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
var _valid10 = _errs64 === errors;
valid28 = _valid10;
}
if(!valid28){
const err50 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/10/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[10].if,parentSchema:schema63.properties.faults.items.allOf[10],data:data1};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
const _errs66 = errors;
let valid30 = true;
const _errs67 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing11;
if((data1.fault === undefined) && (missing11 = "fault")){
const err51 = {};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("rotation" !== data1.fault){
const err52 = {};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
}
var _valid11 = _errs67 === errors;
errors = _errs66;
if(vErrors !== null){
if(_errs66){
vErrors.length = _errs66;
}
else {
vErrors = null;
}
}
if(_valid11){
const _errs69 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.domain === undefined){
const err53 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/11/then/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema63.properties.faults.items.allOf[11].then.required,parentSchema:schema63.properties.faults.items.allOf[11].then,data:data1};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
var _valid11 = _errs69 === errors;
valid30 = _valid11;
}
if(!valid30){
const err54 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/11/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[11].if,parentSchema:schema63.properties.faults.items.allOf[11],data:data1};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
const _errs71 = errors;
let valid32 = true;
const _errs72 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing12;
if((data1.fault === undefined) && (missing12 = "fault")){
const err55 = {};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
else {
if(data1.fault !== undefined){
if("held" !== data1.fault){
const err56 = {};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
}
}
var _valid12 = _errs72 === errors;
errors = _errs71;
if(vErrors !== null){
if(_errs71){
vErrors.length = _errs71;
}
else {
vErrors = null;
}
}
if(_valid12){
const _errs74 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.domain === undefined){
const err57 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/12/then/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema63.properties.faults.items.allOf[12].then.required,parentSchema:schema63.properties.faults.items.allOf[12].then,data:data1};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
var _valid12 = _errs74 === errors;
valid32 = _valid12;
}
if(!valid32){
const err58 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/allOf/12/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema63.properties.faults.items.allOf[12].if,parentSchema:schema63.properties.faults.items.allOf[12],data:data1};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.day === undefined){
const err59 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/required",keyword:"required",params:{missingProperty: "day"},message:"must have required property '"+"day"+"'",schema:schema63.properties.faults.items.required,parentSchema:schema63.properties.faults.items,data:data1};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data1.fault === undefined){
const err60 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/required",keyword:"required",params:{missingProperty: "fault"},message:"must have required property '"+"fault"+"'",schema:schema63.properties.faults.items.required,parentSchema:schema63.properties.faults.items,data:data1};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
for(const key1 in data1){
if(!(func2.call(schema63.properties.faults.items.properties, key1))){
const err61 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema63.properties.faults.items,data:data1};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data1.day !== undefined){
let data19 = data1.day;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err62 = {instancePath:instancePath+"/faults/" + i0+"/day",schemaPath:"#/properties/faults/items/properties/day/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema63.properties.faults.items.properties.day.type,parentSchema:schema63.properties.faults.items.properties.day,data:data19};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 1 || isNaN(data19)){
const err63 = {instancePath:instancePath+"/faults/" + i0+"/day",schemaPath:"#/properties/faults/items/properties/day/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema63.properties.faults.items.properties.day,data:data19};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
}
if(data1.hour !== undefined){
let data20 = data1.hour;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
const err64 = {instancePath:instancePath+"/faults/" + i0+"/hour",schemaPath:"#/properties/faults/items/properties/hour/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema63.properties.faults.items.properties.hour.type,parentSchema:schema63.properties.faults.items.properties.hour,data:data20};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 23 || isNaN(data20)){
const err65 = {instancePath:instancePath+"/faults/" + i0+"/hour",schemaPath:"#/properties/faults/items/properties/hour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},message:"must be <= 23",schema:23,parentSchema:schema63.properties.faults.items.properties.hour,data:data20};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
if(data20 < 0 || isNaN(data20)){
const err66 = {instancePath:instancePath+"/faults/" + i0+"/hour",schemaPath:"#/properties/faults/items/properties/hour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema63.properties.faults.items.properties.hour,data:data20};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
if(data1.fault !== undefined){
let data21 = data1.fault;
if(!((((((((((((((((data21 === "listing") || (data21 === "broken-list")) || (data21 === "bounces")) || (data21 === "complaints")) || (data21 === "silence")) || (data21 === "quiet")) || (data21 === "outage")) || (data21 === "dns")) || (data21 === "signer")) || (data21 === "leaked-key")) || (data21 === "clock")) || (data21 === "restart")) || (data21 === "killed")) || (data21 === "mailbox-removed")) || (data21 === "rotation")) || (data21 === "held"))){
const err67 = {instancePath:instancePath+"/faults/" + i0+"/fault",schemaPath:"#/properties/faults/items/properties/fault/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.properties.fault.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.properties.fault.enum,parentSchema:schema63.properties.faults.items.properties.fault,data:data21};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data1.domain !== undefined){
if(!(validate206(data1.domain, {instancePath:instancePath+"/faults/" + i0+"/domain",parentData:data1,parentDataProperty:"domain",rootData}))){
vErrors = vErrors === null ? validate206.errors : vErrors.concat(validate206.errors);
errors = vErrors.length;
}
}
if(data1.mailbox !== undefined){
let data23 = data1.mailbox;
if(typeof data23 === "string"){
if(func3(data23) < 3){
const err68 = {instancePath:instancePath+"/faults/" + i0+"/mailbox",schemaPath:"#/properties/faults/items/properties/mailbox/minLength",keyword:"minLength",params:{limit: 3},message:"must NOT have fewer than 3 characters",schema:3,parentSchema:schema63.properties.faults.items.properties.mailbox,data:data23};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/faults/" + i0+"/mailbox",schemaPath:"#/properties/faults/items/properties/mailbox/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.faults.items.properties.mailbox.type,parentSchema:schema63.properties.faults.items.properties.mailbox,data:data23};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data1.target !== undefined){
let data24 = data1.target;
if(typeof data24 === "string"){
if(func3(data24) < 1){
const err70 = {instancePath:instancePath+"/faults/" + i0+"/target",schemaPath:"#/properties/faults/items/properties/target/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema63.properties.faults.items.properties.target,data:data24};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
else {
const err71 = {instancePath:instancePath+"/faults/" + i0+"/target",schemaPath:"#/properties/faults/items/properties/target/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.faults.items.properties.target.type,parentSchema:schema63.properties.faults.items.properties.target,data:data24};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data1.list !== undefined){
let data25 = data1.list;
if(typeof data25 === "string"){
if(!(formats2(data25))){
const err72 = {instancePath:instancePath+"/faults/" + i0+"/list",schemaPath:"#/properties/faults/items/properties/list/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema63.properties.faults.items.properties.list,data:data25};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
else {
const err73 = {instancePath:instancePath+"/faults/" + i0+"/list",schemaPath:"#/properties/faults/items/properties/list/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema63.properties.faults.items.properties.list.type,parentSchema:schema63.properties.faults.items.properties.list,data:data25};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data1.rate !== undefined){
let data26 = data1.rate;
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 1 || isNaN(data26)){
const err74 = {instancePath:instancePath+"/faults/" + i0+"/rate",schemaPath:"#/properties/faults/items/properties/rate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema63.properties.faults.items.properties.rate,data:data26};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
if(data26 < 0 || isNaN(data26)){
const err75 = {instancePath:instancePath+"/faults/" + i0+"/rate",schemaPath:"#/properties/faults/items/properties/rate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema63.properties.faults.items.properties.rate,data:data26};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
else {
const err76 = {instancePath:instancePath+"/faults/" + i0+"/rate",schemaPath:"#/properties/faults/items/properties/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema63.properties.faults.items.properties.rate.type,parentSchema:schema63.properties.faults.items.properties.rate,data:data26};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data1.class !== undefined){
let data27 = data1.class;
if(!((((data27 === "recipient") || (data27 === "sender")) || (data27 === "content")) || (data27 === "temporary"))){
const err77 = {instancePath:instancePath+"/faults/" + i0+"/class",schemaPath:"#/properties/faults/items/properties/class/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.properties.class.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.properties.class.enum,parentSchema:schema63.properties.faults.items.properties.class,data:data27};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data1.of !== undefined){
let data28 = data1.of;
if(!(((data28 === "cloudflare") || (data28 === "receivers")) || (data28 === "feedback"))){
const err78 = {instancePath:instancePath+"/faults/" + i0+"/of",schemaPath:"#/properties/faults/items/properties/of/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.properties.of.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.properties.of.enum,parentSchema:schema63.properties.faults.items.properties.of,data:data28};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data1.kind !== undefined){
let data29 = data1.kind;
if(!((((((((((data29 === "timeout") || (data29 === "servfail")) || (data29 === "refused")) || (data29 === "disagree")) || (data29 === "wildcard")) || (data29 === "error-code")) || (data29 === "dead")) || (data29 === "fails")) || (data29 === "ignores")) || (data29 === "answer-lost"))){
const err79 = {instancePath:instancePath+"/faults/" + i0+"/kind",schemaPath:"#/properties/faults/items/properties/kind/enum",keyword:"enum",params:{allowedValues: schema63.properties.faults.items.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema63.properties.faults.items.properties.kind.enum,parentSchema:schema63.properties.faults.items.properties.kind,data:data29};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data1.by !== undefined){
let data30 = data1.by;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err80 = {instancePath:instancePath+"/faults/" + i0+"/by",schemaPath:"#/properties/faults/items/properties/by/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema63.properties.faults.items.properties.by.type,parentSchema:schema63.properties.faults.items.properties.by,data:data30};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 86400 || isNaN(data30)){
const err81 = {instancePath:instancePath+"/faults/" + i0+"/by",schemaPath:"#/properties/faults/items/properties/by/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema63.properties.faults.items.properties.by,data:data30};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(data30 < -86400 || isNaN(data30)){
const err82 = {instancePath:instancePath+"/faults/" + i0+"/by",schemaPath:"#/properties/faults/items/properties/by/minimum",keyword:"minimum",params:{comparison: ">=", limit: -86400},message:"must be >= -86400",schema:-86400,parentSchema:schema63.properties.faults.items.properties.by,data:data30};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
if(data1.hours !== undefined){
let data31 = data1.hours;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
const err83 = {instancePath:instancePath+"/faults/" + i0+"/hours",schemaPath:"#/properties/faults/items/properties/hours/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema63.properties.faults.items.properties.hours.type,parentSchema:schema63.properties.faults.items.properties.hours,data:data31};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 < 1 || isNaN(data31)){
const err84 = {instancePath:instancePath+"/faults/" + i0+"/hours",schemaPath:"#/properties/faults/items/properties/hours/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema63.properties.faults.items.properties.hours,data:data31};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
}
if(data1.days !== undefined){
let data32 = data1.days;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
const err85 = {instancePath:instancePath+"/faults/" + i0+"/days",schemaPath:"#/properties/faults/items/properties/days/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema63.properties.faults.items.properties.days.type,parentSchema:schema63.properties.faults.items.properties.days,data:data32};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 < 1 || isNaN(data32)){
const err86 = {instancePath:instancePath+"/faults/" + i0+"/days",schemaPath:"#/properties/faults/items/properties/days/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema63.properties.faults.items.properties.days,data:data32};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
}
}
else {
const err87 = {instancePath:instancePath+"/faults/" + i0,schemaPath:"#/properties/faults/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema63.properties.faults.items.type,parentSchema:schema63.properties.faults.items,data:data1};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
}
else {
const err88 = {instancePath:instancePath+"/faults",schemaPath:"#/properties/faults/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema63.properties.faults.type,parentSchema:schema63.properties.faults,data:data0};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema63.type,parentSchema:schema63,data};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
validate205.errors = vErrors;
return errors === 0;
}

export const provider = validate208;
const schema65 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"provider.schema.json","title":"a provider template","description":"What is known of a mail provider or relay: a file in templates/providers/.","type":"object","additionalProperties":false,"required":["name","title","kind","source","checked","verified","variables","provided","records"],"properties":{"name":{"$ref":"#/definitions/name","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people know it by."},"kind":{"enum":["mailbox","relay"],"description":"mailbox hosts mailboxes; relay only sends."},"source":{"description":"Where the facts stand.","type":"array","minItems":1,"items":{"type":"string","format":"https-url"}},"checked":{"$ref":"#/definitions/date","description":"The day on which the source was read."},"verified":{"enum":["live","documentation","third-party"],"description":"How far to trust it: seen at work, the vendor's documentation, or other people's word."},"variables":{"title":"`variables`","description":"What the inventory may or must set; used in the records as `{name}`.","type":"object","patternProperties":{"^[a-z][A-Za-z0-9]*$":{"title":"a variable","type":"object","additionalProperties":false,"required":["description"],"properties":{"description":{"$ref":"#/definitions/text","description":"What it is: findings show it."},"default":{"type":"string","description":"The value where nobody sets one. Without it, and not required, what uses the variable is left out until it is set."},"required":{"type":"boolean","description":"`true`: it is an error not to set it. Not beside `default`."},"pattern":{"$ref":"#/definitions/text","description":"A regular expression that the value must match; `^` and `$` hold the whole of it, case does not count."},"example":{"$ref":"#/definitions/text","description":"A good value: findings show it."}},"description":"A variable by its name: letters and digits."}},"additionalProperties":false,"propertyNames":{"title":"name"}},"provided":{"title":"`provided`","description":"What only the provider's console or API can give; pasted under `values`.","type":"object","patternProperties":{"^[a-z][A-Za-z0-9]*$":{"title":"a provided value","type":"object","additionalProperties":false,"required":["description","where"],"properties":{"description":{"$ref":"#/definitions/text","description":"What it is: findings show it."},"where":{"$ref":"#/definitions/text","description":"The way to it in the console or API: findings show it."},"link":{"type":"string","format":"https-url","description":"The page of the console, where it has one address for everybody."},"then":{"title":"`then`","description":"What remains to be done there once the records are served: `mailyard todo` asks for it.","type":"object","additionalProperties":false,"required":["id","says"],"properties":{"id":{"$ref":"#/definitions/name","description":"The step's name; `done: [<template>-<id>]` says in the inventory that it is done."},"says":{"$ref":"#/definitions/text","description":"The instruction, as a sentence."}}},"pattern":{"$ref":"#/definitions/text","description":"As in a variable."},"example":{"$ref":"#/definitions/text","description":"A value of the right form."},"optional":{"type":"boolean","description":"`true`: nobody has to give it; unset, its records are left out."},"unless":{"type":"string","description":"Another provided value that does the same job: once that is set, this one is optional."}},"description":"A value by its name. A record that needs it waits for it."}},"additionalProperties":false},"spf":{"title":"`spf`","description":"What the provider needs in the SPF record. Absent: nothing.","type":"object","additionalProperties":false,"required":["terms","lookups"],"properties":{"terms":{"description":"Terms without `v=spf1` and `all`, such as `include:spf.relay.example`. One with an unset variable is left out.","type":"array","minItems":1,"items":{"type":"string","pattern":"^(include:|a$|a[:/]|mx$|mx[:/]|ip4:|ip6:|exists:)"}},"lookups":{"type":"integer","minimum":0,"maximum":10,"description":"DNS lookups that all terms together take at worst, themselves included (RFC 7208 §4.6.4)."},"host":{"$ref":"#/definitions/text","description":"Where a relay's terms go, such as `{returnPath}`. Absent: only to the domain itself, and only with `envelope: apex`."}}},"records":{"type":"array","items":{"title":"a record","type":"object","additionalProperties":false,"required":["role","name","type","content"],"properties":{"role":{"enum":["mx","dkim","return-path","autodiscover","verification","tracking","extra"],"description":"What the record is for. It is how the key begins, and guards go by it."},"id":{"$ref":"#/definitions/name","description":"Tells records of one role apart in the key, `dkim-<id>`. Default: the selector, the service or the order."},"name":{"$ref":"#/definitions/text","description":"Relative to the domain; `@` is the domain. Takes placeholders."},"type":{"enum":["A","AAAA","CAA","CNAME","HTTPS","MX","NS","SRV","SVCB","TLSA","TXT"],"description":"The record type."},"content":{"$ref":"#/definitions/text","description":"The value, without the priority; SRV is `weight port target`. Takes placeholders."},"priority":{"type":"integer","minimum":0,"maximum":65535,"description":"Of MX and SRV, which need it."},"ttl":{"type":"integer","minimum":60,"maximum":86400,"description":"Seconds. Default: the domain's `ttl`."}},"if":{"properties":{"type":{"enum":["MX","SRV"]}},"required":["type"]},"then":{"title":"a record","required":["priority"]}},"description":"The records that the provider asks for, SPF and DMARC apart."},"access":{"title":"`access`","description":"Where programs reach a mailbox, or log in at a relay.","type":"object","additionalProperties":false,"required":["smtp"],"properties":{"imap":{"allOf":[{"$ref":"#/definitions/server"}],"description":"Where mail is read (RFC 9051). Of a mailbox provider only, and needed there."},"smtp":{"allOf":[{"$ref":"#/definitions/server"}],"description":"Where mail is submitted (RFC 6409)."}}},"limits":{"title":"`limits`","description":"What the provider lets through, whatever a profile allows.","type":"object","additionalProperties":false,"properties":{"perMailboxPerDay":{"type":"integer","minimum":1,"description":"Messages a day from one mailbox."},"mailboxesPerDomain":{"type":"integer","minimum":1,"description":"Mailboxes of one domain."},"rolling":{"description":"What one mailbox may send in any span of a length, as the provider counts it. Without it `perMailboxPerDay` holds in any 24 hours.","type":"array","minItems":1,"items":{"title":"a rolling limit","type":"object","additionalProperties":false,"required":["messages","within","source","checked","verified"],"properties":{"messages":{"type":"integer","minimum":1,"description":"So many at most, each recipient counted."},"within":{"type":"string","format":"span","description":"In any span of that length: `1min`, `1h`, `24h`."},"source":{"type":"string","format":"https-url","description":"The page that says so."},"checked":{"$ref":"#/definitions/date","description":"The day on which the source was read."},"verified":{"enum":["documentation","third-party"],"description":"How far to trust it."}}}}}},"terms":{"title":"`terms`","description":"What its terms of use say of two kinds of mail.","type":"object","additionalProperties":false,"required":["cold","bulk","says","checked","verified"],"properties":{"cold":{"$ref":"#/definitions/word","description":"Mail to people who did not ask for it."},"bulk":{"$ref":"#/definitions/word","description":"Mail to many who asked for it."},"says":{"$ref":"#/definitions/text","description":"What they say, in a sentence of our own: findings show it."},"source":{"type":"string","format":"https-url","description":"Where that was read."},"checked":{"$ref":"#/definitions/date","description":"The day on which it was read."},"verified":{"enum":["documentation","third-party","unverified"],"description":"How far to trust it: the vendor's own words, other people's, or nobody's."}}},"prices":{"type":"array","items":{"$ref":"prices.schema.json#/definitions/price"},"description":"List prices without tax, one for each thing that is paid for."},"api":{"$ref":"api.schema.json","description":"Its HTTP API, where Mailyard is to make domains and mailboxes by it."},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"server":{"title":"a server","type":"object","additionalProperties":false,"required":["host","port"],"properties":{"host":{"$ref":"#/definitions/text","description":"Its name. Takes placeholders."},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"993 and 465 speak TLS from the first byte (RFC 8314 §3); any other begins with STARTTLS."},"login":{"enum":["password","app-password","oauth"],"description":"What opens it: the mailbox's own password, or only one made for a program, or only OAuth. Default: password."}}},"name":{"type":"string","format":"id"},"text":{"type":"string","minLength":1},"word":{"enum":["allowed","forbidden","unclear"]},"date":{"type":"string","format":"iso-date"}}};
const schema66 = {"type":"string","format":"id"};

function validate209(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats2(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema66.type,parentSchema:schema66,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate209.errors = vErrors;
return errors === 0;
}

const schema67 = {"type":"string","minLength":1};

function validate211(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema67.type,parentSchema:schema67,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate211.errors = vErrors;
return errors === 0;
}

const schema68 = {"type":"string","format":"iso-date"};

function validate213(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats60(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema68.type,parentSchema:schema68,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate213.errors = vErrors;
return errors === 0;
}

const schema69 = {"title":"a server","type":"object","additionalProperties":false,"required":["host","port"],"properties":{"host":{"$ref":"#/definitions/text","description":"Its name. Takes placeholders."},"port":{"type":"integer","minimum":1,"maximum":65535,"description":"993 and 465 speak TLS from the first byte (RFC 8314 §3); any other begins with STARTTLS."},"login":{"enum":["password","app-password","oauth"],"description":"What opens it: the mailbox's own password, or only one made for a program, or only OAuth. Default: password."}}};

function validate228(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema69.required,parentSchema:schema69,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.port === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "port"},message:"must have required property '"+"port"+"'",schema:schema69.required,parentSchema:schema69,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!(((key0 === "host") || (key0 === "port")) || (key0 === "login"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema69,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.host !== undefined){
if(!(validate211(data.host, {instancePath:instancePath+"/host",parentData:data,parentDataProperty:"host",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data.port !== undefined){
let data1 = data.port;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema69.properties.port.type,parentSchema:schema69.properties.port,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 65535 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema69.properties.port,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data1 < 1 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema69.properties.port,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.login !== undefined){
let data2 = data.login;
if(!(((data2 === "password") || (data2 === "app-password")) || (data2 === "oauth"))){
const err6 = {instancePath:instancePath+"/login",schemaPath:"#/properties/login/enum",keyword:"enum",params:{allowedValues: schema69.properties.login.enum},message:"must be equal to one of the allowed values",schema:schema69.properties.login.enum,parentSchema:schema69.properties.login,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema69.type,parentSchema:schema69,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate228.errors = vErrors;
return errors === 0;
}

const schema70 = {"enum":["allowed","forbidden","unclear"]};

function validate233(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((data === "allowed") || (data === "forbidden")) || (data === "unclear"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema70.enum},message:"must be equal to one of the allowed values",schema:schema70.enum,parentSchema:schema70,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate233.errors = vErrors;
return errors === 0;
}

const schema73 = {"title":"a price","type":"object","additionalProperties":false,"required":["for","amount","currency","source","checked","verified"],"properties":{"for":{"enum":["domain","zone","mailbox","account","thousand"],"description":"What one pays for; `thousand` is a thousand messages."},"amount":{"type":"number","minimum":0,"description":"In whole units of the currency: 0.1 is ten cents."},"currency":{"type":"string","format":"currency","description":"Three letters, such as USD."},"every":{"enum":["month","year"],"description":"How often; messages are paid as they are sent."},"plan":{"type":"string","minLength":1,"description":"The vendor's own name for what is bought."},"includes":{"type":"integer","minimum":1,"description":"Messages a month that an account's price contains."},"source":{"type":"string","format":"https-url","description":"Where the price stands."},"checked":{"type":"string","format":"iso-date","description":"The day on which it was read."},"verified":{"enum":["documentation","third-party"],"description":"The vendor's own word, or an estimate from other people's."}}};
const formats160 = checks.currency;

function validate244(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.for === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "for"},message:"must have required property '"+"for"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.amount === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"},message:"must have required property '"+"amount"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.currency === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"},message:"must have required property '"+"currency"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.source === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.checked === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.verified === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema73.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.for !== undefined){
let data0 = data.for;
if(!(((((data0 === "domain") || (data0 === "zone")) || (data0 === "mailbox")) || (data0 === "account")) || (data0 === "thousand"))){
const err7 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/enum",keyword:"enum",params:{allowedValues: schema73.properties.for.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.for.enum,parentSchema:schema73.properties.for,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.amount !== undefined){
let data1 = data.amount;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/amount",schemaPath:"#/properties/amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema73.properties.amount,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/amount",schemaPath:"#/properties/amount/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema73.properties.amount.type,parentSchema:schema73.properties.amount,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.currency !== undefined){
let data2 = data.currency;
if(typeof data2 === "string"){
if(!(formats160(data2))){
const err10 = {instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/format",keyword:"format",params:{format: "currency"},message:"must match format \""+"currency"+"\"",schema:"currency",parentSchema:schema73.properties.currency,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.currency.type,parentSchema:schema73.properties.currency,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.every !== undefined){
let data3 = data.every;
if(!((data3 === "month") || (data3 === "year"))){
const err12 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/enum",keyword:"enum",params:{allowedValues: schema73.properties.every.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.every.enum,parentSchema:schema73.properties.every,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.plan !== undefined){
let data4 = data.plan;
if(typeof data4 === "string"){
if(func3(data4) < 1){
const err13 = {instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.properties.plan,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.plan.type,parentSchema:schema73.properties.plan,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.includes !== undefined){
let data5 = data.includes;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err15 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema73.properties.includes.type,parentSchema:schema73.properties.includes,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema73.properties.includes,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.source !== undefined){
let data6 = data.source;
if(typeof data6 === "string"){
if(!(formats76(data6))){
const err17 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema73.properties.source,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.source.type,parentSchema:schema73.properties.source,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.checked !== undefined){
let data7 = data.checked;
if(typeof data7 === "string"){
if(!(formats60(data7))){
const err19 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema73.properties.checked,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.checked.type,parentSchema:schema73.properties.checked,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.verified !== undefined){
let data8 = data.verified;
if(!((data8 === "documentation") || (data8 === "third-party"))){
const err21 = {instancePath:instancePath+"/verified",schemaPath:"#/properties/verified/enum",keyword:"enum",params:{allowedValues: schema73.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.verified.enum,parentSchema:schema73.properties.verified,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema73.type,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate244.errors = vErrors;
return errors === 0;
}

const schema75 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"api.schema.json","title":"`api`","description":"The provider's HTTP API, so that Mailyard makes domains and mailboxes there: `api` of a provider template.","type":"object","additionalProperties":false,"required":["baseUrl","secrets","auth","rate","check"],"properties":{"baseUrl":{"type":"string","minLength":1,"description":"What all paths stand below, such as `https://api.mail.example/v1`. Takes settings of the account: `https://{host}/api`."},"account":{"title":"`api.account`","description":"What the inventory sets under `accounts.<template>`; none of it is a secret.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"title":"a setting of the account","type":"object","additionalProperties":false,"required":["description","example"],"properties":{"description":{"$ref":"#/definitions/text","description":"What it is: errors show it."},"example":{"$ref":"#/definitions/text","description":"A good value."},"default":{"type":"string","description":"The value where nobody sets one."},"required":{"type":"boolean","description":"`true`: it is an error not to set it. Not beside `default`."},"pattern":{"$ref":"#/definitions/text","description":"A regular expression that the value must match."}},"description":"A setting by its name."}},"propertyNames":{"title":"name"}},"secrets":{"title":"`api.secrets`","description":"The environment variables that hold the credentials.","type":"object","additionalProperties":false,"patternProperties":{"^[A-Z][A-Z0-9_]*$":{"title":"a secret","type":"object","additionalProperties":false,"required":["description","where"],"properties":{"description":{"$ref":"#/definitions/text","description":"What it is: errors show it."},"where":{"$ref":"#/definitions/text","description":"The way to it in the provider's console: errors show it."}},"description":"A variable by its name: capital letters, digits and `_`."}},"propertyNames":{"title":"VARIABLE"}},"auth":{"title":"`api.auth`","description":"How each call proves who asks. Secrets and settings of the account stand in braces.","type":"object","additionalProperties":false,"properties":{"bearer":{"$ref":"#/definitions/text","description":"A token, sent as `Authorization: Bearer …`: `'{ACME_MAIL_TOKEN}'`."},"basic":{"$ref":"#/definitions/text","description":"User and password with a colon between them: `'{login}:{ACME_MAIL_PASSWORD}'`."},"headers":{"title":"`api.auth.headers`","description":"Headers of any other kind: `X-API-Key: '{ACME_MAIL_KEY}'`.","type":"object","additionalProperties":false,"patternProperties":{"^[A-Za-z0-9-]+$":{"type":"string","minLength":1}}}}},"rate":{"title":"`api.rate`","description":"How often Mailyard calls at most: below what the provider allows.","type":"object","additionalProperties":false,"required":["calls","seconds","source"],"properties":{"calls":{"type":"integer","minimum":1,"description":"So many calls …"},"seconds":{"type":"integer","minimum":1,"description":"… in any stretch of so many seconds."},"source":{"$ref":"#/definitions/text","description":"Where the provider's limit stands, or that it names none."}}},"passwords":{"title":"`api.passwords`","description":"What its passwords must be like, where Mailyard's usual ones do not do.","type":"object","additionalProperties":false,"properties":{"length":{"type":"integer","minimum":8,"maximum":128,"description":"Characters."},"symbols":{"$ref":"#/definitions/text","description":"The characters beside letters and digits that it takes."}}},"check":{"allOf":[{"$ref":"#/definitions/check"}],"description":"A call that needs the credentials and changes nothing: asked once, before anything is written."},"mailboxes":{"title":"`api.mailboxes`","description":"Mailboxes: what they look like, and the calls.","type":"object","additionalProperties":false,"required":["fields","list","create","delete"],"properties":{"fields":{"$ref":"#/definitions/fields"},"list":{"allOf":[{"$ref":"#/definitions/list"}],"description":"All mailboxes of `{domain}`. Those of other domains in the answer are passed over."},"read":{"allOf":[{"$ref":"#/definitions/call"}],"description":"One mailbox. Absent: it is looked for in the list."},"create":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Makes one, with as much as the call takes."},"update":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Changes one. Absent: nothing of a mailbox can be changed."},"replaces":{"type":"boolean","description":"`true`: `update` replaces the whole mailbox, so all its settings go with each call. Default: false."},"suspend":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Suspends one, where `update` does not take `{state}`. With `activate` beside it."},"activate":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Ends that."},"setPassword":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Changes the password."},"delete":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Deletes one."}}},"domains":{"title":"`api.domains`","description":"Domains: what they look like, and the calls. Absent: they are added by hand.","type":"object","additionalProperties":false,"required":["read","add"],"properties":{"add":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Makes `{domain}` known."},"read":{"allOf":[{"$ref":"#/definitions/call"}],"description":"One domain; what is not there is `missing`."},"verify":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Asks the provider to look at DNS. Absent: it does so by itself."},"remove":{"allOf":[{"$ref":"#/definitions/call"}],"description":"Removes it."},"ready":{"title":"`api.domains.ready`","description":"Where a domain shows that it may send and receive. Absent: it may, once it is there.","type":"object","additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where in the domain."},"pattern":{"$ref":"#/definitions/text","description":"What it looks like when ready, as a regular expression. Default: ^true$."},"needsMx":{"type":"boolean","description":"`true`: it is ready only once its MX leads there; then mailboxes are made before. Default: false."},"waitingFor":{"$ref":"#/definitions/text","description":"What is missing until then, to complete “Waiting for …”. Default: the provider to see its records in DNS."}}},"values":{"title":"`api.domains.values`","description":"Values of `provided` that a domain shows: name, then where.","type":"object","additionalProperties":false,"patternProperties":{"^[a-z][A-Za-z0-9]*$":{"title":"a value","type":["string","object"],"additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where in the domain."},"when":{"enum":["added","ready"],"description":"From when on it is shown. Default: added."}},"description":"Where in the domain, or a map."}},"propertyNames":{"title":"value"}}}},"errors":{"description":"Answers that mean another thing than their status. The first that fits counts; else 401 is credentials, 403 forbidden, 404 missing, 409 exists, 429 limited, 5xx lost, another 4xx refused.","type":"array","items":{"$ref":"#/definitions/error"}},"said":{"$ref":"#/definitions/path","description":"Where the answer of a failure says why, for people. Default: `message`, `error.message` or `error`."}},"definitions":{"text":{"type":"string","minLength":1},"path":{"type":"string","format":"dotted-path"},"query":{"title":"`query`","description":"The query, name by name. What has no value is left out.","type":"object","additionalProperties":{"type":["string","number","boolean"]}},"body":{"description":"The JSON that is sent, with placeholders: `{ email: '{address}', quota: 1024 }`. A placeholder alone keeps its type; what has no value is left out.","type":["object","array"]},"item":{"$ref":"#/definitions/path","description":"Where in the answer the mailbox or domain stands. Default: the answer is it."},"httpCall":{"type":"string","format":"http-call","description":"Method and path below the base URL: `POST /mailboxes`, `GET /mailboxes/{address}`."},"call":{"title":"a call","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"item":{"$ref":"#/definitions/item"}}},"check":{"title":"`api.check`","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"scopes":{"title":"`api.check.scopes`","description":"The rights that the answer lists, and those that are needed.","type":"object","additionalProperties":false,"required":["at","needed"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where in the answer."},"needed":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Without one of these nothing is begun."}}}}},"list":{"title":"`list`","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"items":{"$ref":"#/definitions/path","description":"Where in the answer the list stands. Default: the answer is it."},"paging":{"title":"`paging`","description":"How long lists are cut into pages. Absent: they are not.","type":"object","additionalProperties":false,"properties":{"page":{"$ref":"#/definitions/text","description":"The query's name for the number of a page."},"first":{"type":"integer","minimum":0,"description":"The number of the first page. Default: 1."},"offset":{"$ref":"#/definitions/text","description":"The query's name for how many to pass over, in place of `page`."},"size":{"$ref":"#/definitions/text","description":"The query's name for how many a page holds."},"items":{"type":"integer","minimum":1,"description":"How many are asked for with `size`: at most what the API gives, as a shorter page is the last one."},"total":{"$ref":"#/definitions/path","description":"Where the answer says how many there are in all. Then a short page is not the last one."},"next":{"$ref":"#/definitions/path","description":"Where the answer has the next page, in place of `page`: a URL, or with `cursor` a token. Nothing there: it was the last one."},"cursor":{"$ref":"#/definitions/text","description":"The query's name for the token of `next`."},"link":{"type":"boolean","description":"`true`: the next page is in the `Link` header (RFC 8288, `rel=\"next\"`)."}}}}},"fields":{"title":"`api.mailboxes.fields`","description":"Where a mailbox of the answers has what Mailyard knows: Mailyard's word, then a dotted path in theirs.","type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/definitions/path","description":"The provider's own key, for `{id}` in paths."},"address":{"$ref":"#/definitions/path","description":"The whole address."},"user":{"$ref":"#/definitions/path","description":"The part before the @, where no field has the whole address."},"name":{"$ref":"#/definitions/path","description":"The name that people see."},"aliases":{"$ref":"#/definitions/listField","description":"Further addresses."},"forwardTo":{"$ref":"#/definitions/listField","description":"Where its mail goes too, while a copy stays."},"dailyLimit":{"title":"`dailyLimit`","description":"Messages a day.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"unlimited":{"type":["number","string"],"description":"What stands for no limit. Default: null."}}},"signature":{"$ref":"#/definitions/path","description":"HTML under its messages."},"state":{"title":"`state`","description":"Whether it is in use. A path alone: true or false.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at","active","suspended"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"active":{"$ref":"#/definitions/word","description":"The word for it, or a list: the first is sent, all are understood."},"suspended":{"$ref":"#/definitions/word","description":"The same."}}},"smtpAccess":{"title":"`smtpAccess`","description":"Whether programs may send by SMTP with its password. A path alone: true or false.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at","allowed","denied"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"allowed":{"$ref":"#/definitions/word","description":"The word for it, or a list: the first is sent, all are understood."},"denied":{"$ref":"#/definitions/word","description":"The same."}}},"password":{"$ref":"#/definitions/path","description":"Where the answers of `create` and `setPassword` show it, if the provider makes passwords and takes none."},"login":{"$ref":"#/definitions/path","description":"What programs log in with, where that is not the address."},"created":{"$ref":"#/definitions/path","description":"When it was made: ISO 8601, or seconds or milliseconds since 1970."},"lastActivity":{"$ref":"#/definitions/path","description":"The last login or message; null or 0: never."}}},"listField":{"title":"a list of addresses","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where. `aliases.*.address` where its items are maps."},"as":{"enum":["addresses","users","text"],"description":"`users`: only what is before the @; `text`: one text with commas. Default: addresses."}}},"word":{"type":["string","number","boolean","array"],"items":{"type":["string","number","boolean"]}},"error":{"title":"an error","type":"object","additionalProperties":false,"required":["is"],"properties":{"status":{"type":"integer","minimum":100,"maximum":599,"description":"The HTTP status. Absent: any, 200 too."},"at":{"$ref":"#/definitions/path","description":"Where in the body; `*` stands for every item of a list."},"pattern":{"$ref":"#/definitions/text","description":"A regular expression for what stands there. Absent: anything but null and false."},"is":{"enum":["exists","missing","refused","credentials","forbidden","limited","early","lost"],"description":"What it means: what should be made is there; what was asked for is not; refused for good; bad credentials; a right is missing; too many calls; not yet; nobody knows what was done."},"fix":{"$ref":"#/definitions/text","description":"The way out: errors show it."}}}}};
const pattern23 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");
const pattern25 = new RegExp("^[A-Za-z0-9-]+$", "u");
const schema76 = {"type":"string","minLength":1};

function validate247(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema76.type,parentSchema:schema76,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate247.errors = vErrors;
return errors === 0;
}

const schema77 = {"title":"`api.check`","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"scopes":{"title":"`api.check.scopes`","description":"The rights that the answer lists, and those that are needed.","type":"object","additionalProperties":false,"required":["at","needed"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where in the answer."},"needed":{"type":"array","minItems":1,"items":{"type":"string","minLength":1},"description":"Without one of these nothing is begun."}}}}};
const schema78 = {"type":"string","format":"http-call","description":"Method and path below the base URL: `POST /mailboxes`, `GET /mailboxes/{address}`."};
const formats172 = checks["http-call"];

function validate258(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats172(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "http-call"},message:"must match format \""+"http-call"+"\"",schema:"http-call",parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema78.type,parentSchema:schema78,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate258.errors = vErrors;
return errors === 0;
}

const schema79 = {"title":"`query`","description":"The query, name by name. What has no value is left out.","type":"object","additionalProperties":{"type":["string","number","boolean"]}};

function validate260(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema79.additionalProperties.type},message:"must be string,number,boolean",schema:schema79.additionalProperties.type,parentSchema:schema79.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema79.type,parentSchema:schema79,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate260.errors = vErrors;
return errors === 0;
}

const schema80 = {"description":"The JSON that is sent, with placeholders: `{ email: '{address}', quota: 1024 }`. A placeholder alone keeps its type; what has no value is left out.","type":["object","array"]};

function validate262(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!data || typeof data != "object"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema80.type},message:"must be object,array",schema:schema80.type,parentSchema:schema80,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate262.errors = vErrors;
return errors === 0;
}

const schema81 = {"type":"string","format":"dotted-path"};
const formats174 = checks["dotted-path"];

function validate264(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats174(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema81.type,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate264.errors = vErrors;
return errors === 0;
}


function validate257(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.call === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "call"},message:"must have required property '"+"call"+"'",schema:schema77.required,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "call") || (key0 === "query")) || (key0 === "body")) || (key0 === "scopes"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.call !== undefined){
if(!(validate258(data.call, {instancePath:instancePath+"/call",parentData:data,parentDataProperty:"call",rootData}))){
vErrors = vErrors === null ? validate258.errors : vErrors.concat(validate258.errors);
errors = vErrors.length;
}
}
if(data.query !== undefined){
if(!(validate260(data.query, {instancePath:instancePath+"/query",parentData:data,parentDataProperty:"query",rootData}))){
vErrors = vErrors === null ? validate260.errors : vErrors.concat(validate260.errors);
errors = vErrors.length;
}
}
if(data.body !== undefined){
if(!(validate262(data.body, {instancePath:instancePath+"/body",parentData:data,parentDataProperty:"body",rootData}))){
vErrors = vErrors === null ? validate262.errors : vErrors.concat(validate262.errors);
errors = vErrors.length;
}
}
if(data.scopes !== undefined){
let data3 = data.scopes;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.at === undefined){
const err2 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema77.properties.scopes.required,parentSchema:schema77.properties.scopes,data:data3};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data3.needed === undefined){
const err3 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/required",keyword:"required",params:{missingProperty: "needed"},message:"must have required property '"+"needed"+"'",schema:schema77.properties.scopes.required,parentSchema:schema77.properties.scopes,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "at") || (key1 === "needed"))){
const err4 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema77.properties.scopes,data:data3};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data3.at !== undefined){
if(!(validate264(data3.at, {instancePath:instancePath+"/scopes/at",parentData:data3,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data3.needed !== undefined){
let data5 = data3.needed;
if(Array.isArray(data5)){
if(data5.length < 1){
const err5 = {instancePath:instancePath+"/scopes/needed",schemaPath:"#/properties/scopes/properties/needed/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema77.properties.scopes.properties.needed,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(typeof data6 === "string"){
if(func3(data6) < 1){
const err6 = {instancePath:instancePath+"/scopes/needed/" + i0,schemaPath:"#/properties/scopes/properties/needed/items/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema77.properties.scopes.properties.needed.items,data:data6};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/scopes/needed/" + i0,schemaPath:"#/properties/scopes/properties/needed/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema77.properties.scopes.properties.needed.items.type,parentSchema:schema77.properties.scopes.properties.needed.items,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/scopes/needed",schemaPath:"#/properties/scopes/properties/needed/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema77.properties.scopes.properties.needed.type,parentSchema:schema77.properties.scopes.properties.needed,data:data5};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema77.properties.scopes.type,parentSchema:schema77.properties.scopes,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema77.type,parentSchema:schema77,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate257.errors = vErrors;
return errors === 0;
}

const schema82 = {"title":"`api.mailboxes.fields`","description":"Where a mailbox of the answers has what Mailyard knows: Mailyard's word, then a dotted path in theirs.","type":"object","additionalProperties":false,"properties":{"id":{"$ref":"#/definitions/path","description":"The provider's own key, for `{id}` in paths."},"address":{"$ref":"#/definitions/path","description":"The whole address."},"user":{"$ref":"#/definitions/path","description":"The part before the @, where no field has the whole address."},"name":{"$ref":"#/definitions/path","description":"The name that people see."},"aliases":{"$ref":"#/definitions/listField","description":"Further addresses."},"forwardTo":{"$ref":"#/definitions/listField","description":"Where its mail goes too, while a copy stays."},"dailyLimit":{"title":"`dailyLimit`","description":"Messages a day.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"unlimited":{"type":["number","string"],"description":"What stands for no limit. Default: null."}}},"signature":{"$ref":"#/definitions/path","description":"HTML under its messages."},"state":{"title":"`state`","description":"Whether it is in use. A path alone: true or false.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at","active","suspended"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"active":{"$ref":"#/definitions/word","description":"The word for it, or a list: the first is sent, all are understood."},"suspended":{"$ref":"#/definitions/word","description":"The same."}}},"smtpAccess":{"title":"`smtpAccess`","description":"Whether programs may send by SMTP with its password. A path alone: true or false.","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at","allowed","denied"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where."},"allowed":{"$ref":"#/definitions/word","description":"The word for it, or a list: the first is sent, all are understood."},"denied":{"$ref":"#/definitions/word","description":"The same."}}},"password":{"$ref":"#/definitions/path","description":"Where the answers of `create` and `setPassword` show it, if the provider makes passwords and takes none."},"login":{"$ref":"#/definitions/path","description":"What programs log in with, where that is not the address."},"created":{"$ref":"#/definitions/path","description":"When it was made: ISO 8601, or seconds or milliseconds since 1970."},"lastActivity":{"$ref":"#/definitions/path","description":"The last login or message; null or 0: never."}}};
const schema83 = {"title":"a list of addresses","type":["string","object"],"format":"dotted-path","additionalProperties":false,"required":["at"],"properties":{"at":{"$ref":"#/definitions/path","description":"Where. `aliases.*.address` where its items are maps."},"as":{"enum":["addresses","users","text"],"description":"`users`: only what is before the @; `text`: one text with commas. Default: addresses."}}};

function validate272(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema83.type},message:"must be string,object",schema:schema83.type,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data === "string"){
if(!(formats174(data))){
const err1 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.at === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema83.required,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "at") || (key0 === "as"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema83,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.at !== undefined){
if(!(validate264(data.at, {instancePath:instancePath+"/at",parentData:data,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.as !== undefined){
let data1 = data.as;
if(!(((data1 === "addresses") || (data1 === "users")) || (data1 === "text"))){
const err4 = {instancePath:instancePath+"/as",schemaPath:"#/properties/as/enum",keyword:"enum",params:{allowedValues: schema83.properties.as.enum},message:"must be equal to one of the allowed values",schema:schema83.properties.as.enum,parentSchema:schema83.properties.as,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
validate272.errors = vErrors;
return errors === 0;
}

const schema84 = {"type":["string","number","boolean","array"],"items":{"type":["string","number","boolean"]}};

function validate279(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")) && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema84.type},message:"must be string,number,boolean,array",schema:schema84.type,parentSchema:schema84,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: schema84.items.type},message:"must be string,number,boolean",schema:schema84.items.type,parentSchema:schema84.items,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
validate279.errors = vErrors;
return errors === 0;
}


function validate267(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func2.call(schema82.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema82,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.id !== undefined){
if(!(validate264(data.id, {instancePath:instancePath+"/id",parentData:data,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.address !== undefined){
if(!(validate264(data.address, {instancePath:instancePath+"/address",parentData:data,parentDataProperty:"address",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.user !== undefined){
if(!(validate264(data.user, {instancePath:instancePath+"/user",parentData:data,parentDataProperty:"user",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.name !== undefined){
if(!(validate264(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.aliases !== undefined){
if(!(validate272(data.aliases, {instancePath:instancePath+"/aliases",parentData:data,parentDataProperty:"aliases",rootData}))){
vErrors = vErrors === null ? validate272.errors : vErrors.concat(validate272.errors);
errors = vErrors.length;
}
}
if(data.forwardTo !== undefined){
if(!(validate272(data.forwardTo, {instancePath:instancePath+"/forwardTo",parentData:data,parentDataProperty:"forwardTo",rootData}))){
vErrors = vErrors === null ? validate272.errors : vErrors.concat(validate272.errors);
errors = vErrors.length;
}
}
if(data.dailyLimit !== undefined){
let data6 = data.dailyLimit;
if((typeof data6 !== "string") && (!(data6 && typeof data6 == "object" && !Array.isArray(data6)))){
const err1 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/type",keyword:"type",params:{type: schema82.properties.dailyLimit.type},message:"must be string,object",schema:schema82.properties.dailyLimit.type,parentSchema:schema82.properties.dailyLimit,data:data6};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data6 === "string"){
if(!(formats174(data6))){
const err2 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema82.properties.dailyLimit,data:data6};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.at === undefined){
const err3 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema82.properties.dailyLimit.required,parentSchema:schema82.properties.dailyLimit,data:data6};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data6){
if(!((key1 === "at") || (key1 === "unlimited"))){
const err4 = {instancePath:instancePath+"/dailyLimit",schemaPath:"#/properties/dailyLimit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema82.properties.dailyLimit,data:data6};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data6.at !== undefined){
if(!(validate264(data6.at, {instancePath:instancePath+"/dailyLimit/at",parentData:data6,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data6.unlimited !== undefined){
let data8 = data6.unlimited;
if((!((typeof data8 == "number") && (isFinite(data8)))) && (typeof data8 !== "string")){
const err5 = {instancePath:instancePath+"/dailyLimit/unlimited",schemaPath:"#/properties/dailyLimit/properties/unlimited/type",keyword:"type",params:{type: schema82.properties.dailyLimit.properties.unlimited.type},message:"must be number,string",schema:schema82.properties.dailyLimit.properties.unlimited.type,parentSchema:schema82.properties.dailyLimit.properties.unlimited,data:data8};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
if(data.signature !== undefined){
if(!(validate264(data.signature, {instancePath:instancePath+"/signature",parentData:data,parentDataProperty:"signature",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.state !== undefined){
let data10 = data.state;
if((typeof data10 !== "string") && (!(data10 && typeof data10 == "object" && !Array.isArray(data10)))){
const err6 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/type",keyword:"type",params:{type: schema82.properties.state.type},message:"must be string,object",schema:schema82.properties.state.type,parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data10 === "string"){
if(!(formats174(data10))){
const err7 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.at === undefined){
const err8 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema82.properties.state.required,parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data10.active === undefined){
const err9 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/required",keyword:"required",params:{missingProperty: "active"},message:"must have required property '"+"active"+"'",schema:schema82.properties.state.required,parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data10.suspended === undefined){
const err10 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/required",keyword:"required",params:{missingProperty: "suspended"},message:"must have required property '"+"suspended"+"'",schema:schema82.properties.state.required,parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key2 in data10){
if(!(((key2 === "at") || (key2 === "active")) || (key2 === "suspended"))){
const err11 = {instancePath:instancePath+"/state",schemaPath:"#/properties/state/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema82.properties.state,data:data10};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data10.at !== undefined){
if(!(validate264(data10.at, {instancePath:instancePath+"/state/at",parentData:data10,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data10.active !== undefined){
if(!(validate279(data10.active, {instancePath:instancePath+"/state/active",parentData:data10,parentDataProperty:"active",rootData}))){
vErrors = vErrors === null ? validate279.errors : vErrors.concat(validate279.errors);
errors = vErrors.length;
}
}
if(data10.suspended !== undefined){
if(!(validate279(data10.suspended, {instancePath:instancePath+"/state/suspended",parentData:data10,parentDataProperty:"suspended",rootData}))){
vErrors = vErrors === null ? validate279.errors : vErrors.concat(validate279.errors);
errors = vErrors.length;
}
}
}
}
if(data.smtpAccess !== undefined){
let data14 = data.smtpAccess;
if((typeof data14 !== "string") && (!(data14 && typeof data14 == "object" && !Array.isArray(data14)))){
const err12 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/type",keyword:"type",params:{type: schema82.properties.smtpAccess.type},message:"must be string,object",schema:schema82.properties.smtpAccess.type,parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data14 === "string"){
if(!(formats174(data14))){
const err13 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.at === undefined){
const err14 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema82.properties.smtpAccess.required,parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data14.allowed === undefined){
const err15 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/required",keyword:"required",params:{missingProperty: "allowed"},message:"must have required property '"+"allowed"+"'",schema:schema82.properties.smtpAccess.required,parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(data14.denied === undefined){
const err16 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/required",keyword:"required",params:{missingProperty: "denied"},message:"must have required property '"+"denied"+"'",schema:schema82.properties.smtpAccess.required,parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
for(const key3 in data14){
if(!(((key3 === "at") || (key3 === "allowed")) || (key3 === "denied"))){
const err17 = {instancePath:instancePath+"/smtpAccess",schemaPath:"#/properties/smtpAccess/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema82.properties.smtpAccess,data:data14};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data14.at !== undefined){
if(!(validate264(data14.at, {instancePath:instancePath+"/smtpAccess/at",parentData:data14,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data14.allowed !== undefined){
if(!(validate279(data14.allowed, {instancePath:instancePath+"/smtpAccess/allowed",parentData:data14,parentDataProperty:"allowed",rootData}))){
vErrors = vErrors === null ? validate279.errors : vErrors.concat(validate279.errors);
errors = vErrors.length;
}
}
if(data14.denied !== undefined){
if(!(validate279(data14.denied, {instancePath:instancePath+"/smtpAccess/denied",parentData:data14,parentDataProperty:"denied",rootData}))){
vErrors = vErrors === null ? validate279.errors : vErrors.concat(validate279.errors);
errors = vErrors.length;
}
}
}
}
if(data.password !== undefined){
if(!(validate264(data.password, {instancePath:instancePath+"/password",parentData:data,parentDataProperty:"password",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.login !== undefined){
if(!(validate264(data.login, {instancePath:instancePath+"/login",parentData:data,parentDataProperty:"login",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.created !== undefined){
if(!(validate264(data.created, {instancePath:instancePath+"/created",parentData:data,parentDataProperty:"created",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.lastActivity !== undefined){
if(!(validate264(data.lastActivity, {instancePath:instancePath+"/lastActivity",parentData:data,parentDataProperty:"lastActivity",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema82.type,parentSchema:schema82,data};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
validate267.errors = vErrors;
return errors === 0;
}

const schema85 = {"title":"`list`","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"items":{"$ref":"#/definitions/path","description":"Where in the answer the list stands. Default: the answer is it."},"paging":{"title":"`paging`","description":"How long lists are cut into pages. Absent: they are not.","type":"object","additionalProperties":false,"properties":{"page":{"$ref":"#/definitions/text","description":"The query's name for the number of a page."},"first":{"type":"integer","minimum":0,"description":"The number of the first page. Default: 1."},"offset":{"$ref":"#/definitions/text","description":"The query's name for how many to pass over, in place of `page`."},"size":{"$ref":"#/definitions/text","description":"The query's name for how many a page holds."},"items":{"type":"integer","minimum":1,"description":"How many are asked for with `size`: at most what the API gives, as a shorter page is the last one."},"total":{"$ref":"#/definitions/path","description":"Where the answer says how many there are in all. Then a short page is not the last one."},"next":{"$ref":"#/definitions/path","description":"Where the answer has the next page, in place of `page`: a URL, or with `cursor` a token. Nothing there: it was the last one."},"cursor":{"$ref":"#/definitions/text","description":"The query's name for the token of `next`."},"link":{"type":"boolean","description":"`true`: the next page is in the `Link` header (RFC 8288, `rel=\"next\"`)."}}}}};

function validate290(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.call === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "call"},message:"must have required property '"+"call"+"'",schema:schema85.required,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "call") || (key0 === "query")) || (key0 === "body")) || (key0 === "items")) || (key0 === "paging"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.call !== undefined){
if(!(validate258(data.call, {instancePath:instancePath+"/call",parentData:data,parentDataProperty:"call",rootData}))){
vErrors = vErrors === null ? validate258.errors : vErrors.concat(validate258.errors);
errors = vErrors.length;
}
}
if(data.query !== undefined){
if(!(validate260(data.query, {instancePath:instancePath+"/query",parentData:data,parentDataProperty:"query",rootData}))){
vErrors = vErrors === null ? validate260.errors : vErrors.concat(validate260.errors);
errors = vErrors.length;
}
}
if(data.body !== undefined){
if(!(validate262(data.body, {instancePath:instancePath+"/body",parentData:data,parentDataProperty:"body",rootData}))){
vErrors = vErrors === null ? validate262.errors : vErrors.concat(validate262.errors);
errors = vErrors.length;
}
}
if(data.items !== undefined){
if(!(validate264(data.items, {instancePath:instancePath+"/items",parentData:data,parentDataProperty:"items",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.paging !== undefined){
let data4 = data.paging;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 in data4){
if(!(func2.call(schema85.properties.paging.properties, key1))){
const err2 = {instancePath:instancePath+"/paging",schemaPath:"#/properties/paging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema85.properties.paging,data:data4};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data4.page !== undefined){
if(!(validate247(data4.page, {instancePath:instancePath+"/paging/page",parentData:data4,parentDataProperty:"page",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data4.first !== undefined){
let data6 = data4.first;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err3 = {instancePath:instancePath+"/paging/first",schemaPath:"#/properties/paging/properties/first/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema85.properties.paging.properties.first.type,parentSchema:schema85.properties.paging.properties.first,data:data6};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 0 || isNaN(data6)){
const err4 = {instancePath:instancePath+"/paging/first",schemaPath:"#/properties/paging/properties/first/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema85.properties.paging.properties.first,data:data6};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data4.offset !== undefined){
if(!(validate247(data4.offset, {instancePath:instancePath+"/paging/offset",parentData:data4,parentDataProperty:"offset",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data4.size !== undefined){
if(!(validate247(data4.size, {instancePath:instancePath+"/paging/size",parentData:data4,parentDataProperty:"size",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data4.items !== undefined){
let data9 = data4.items;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err5 = {instancePath:instancePath+"/paging/items",schemaPath:"#/properties/paging/properties/items/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema85.properties.paging.properties.items.type,parentSchema:schema85.properties.paging.properties.items,data:data9};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < 1 || isNaN(data9)){
const err6 = {instancePath:instancePath+"/paging/items",schemaPath:"#/properties/paging/properties/items/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema85.properties.paging.properties.items,data:data9};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data4.total !== undefined){
if(!(validate264(data4.total, {instancePath:instancePath+"/paging/total",parentData:data4,parentDataProperty:"total",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data4.next !== undefined){
if(!(validate264(data4.next, {instancePath:instancePath+"/paging/next",parentData:data4,parentDataProperty:"next",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data4.cursor !== undefined){
if(!(validate247(data4.cursor, {instancePath:instancePath+"/paging/cursor",parentData:data4,parentDataProperty:"cursor",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data4.link !== undefined){
let data13 = data4.link;
if(typeof data13 !== "boolean"){
const err7 = {instancePath:instancePath+"/paging/link",schemaPath:"#/properties/paging/properties/link/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema85.properties.paging.properties.link.type,parentSchema:schema85.properties.paging.properties.link,data:data13};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/paging",schemaPath:"#/properties/paging/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema85.properties.paging.type,parentSchema:schema85.properties.paging,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema85.type,parentSchema:schema85,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate290.errors = vErrors;
return errors === 0;
}

const schema86 = {"title":"a call","type":"object","additionalProperties":false,"required":["call"],"properties":{"call":{"$ref":"#/definitions/httpCall"},"query":{"$ref":"#/definitions/query"},"body":{"$ref":"#/definitions/body"},"item":{"$ref":"#/definitions/item"}}};

function validate306(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats174(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "dotted-path"},message:"must match format \""+"dotted-path"+"\"",schema:"dotted-path",parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema81.type,parentSchema:schema81,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate306.errors = vErrors;
return errors === 0;
}


function validate302(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.call === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "call"},message:"must have required property '"+"call"+"'",schema:schema86.required,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "call") || (key0 === "query")) || (key0 === "body")) || (key0 === "item"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.call !== undefined){
if(!(validate258(data.call, {instancePath:instancePath+"/call",parentData:data,parentDataProperty:"call",rootData}))){
vErrors = vErrors === null ? validate258.errors : vErrors.concat(validate258.errors);
errors = vErrors.length;
}
}
if(data.query !== undefined){
if(!(validate260(data.query, {instancePath:instancePath+"/query",parentData:data,parentDataProperty:"query",rootData}))){
vErrors = vErrors === null ? validate260.errors : vErrors.concat(validate260.errors);
errors = vErrors.length;
}
}
if(data.body !== undefined){
if(!(validate262(data.body, {instancePath:instancePath+"/body",parentData:data,parentDataProperty:"body",rootData}))){
vErrors = vErrors === null ? validate262.errors : vErrors.concat(validate262.errors);
errors = vErrors.length;
}
}
if(data.item !== undefined){
if(!(validate306(data.item, {instancePath:instancePath+"/item",parentData:data,parentDataProperty:"item",rootData}))){
vErrors = vErrors === null ? validate306.errors : vErrors.concat(validate306.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema86.type,parentSchema:schema86,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate302.errors = vErrors;
return errors === 0;
}

const schema88 = {"title":"an error","type":"object","additionalProperties":false,"required":["is"],"properties":{"status":{"type":"integer","minimum":100,"maximum":599,"description":"The HTTP status. Absent: any, 200 too."},"at":{"$ref":"#/definitions/path","description":"Where in the body; `*` stands for every item of a list."},"pattern":{"$ref":"#/definitions/text","description":"A regular expression for what stands there. Absent: anything but null and false."},"is":{"enum":["exists","missing","refused","credentials","forbidden","limited","early","lost"],"description":"What it means: what should be made is there; what was asked for is not; refused for good; bad credentials; a right is missing; too many calls; not yet; nobody knows what was done."},"fix":{"$ref":"#/definitions/text","description":"The way out: errors show it."}}};

function validate323(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.is === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "is"},message:"must have required property '"+"is"+"'",schema:schema88.required,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "status") || (key0 === "at")) || (key0 === "pattern")) || (key0 === "is")) || (key0 === "fix"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.status !== undefined){
let data0 = data.status;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema88.properties.status.type,parentSchema:schema88.properties.status,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 599 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599",schema:599,parentSchema:schema88.properties.status,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data0 < 100 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100},message:"must be >= 100",schema:100,parentSchema:schema88.properties.status,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
if(data.at !== undefined){
if(!(validate264(data.at, {instancePath:instancePath+"/at",parentData:data,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data.pattern !== undefined){
if(!(validate247(data.pattern, {instancePath:instancePath+"/pattern",parentData:data,parentDataProperty:"pattern",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data.is !== undefined){
let data3 = data.is;
if(!((((((((data3 === "exists") || (data3 === "missing")) || (data3 === "refused")) || (data3 === "credentials")) || (data3 === "forbidden")) || (data3 === "limited")) || (data3 === "early")) || (data3 === "lost"))){
const err5 = {instancePath:instancePath+"/is",schemaPath:"#/properties/is/enum",keyword:"enum",params:{allowedValues: schema88.properties.is.enum},message:"must be equal to one of the allowed values",schema:schema88.properties.is.enum,parentSchema:schema88.properties.is,data:data3};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.fix !== undefined){
if(!(validate247(data.fix, {instancePath:instancePath+"/fix",parentData:data,parentDataProperty:"fix",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema88.type,parentSchema:schema88,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate323.errors = vErrors;
return errors === 0;
}


function validate246(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="api.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.baseUrl === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "baseUrl"},message:"must have required property '"+"baseUrl"+"'",schema:schema75.required,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.secrets === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "secrets"},message:"must have required property '"+"secrets"+"'",schema:schema75.required,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.auth === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "auth"},message:"must have required property '"+"auth"+"'",schema:schema75.required,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.rate === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "rate"},message:"must have required property '"+"rate"+"'",schema:schema75.required,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.check === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "check"},message:"must have required property '"+"check"+"'",schema:schema75.required,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema75.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.baseUrl !== undefined){
let data0 = data.baseUrl;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err6 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema75.properties.baseUrl,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema75.properties.baseUrl.type,parentSchema:schema75.properties.baseUrl,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.account !== undefined){
let data1 = data.account;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!(pattern2.test(key1))){
const err8 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.account,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
for(const key2 in data1){
if(pattern2.test(key2)){
let data2 = data1[key2];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.description === undefined){
const err9 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data2.example === undefined){
const err10 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "example"},message:"must have required property '"+"example"+"'",schema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key3 in data2){
if(!(((((key3 === "description") || (key3 === "example")) || (key3 === "default")) || (key3 === "required")) || (key3 === "pattern"))){
const err11 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data2.description !== undefined){
if(!(validate247(data2.description, {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",parentData:data2,parentDataProperty:"description",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data2.example !== undefined){
if(!(validate247(data2.example, {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/example",parentData:data2,parentDataProperty:"example",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data2.default !== undefined){
let data5 = data2.default;
if(typeof data5 !== "string"){
const err12 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/default",schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/default/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.default.type,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.default,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data2.required !== undefined){
let data6 = data2.required;
if(typeof data6 !== "boolean"){
const err13 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/required",schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/required/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.required.type,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.required,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data2.pattern !== undefined){
if(!(validate247(data2.pattern, {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",parentData:data2,parentDataProperty:"pattern",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/account/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/account/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema75.properties.account.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
else {
const err15 = {instancePath:instancePath+"/account",schemaPath:"#/properties/account/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.account.type,parentSchema:schema75.properties.account,data:data1};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.secrets !== undefined){
let data8 = data.secrets;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key4 in data8){
if(!(pattern23.test(key4))){
const err16 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.secrets,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key5 in data8){
if(pattern23.test(key5)){
let data9 = data8[key5];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.description === undefined){
const err17 = {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/patternProperties/%5E%5BA-Z%5D%5BA-Z0-9_%5D*%24/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"].required,parentSchema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"],data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9.where === undefined){
const err18 = {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/patternProperties/%5E%5BA-Z%5D%5BA-Z0-9_%5D*%24/required",keyword:"required",params:{missingProperty: "where"},message:"must have required property '"+"where"+"'",schema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"].required,parentSchema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"],data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key6 in data9){
if(!((key6 === "description") || (key6 === "where"))){
const err19 = {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/patternProperties/%5E%5BA-Z%5D%5BA-Z0-9_%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"],data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.description !== undefined){
if(!(validate247(data9.description, {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",parentData:data9,parentDataProperty:"description",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data9.where !== undefined){
if(!(validate247(data9.where, {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/where",parentData:data9,parentDataProperty:"where",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/secrets/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/patternProperties/%5E%5BA-Z%5D%5BA-Z0-9_%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"].type,parentSchema:schema75.properties.secrets.patternProperties["^[A-Z][A-Z0-9_]*$"],data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
}
else {
const err21 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.secrets.type,parentSchema:schema75.properties.secrets,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.auth !== undefined){
let data12 = data.auth;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key7 in data12){
if(!(((key7 === "bearer") || (key7 === "basic")) || (key7 === "headers"))){
const err22 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.auth,data:data12};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.bearer !== undefined){
if(!(validate247(data12.bearer, {instancePath:instancePath+"/auth/bearer",parentData:data12,parentDataProperty:"bearer",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data12.basic !== undefined){
if(!(validate247(data12.basic, {instancePath:instancePath+"/auth/basic",parentData:data12,parentDataProperty:"basic",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data12.headers !== undefined){
let data15 = data12.headers;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key8 in data15){
if(!(pattern25.test(key8))){
const err23 = {instancePath:instancePath+"/auth/headers",schemaPath:"#/properties/auth/properties/headers/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.auth.properties.headers,data:data15};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
for(const key9 in data15){
if(pattern25.test(key9)){
let data16 = data15[key9];
if(typeof data16 === "string"){
if(func3(data16) < 1){
const err24 = {instancePath:instancePath+"/auth/headers/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/headers/patternProperties/%5E%5BA-Za-z0-9-%5D%2B%24/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema75.properties.auth.properties.headers.patternProperties["^[A-Za-z0-9-]+$"],data:data16};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/auth/headers/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/auth/properties/headers/patternProperties/%5E%5BA-Za-z0-9-%5D%2B%24/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema75.properties.auth.properties.headers.patternProperties["^[A-Za-z0-9-]+$"].type,parentSchema:schema75.properties.auth.properties.headers.patternProperties["^[A-Za-z0-9-]+$"],data:data16};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
else {
const err26 = {instancePath:instancePath+"/auth/headers",schemaPath:"#/properties/auth/properties/headers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.auth.properties.headers.type,parentSchema:schema75.properties.auth.properties.headers,data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/auth",schemaPath:"#/properties/auth/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.auth.type,parentSchema:schema75.properties.auth,data:data12};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.rate !== undefined){
let data17 = data.rate;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.calls === undefined){
const err28 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/required",keyword:"required",params:{missingProperty: "calls"},message:"must have required property '"+"calls"+"'",schema:schema75.properties.rate.required,parentSchema:schema75.properties.rate,data:data17};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data17.seconds === undefined){
const err29 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/required",keyword:"required",params:{missingProperty: "seconds"},message:"must have required property '"+"seconds"+"'",schema:schema75.properties.rate.required,parentSchema:schema75.properties.rate,data:data17};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data17.source === undefined){
const err30 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema75.properties.rate.required,parentSchema:schema75.properties.rate,data:data17};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key10 in data17){
if(!(((key10 === "calls") || (key10 === "seconds")) || (key10 === "source"))){
const err31 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.rate,data:data17};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data17.calls !== undefined){
let data18 = data17.calls;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err32 = {instancePath:instancePath+"/rate/calls",schemaPath:"#/properties/rate/properties/calls/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema75.properties.rate.properties.calls.type,parentSchema:schema75.properties.rate.properties.calls,data:data18};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 < 1 || isNaN(data18)){
const err33 = {instancePath:instancePath+"/rate/calls",schemaPath:"#/properties/rate/properties/calls/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema75.properties.rate.properties.calls,data:data18};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data17.seconds !== undefined){
let data19 = data17.seconds;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
const err34 = {instancePath:instancePath+"/rate/seconds",schemaPath:"#/properties/rate/properties/seconds/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema75.properties.rate.properties.seconds.type,parentSchema:schema75.properties.rate.properties.seconds,data:data19};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 < 1 || isNaN(data19)){
const err35 = {instancePath:instancePath+"/rate/seconds",schemaPath:"#/properties/rate/properties/seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema75.properties.rate.properties.seconds,data:data19};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data17.source !== undefined){
if(!(validate247(data17.source, {instancePath:instancePath+"/rate/source",parentData:data17,parentDataProperty:"source",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err36 = {instancePath:instancePath+"/rate",schemaPath:"#/properties/rate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.rate.type,parentSchema:schema75.properties.rate,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.passwords !== undefined){
let data21 = data.passwords;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key11 in data21){
if(!((key11 === "length") || (key11 === "symbols"))){
const err37 = {instancePath:instancePath+"/passwords",schemaPath:"#/properties/passwords/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.passwords,data:data21};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data21.length !== undefined){
let data22 = data21.length;
if(!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))){
const err38 = {instancePath:instancePath+"/passwords/length",schemaPath:"#/properties/passwords/properties/length/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema75.properties.passwords.properties.length.type,parentSchema:schema75.properties.passwords.properties.length,data:data22};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 128 || isNaN(data22)){
const err39 = {instancePath:instancePath+"/passwords/length",schemaPath:"#/properties/passwords/properties/length/maximum",keyword:"maximum",params:{comparison: "<=", limit: 128},message:"must be <= 128",schema:128,parentSchema:schema75.properties.passwords.properties.length,data:data22};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
if(data22 < 8 || isNaN(data22)){
const err40 = {instancePath:instancePath+"/passwords/length",schemaPath:"#/properties/passwords/properties/length/minimum",keyword:"minimum",params:{comparison: ">=", limit: 8},message:"must be >= 8",schema:8,parentSchema:schema75.properties.passwords.properties.length,data:data22};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
if(data21.symbols !== undefined){
if(!(validate247(data21.symbols, {instancePath:instancePath+"/passwords/symbols",parentData:data21,parentDataProperty:"symbols",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/passwords",schemaPath:"#/properties/passwords/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.passwords.type,parentSchema:schema75.properties.passwords,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.check !== undefined){
if(!(validate257(data.check, {instancePath:instancePath+"/check",parentData:data,parentDataProperty:"check",rootData}))){
vErrors = vErrors === null ? validate257.errors : vErrors.concat(validate257.errors);
errors = vErrors.length;
}
}
if(data.mailboxes !== undefined){
let data25 = data.mailboxes;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.fields === undefined){
const err42 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/required",keyword:"required",params:{missingProperty: "fields"},message:"must have required property '"+"fields"+"'",schema:schema75.properties.mailboxes.required,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(data25.list === undefined){
const err43 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/required",keyword:"required",params:{missingProperty: "list"},message:"must have required property '"+"list"+"'",schema:schema75.properties.mailboxes.required,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
if(data25.create === undefined){
const err44 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/required",keyword:"required",params:{missingProperty: "create"},message:"must have required property '"+"create"+"'",schema:schema75.properties.mailboxes.required,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data25.delete === undefined){
const err45 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/required",keyword:"required",params:{missingProperty: "delete"},message:"must have required property '"+"delete"+"'",schema:schema75.properties.mailboxes.required,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key12 in data25){
if(!(func2.call(schema75.properties.mailboxes.properties, key12))){
const err46 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data25.fields !== undefined){
if(!(validate267(data25.fields, {instancePath:instancePath+"/mailboxes/fields",parentData:data25,parentDataProperty:"fields",rootData}))){
vErrors = vErrors === null ? validate267.errors : vErrors.concat(validate267.errors);
errors = vErrors.length;
}
}
if(data25.list !== undefined){
if(!(validate290(data25.list, {instancePath:instancePath+"/mailboxes/list",parentData:data25,parentDataProperty:"list",rootData}))){
vErrors = vErrors === null ? validate290.errors : vErrors.concat(validate290.errors);
errors = vErrors.length;
}
}
if(data25.read !== undefined){
if(!(validate302(data25.read, {instancePath:instancePath+"/mailboxes/read",parentData:data25,parentDataProperty:"read",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.create !== undefined){
if(!(validate302(data25.create, {instancePath:instancePath+"/mailboxes/create",parentData:data25,parentDataProperty:"create",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.update !== undefined){
if(!(validate302(data25.update, {instancePath:instancePath+"/mailboxes/update",parentData:data25,parentDataProperty:"update",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.replaces !== undefined){
let data31 = data25.replaces;
if(typeof data31 !== "boolean"){
const err47 = {instancePath:instancePath+"/mailboxes/replaces",schemaPath:"#/properties/mailboxes/properties/replaces/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema75.properties.mailboxes.properties.replaces.type,parentSchema:schema75.properties.mailboxes.properties.replaces,data:data31};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data25.suspend !== undefined){
if(!(validate302(data25.suspend, {instancePath:instancePath+"/mailboxes/suspend",parentData:data25,parentDataProperty:"suspend",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.activate !== undefined){
if(!(validate302(data25.activate, {instancePath:instancePath+"/mailboxes/activate",parentData:data25,parentDataProperty:"activate",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.setPassword !== undefined){
if(!(validate302(data25.setPassword, {instancePath:instancePath+"/mailboxes/setPassword",parentData:data25,parentDataProperty:"setPassword",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data25.delete !== undefined){
if(!(validate302(data25.delete, {instancePath:instancePath+"/mailboxes/delete",parentData:data25,parentDataProperty:"delete",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
}
else {
const err48 = {instancePath:instancePath+"/mailboxes",schemaPath:"#/properties/mailboxes/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.mailboxes.type,parentSchema:schema75.properties.mailboxes,data:data25};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
if(data.domains !== undefined){
let data36 = data.domains;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.read === undefined){
const err49 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/required",keyword:"required",params:{missingProperty: "read"},message:"must have required property '"+"read"+"'",schema:schema75.properties.domains.required,parentSchema:schema75.properties.domains,data:data36};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
if(data36.add === undefined){
const err50 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/required",keyword:"required",params:{missingProperty: "add"},message:"must have required property '"+"add"+"'",schema:schema75.properties.domains.required,parentSchema:schema75.properties.domains,data:data36};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
for(const key13 in data36){
if(!((((((key13 === "add") || (key13 === "read")) || (key13 === "verify")) || (key13 === "remove")) || (key13 === "ready")) || (key13 === "values"))){
const err51 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.domains,data:data36};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data36.add !== undefined){
if(!(validate302(data36.add, {instancePath:instancePath+"/domains/add",parentData:data36,parentDataProperty:"add",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data36.read !== undefined){
if(!(validate302(data36.read, {instancePath:instancePath+"/domains/read",parentData:data36,parentDataProperty:"read",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data36.verify !== undefined){
if(!(validate302(data36.verify, {instancePath:instancePath+"/domains/verify",parentData:data36,parentDataProperty:"verify",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data36.remove !== undefined){
if(!(validate302(data36.remove, {instancePath:instancePath+"/domains/remove",parentData:data36,parentDataProperty:"remove",rootData}))){
vErrors = vErrors === null ? validate302.errors : vErrors.concat(validate302.errors);
errors = vErrors.length;
}
}
if(data36.ready !== undefined){
let data41 = data36.ready;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.at === undefined){
const err52 = {instancePath:instancePath+"/domains/ready",schemaPath:"#/properties/domains/properties/ready/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema75.properties.domains.properties.ready.required,parentSchema:schema75.properties.domains.properties.ready,data:data41};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
for(const key14 in data41){
if(!((((key14 === "at") || (key14 === "pattern")) || (key14 === "needsMx")) || (key14 === "waitingFor"))){
const err53 = {instancePath:instancePath+"/domains/ready",schemaPath:"#/properties/domains/properties/ready/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key14},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.domains.properties.ready,data:data41};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data41.at !== undefined){
if(!(validate264(data41.at, {instancePath:instancePath+"/domains/ready/at",parentData:data41,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data41.pattern !== undefined){
if(!(validate247(data41.pattern, {instancePath:instancePath+"/domains/ready/pattern",parentData:data41,parentDataProperty:"pattern",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
if(data41.needsMx !== undefined){
let data44 = data41.needsMx;
if(typeof data44 !== "boolean"){
const err54 = {instancePath:instancePath+"/domains/ready/needsMx",schemaPath:"#/properties/domains/properties/ready/properties/needsMx/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema75.properties.domains.properties.ready.properties.needsMx.type,parentSchema:schema75.properties.domains.properties.ready.properties.needsMx,data:data44};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data41.waitingFor !== undefined){
if(!(validate247(data41.waitingFor, {instancePath:instancePath+"/domains/ready/waitingFor",parentData:data41,parentDataProperty:"waitingFor",rootData}))){
vErrors = vErrors === null ? validate247.errors : vErrors.concat(validate247.errors);
errors = vErrors.length;
}
}
}
else {
const err55 = {instancePath:instancePath+"/domains/ready",schemaPath:"#/properties/domains/properties/ready/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.domains.properties.ready.type,parentSchema:schema75.properties.domains.properties.ready,data:data41};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data36.values !== undefined){
let data46 = data36.values;
if(data46 && typeof data46 == "object" && !Array.isArray(data46)){
for(const key15 in data46){
if(!(pattern2.test(key15))){
const err56 = {instancePath:instancePath+"/domains/values",schemaPath:"#/properties/domains/properties/values/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key15},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.domains.properties.values,data:data46};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
for(const key16 in data46){
if(pattern2.test(key16)){
let data47 = data46[key16];
if((typeof data47 !== "string") && (!(data47 && typeof data47 == "object" && !Array.isArray(data47)))){
const err57 = {instancePath:instancePath+"/domains/values/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/domains/properties/values/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].type},message:"must be string,object",schema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data47};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
if(data47 && typeof data47 == "object" && !Array.isArray(data47)){
if(data47.at === undefined){
const err58 = {instancePath:instancePath+"/domains/values/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/domains/properties/values/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data47};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
for(const key17 in data47){
if(!((key17 === "at") || (key17 === "when"))){
const err59 = {instancePath:instancePath+"/domains/values/" + key16.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/domains/properties/values/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key17},message:"must NOT have additional properties",schema:false,parentSchema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data47};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data47.at !== undefined){
if(!(validate264(data47.at, {instancePath:instancePath+"/domains/values/" + key16.replace(/~/g, "~0").replace(/\//g, "~1")+"/at",parentData:data47,parentDataProperty:"at",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
if(data47.when !== undefined){
let data49 = data47.when;
if(!((data49 === "added") || (data49 === "ready"))){
const err60 = {instancePath:instancePath+"/domains/values/" + key16.replace(/~/g, "~0").replace(/\//g, "~1")+"/when",schemaPath:"#/properties/domains/properties/values/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/when/enum",keyword:"enum",params:{allowedValues: schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.when.enum},message:"must be equal to one of the allowed values",schema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.when.enum,parentSchema:schema75.properties.domains.properties.values.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.when,data:data49};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
}
}
}
else {
const err61 = {instancePath:instancePath+"/domains/values",schemaPath:"#/properties/domains/properties/values/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.domains.properties.values.type,parentSchema:schema75.properties.domains.properties.values,data:data46};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
else {
const err62 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.properties.domains.type,parentSchema:schema75.properties.domains,data:data36};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
if(data.errors !== undefined){
let data50 = data.errors;
if(Array.isArray(data50)){
const len0 = data50.length;
for(let i0=0; i0<len0; i0++){
if(!(validate323(data50[i0], {instancePath:instancePath+"/errors/" + i0,parentData:data50,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate323.errors : vErrors.concat(validate323.errors);
errors = vErrors.length;
}
}
}
else {
const err63 = {instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema75.properties.errors.type,parentSchema:schema75.properties.errors,data:data50};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.said !== undefined){
if(!(validate264(data.said, {instancePath:instancePath+"/said",parentData:data,parentDataProperty:"said",rootData}))){
vErrors = vErrors === null ? validate264.errors : vErrors.concat(validate264.errors);
errors = vErrors.length;
}
}
}
else {
const err64 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema75.type,parentSchema:schema75,data};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
validate246.errors = vErrors;
return errors === 0;
}

const formats154 = checks.span;
const pattern20 = new RegExp("^(include:|a$|a[:/]|mx$|mx[:/]|ip4:|ip6:|exists:)", "u");

function validate208(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="provider.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.kind === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.source === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.checked === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.verified === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.variables === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "variables"},message:"must have required property '"+"variables"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.provided === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provided"},message:"must have required property '"+"provided"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.records === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "records"},message:"must have required property '"+"records"+"'",schema:schema65.required,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema65.properties, key0))){
const err9 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.name !== undefined){
if(!(validate209(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate209.errors : vErrors.concat(validate209.errors);
errors = vErrors.length;
}
}
if(data.title !== undefined){
if(!(validate211(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data.kind !== undefined){
let data2 = data.kind;
if(!((data2 === "mailbox") || (data2 === "relay"))){
const err10 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema65.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.kind.enum,parentSchema:schema65.properties.kind,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.source !== undefined){
let data3 = data.source;
if(Array.isArray(data3)){
if(data3.length < 1){
const err11 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema65.properties.source,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!(formats76(data4))){
const err12 = {instancePath:instancePath+"/source/" + i0,schemaPath:"#/properties/source/items/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema65.properties.source.items,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/source/" + i0,schemaPath:"#/properties/source/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.source.items.type,parentSchema:schema65.properties.source.items,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema65.properties.source.type,parentSchema:schema65.properties.source,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.checked !== undefined){
if(!(validate213(data.checked, {instancePath:instancePath+"/checked",parentData:data,parentDataProperty:"checked",rootData}))){
vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
errors = vErrors.length;
}
}
if(data.verified !== undefined){
let data6 = data.verified;
if(!(((data6 === "live") || (data6 === "documentation")) || (data6 === "third-party"))){
const err15 = {instancePath:instancePath+"/verified",schemaPath:"#/properties/verified/enum",keyword:"enum",params:{allowedValues: schema65.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.verified.enum,parentSchema:schema65.properties.verified,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.variables !== undefined){
let data7 = data.variables;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!(pattern2.test(key1))){
const err16 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.variables,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
for(const key2 in data7){
if(pattern2.test(key2)){
let data8 = data7[key2];
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.description === undefined){
const err17 = {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/variables/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
for(const key3 in data8){
if(!(((((key3 === "description") || (key3 === "default")) || (key3 === "required")) || (key3 === "pattern")) || (key3 === "example"))){
const err18 = {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/variables/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data8};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data8.description !== undefined){
if(!(validate211(data8.description, {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",parentData:data8,parentDataProperty:"description",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data8.default !== undefined){
let data10 = data8.default;
if(typeof data10 !== "string"){
const err19 = {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/default",schemaPath:"#/properties/variables/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/default/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.default.type,parentSchema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.default,data:data10};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data8.required !== undefined){
let data11 = data8.required;
if(typeof data11 !== "boolean"){
const err20 = {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/required",schemaPath:"#/properties/variables/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/required/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.required.type,parentSchema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.required,data:data11};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data8.pattern !== undefined){
if(!(validate211(data8.pattern, {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",parentData:data8,parentDataProperty:"pattern",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data8.example !== undefined){
if(!(validate211(data8.example, {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1")+"/example",parentData:data8,parentDataProperty:"example",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath:instancePath+"/variables/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/variables/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema65.properties.variables.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
}
else {
const err22 = {instancePath:instancePath+"/variables",schemaPath:"#/properties/variables/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.variables.type,parentSchema:schema65.properties.variables,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.provided !== undefined){
let data14 = data.provided;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key4 in data14){
if(!(pattern2.test(key4))){
const err23 = {instancePath:instancePath+"/provided",schemaPath:"#/properties/provided/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.provided,data:data14};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
for(const key5 in data14){
if(pattern2.test(key5)){
let data15 = data14[key5];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.description === undefined){
const err24 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "description"},message:"must have required property '"+"description"+"'",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data15};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if(data15.where === undefined){
const err25 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/required",keyword:"required",params:{missingProperty: "where"},message:"must have required property '"+"where"+"'",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].required,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data15};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key6 in data15){
if(!((((((((key6 === "description") || (key6 === "where")) || (key6 === "link")) || (key6 === "then")) || (key6 === "pattern")) || (key6 === "example")) || (key6 === "optional")) || (key6 === "unless"))){
const err26 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data15};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data15.description !== undefined){
if(!(validate211(data15.description, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/description",parentData:data15,parentDataProperty:"description",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data15.where !== undefined){
if(!(validate211(data15.where, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/where",parentData:data15,parentDataProperty:"where",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data15.link !== undefined){
let data18 = data15.link;
if(typeof data18 === "string"){
if(!(formats76(data18))){
const err27 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/link",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/link/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.link,data:data18};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/link",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/link/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.link.type,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.link,data:data18};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data15.then !== undefined){
let data19 = data15.then;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.id === undefined){
const err29 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/then/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then.required,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then,data:data19};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data19.says === undefined){
const err30 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/then/required",keyword:"required",params:{missingProperty: "says"},message:"must have required property '"+"says"+"'",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then.required,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then,data:data19};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key7 in data19){
if(!((key7 === "id") || (key7 === "says"))){
const err31 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/then/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then,data:data19};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data19.id !== undefined){
if(!(validate209(data19.id, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then/id",parentData:data19,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate209.errors : vErrors.concat(validate209.errors);
errors = vErrors.length;
}
}
if(data19.says !== undefined){
if(!(validate211(data19.says, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then/says",parentData:data19,parentDataProperty:"says",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
}
else {
const err32 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/then",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/then/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then.type,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.then,data:data19};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data15.pattern !== undefined){
if(!(validate211(data15.pattern, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/pattern",parentData:data15,parentDataProperty:"pattern",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data15.example !== undefined){
if(!(validate211(data15.example, {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/example",parentData:data15,parentDataProperty:"example",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data15.optional !== undefined){
let data24 = data15.optional;
if(typeof data24 !== "boolean"){
const err33 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/optional",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/optional/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.optional.type,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.optional,data:data24};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data15.unless !== undefined){
let data25 = data15.unless;
if(typeof data25 !== "string"){
const err34 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1")+"/unless",schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/properties/unless/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.unless.type,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].properties.unless,data:data25};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath:instancePath+"/provided/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/provided/patternProperties/%5E%5Ba-z%5D%5BA-Za-z0-9%5D*%24/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"].type,parentSchema:schema65.properties.provided.patternProperties["^[a-z][A-Za-z0-9]*$"],data:data15};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
}
else {
const err36 = {instancePath:instancePath+"/provided",schemaPath:"#/properties/provided/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.provided.type,parentSchema:schema65.properties.provided,data:data14};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data.spf !== undefined){
let data26 = data.spf;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.terms === undefined){
const err37 = {instancePath:instancePath+"/spf",schemaPath:"#/properties/spf/required",keyword:"required",params:{missingProperty: "terms"},message:"must have required property '"+"terms"+"'",schema:schema65.properties.spf.required,parentSchema:schema65.properties.spf,data:data26};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
if(data26.lookups === undefined){
const err38 = {instancePath:instancePath+"/spf",schemaPath:"#/properties/spf/required",keyword:"required",params:{missingProperty: "lookups"},message:"must have required property '"+"lookups"+"'",schema:schema65.properties.spf.required,parentSchema:schema65.properties.spf,data:data26};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
for(const key8 in data26){
if(!(((key8 === "terms") || (key8 === "lookups")) || (key8 === "host"))){
const err39 = {instancePath:instancePath+"/spf",schemaPath:"#/properties/spf/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.spf,data:data26};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data26.terms !== undefined){
let data27 = data26.terms;
if(Array.isArray(data27)){
if(data27.length < 1){
const err40 = {instancePath:instancePath+"/spf/terms",schemaPath:"#/properties/spf/properties/terms/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema65.properties.spf.properties.terms,data:data27};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
const len1 = data27.length;
for(let i1=0; i1<len1; i1++){
let data28 = data27[i1];
if(typeof data28 === "string"){
if(!pattern20.test(data28)){
const err41 = {instancePath:instancePath+"/spf/terms/" + i1,schemaPath:"#/properties/spf/properties/terms/items/pattern",keyword:"pattern",params:{pattern: "^(include:|a$|a[:/]|mx$|mx[:/]|ip4:|ip6:|exists:)"},message:"must match pattern \""+"^(include:|a$|a[:/]|mx$|mx[:/]|ip4:|ip6:|exists:)"+"\"",schema:"^(include:|a$|a[:/]|mx$|mx[:/]|ip4:|ip6:|exists:)",parentSchema:schema65.properties.spf.properties.terms.items,data:data28};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/spf/terms/" + i1,schemaPath:"#/properties/spf/properties/terms/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.spf.properties.terms.items.type,parentSchema:schema65.properties.spf.properties.terms.items,data:data28};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
}
else {
const err43 = {instancePath:instancePath+"/spf/terms",schemaPath:"#/properties/spf/properties/terms/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema65.properties.spf.properties.terms.type,parentSchema:schema65.properties.spf.properties.terms,data:data27};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data26.lookups !== undefined){
let data29 = data26.lookups;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err44 = {instancePath:instancePath+"/spf/lookups",schemaPath:"#/properties/spf/properties/lookups/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.spf.properties.lookups.type,parentSchema:schema65.properties.spf.properties.lookups,data:data29};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 10 || isNaN(data29)){
const err45 = {instancePath:instancePath+"/spf/lookups",schemaPath:"#/properties/spf/properties/lookups/maximum",keyword:"maximum",params:{comparison: "<=", limit: 10},message:"must be <= 10",schema:10,parentSchema:schema65.properties.spf.properties.lookups,data:data29};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(data29 < 0 || isNaN(data29)){
const err46 = {instancePath:instancePath+"/spf/lookups",schemaPath:"#/properties/spf/properties/lookups/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema65.properties.spf.properties.lookups,data:data29};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
if(data26.host !== undefined){
if(!(validate211(data26.host, {instancePath:instancePath+"/spf/host",parentData:data26,parentDataProperty:"host",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
}
else {
const err47 = {instancePath:instancePath+"/spf",schemaPath:"#/properties/spf/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.spf.type,parentSchema:schema65.properties.spf,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.records !== undefined){
let data31 = data.records;
if(Array.isArray(data31)){
const len2 = data31.length;
for(let i2=0; i2<len2; i2++){
let data32 = data31[i2];
const _errs59 = errors;
let valid13 = true;
const _errs60 = errors;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
let missing0;
if((data32.type === undefined) && (missing0 = "type")){
const err48 = {};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
else {
if(data32.type !== undefined){
let data33 = data32.type;
if(!((data33 === "MX") || (data33 === "SRV"))){
const err49 = {};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
}
var _valid0 = _errs60 === errors;
errors = _errs59;
if(vErrors !== null){
if(_errs59){
vErrors.length = _errs59;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs62 = errors;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.priority === undefined){
const err50 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/then/required",keyword:"required",params:{missingProperty: "priority"},message:"must have required property '"+"priority"+"'",schema:schema65.properties.records.items.then.required,parentSchema:schema65.properties.records.items.then,data:data32};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
var _valid0 = _errs62 === errors;
valid13 = _valid0;
}
if(!valid13){
const err51 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema65.properties.records.items.if,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.role === undefined){
const err52 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/required",keyword:"required",params:{missingProperty: "role"},message:"must have required property '"+"role"+"'",schema:schema65.properties.records.items.required,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(data32.name === undefined){
const err53 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema65.properties.records.items.required,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if(data32.type === undefined){
const err54 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'",schema:schema65.properties.records.items.required,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if(data32.content === undefined){
const err55 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/required",keyword:"required",params:{missingProperty: "content"},message:"must have required property '"+"content"+"'",schema:schema65.properties.records.items.required,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key9 in data32){
if(!(((((((key9 === "role") || (key9 === "id")) || (key9 === "name")) || (key9 === "type")) || (key9 === "content")) || (key9 === "priority")) || (key9 === "ttl"))){
const err56 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data32.role !== undefined){
let data34 = data32.role;
if(!(((((((data34 === "mx") || (data34 === "dkim")) || (data34 === "return-path")) || (data34 === "autodiscover")) || (data34 === "verification")) || (data34 === "tracking")) || (data34 === "extra"))){
const err57 = {instancePath:instancePath+"/records/" + i2+"/role",schemaPath:"#/properties/records/items/properties/role/enum",keyword:"enum",params:{allowedValues: schema65.properties.records.items.properties.role.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.records.items.properties.role.enum,parentSchema:schema65.properties.records.items.properties.role,data:data34};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data32.id !== undefined){
if(!(validate209(data32.id, {instancePath:instancePath+"/records/" + i2+"/id",parentData:data32,parentDataProperty:"id",rootData}))){
vErrors = vErrors === null ? validate209.errors : vErrors.concat(validate209.errors);
errors = vErrors.length;
}
}
if(data32.name !== undefined){
if(!(validate211(data32.name, {instancePath:instancePath+"/records/" + i2+"/name",parentData:data32,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data32.type !== undefined){
let data37 = data32.type;
if(!(((((((((((data37 === "A") || (data37 === "AAAA")) || (data37 === "CAA")) || (data37 === "CNAME")) || (data37 === "HTTPS")) || (data37 === "MX")) || (data37 === "NS")) || (data37 === "SRV")) || (data37 === "SVCB")) || (data37 === "TLSA")) || (data37 === "TXT"))){
const err58 = {instancePath:instancePath+"/records/" + i2+"/type",schemaPath:"#/properties/records/items/properties/type/enum",keyword:"enum",params:{allowedValues: schema65.properties.records.items.properties.type.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.records.items.properties.type.enum,parentSchema:schema65.properties.records.items.properties.type,data:data37};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data32.content !== undefined){
if(!(validate211(data32.content, {instancePath:instancePath+"/records/" + i2+"/content",parentData:data32,parentDataProperty:"content",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data32.priority !== undefined){
let data39 = data32.priority;
if(!(((typeof data39 == "number") && (!(data39 % 1) && !isNaN(data39))) && (isFinite(data39)))){
const err59 = {instancePath:instancePath+"/records/" + i2+"/priority",schemaPath:"#/properties/records/items/properties/priority/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.records.items.properties.priority.type,parentSchema:schema65.properties.records.items.properties.priority,data:data39};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if((typeof data39 == "number") && (isFinite(data39))){
if(data39 > 65535 || isNaN(data39)){
const err60 = {instancePath:instancePath+"/records/" + i2+"/priority",schemaPath:"#/properties/records/items/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535",schema:65535,parentSchema:schema65.properties.records.items.properties.priority,data:data39};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(data39 < 0 || isNaN(data39)){
const err61 = {instancePath:instancePath+"/records/" + i2+"/priority",schemaPath:"#/properties/records/items/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema65.properties.records.items.properties.priority,data:data39};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
}
if(data32.ttl !== undefined){
let data40 = data32.ttl;
if(!(((typeof data40 == "number") && (!(data40 % 1) && !isNaN(data40))) && (isFinite(data40)))){
const err62 = {instancePath:instancePath+"/records/" + i2+"/ttl",schemaPath:"#/properties/records/items/properties/ttl/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.records.items.properties.ttl.type,parentSchema:schema65.properties.records.items.properties.ttl,data:data40};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if((typeof data40 == "number") && (isFinite(data40))){
if(data40 > 86400 || isNaN(data40)){
const err63 = {instancePath:instancePath+"/records/" + i2+"/ttl",schemaPath:"#/properties/records/items/properties/ttl/maximum",keyword:"maximum",params:{comparison: "<=", limit: 86400},message:"must be <= 86400",schema:86400,parentSchema:schema65.properties.records.items.properties.ttl,data:data40};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
if(data40 < 60 || isNaN(data40)){
const err64 = {instancePath:instancePath+"/records/" + i2+"/ttl",schemaPath:"#/properties/records/items/properties/ttl/minimum",keyword:"minimum",params:{comparison: ">=", limit: 60},message:"must be >= 60",schema:60,parentSchema:schema65.properties.records.items.properties.ttl,data:data40};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
}
else {
const err65 = {instancePath:instancePath+"/records/" + i2,schemaPath:"#/properties/records/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.records.items.type,parentSchema:schema65.properties.records.items,data:data32};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/records",schemaPath:"#/properties/records/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema65.properties.records.type,parentSchema:schema65.properties.records,data:data31};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.access !== undefined){
let data41 = data.access;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.smtp === undefined){
const err67 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/required",keyword:"required",params:{missingProperty: "smtp"},message:"must have required property '"+"smtp"+"'",schema:schema65.properties.access.required,parentSchema:schema65.properties.access,data:data41};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key10 in data41){
if(!((key10 === "imap") || (key10 === "smtp"))){
const err68 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.access,data:data41};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data41.imap !== undefined){
if(!(validate228(data41.imap, {instancePath:instancePath+"/access/imap",parentData:data41,parentDataProperty:"imap",rootData}))){
vErrors = vErrors === null ? validate228.errors : vErrors.concat(validate228.errors);
errors = vErrors.length;
}
}
if(data41.smtp !== undefined){
if(!(validate228(data41.smtp, {instancePath:instancePath+"/access/smtp",parentData:data41,parentDataProperty:"smtp",rootData}))){
vErrors = vErrors === null ? validate228.errors : vErrors.concat(validate228.errors);
errors = vErrors.length;
}
}
}
else {
const err69 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.access.type,parentSchema:schema65.properties.access,data:data41};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data.limits !== undefined){
let data44 = data.limits;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
for(const key11 in data44){
if(!(((key11 === "perMailboxPerDay") || (key11 === "mailboxesPerDomain")) || (key11 === "rolling"))){
const err70 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key11},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.limits,data:data44};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data44.perMailboxPerDay !== undefined){
let data45 = data44.perMailboxPerDay;
if(!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))){
const err71 = {instancePath:instancePath+"/limits/perMailboxPerDay",schemaPath:"#/properties/limits/properties/perMailboxPerDay/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.limits.properties.perMailboxPerDay.type,parentSchema:schema65.properties.limits.properties.perMailboxPerDay,data:data45};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 < 1 || isNaN(data45)){
const err72 = {instancePath:instancePath+"/limits/perMailboxPerDay",schemaPath:"#/properties/limits/properties/perMailboxPerDay/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema65.properties.limits.properties.perMailboxPerDay,data:data45};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data44.mailboxesPerDomain !== undefined){
let data46 = data44.mailboxesPerDomain;
if(!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))){
const err73 = {instancePath:instancePath+"/limits/mailboxesPerDomain",schemaPath:"#/properties/limits/properties/mailboxesPerDomain/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.limits.properties.mailboxesPerDomain.type,parentSchema:schema65.properties.limits.properties.mailboxesPerDomain,data:data46};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 < 1 || isNaN(data46)){
const err74 = {instancePath:instancePath+"/limits/mailboxesPerDomain",schemaPath:"#/properties/limits/properties/mailboxesPerDomain/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema65.properties.limits.properties.mailboxesPerDomain,data:data46};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data44.rolling !== undefined){
let data47 = data44.rolling;
if(Array.isArray(data47)){
if(data47.length < 1){
const err75 = {instancePath:instancePath+"/limits/rolling",schemaPath:"#/properties/limits/properties/rolling/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema65.properties.limits.properties.rolling,data:data47};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
const len3 = data47.length;
for(let i3=0; i3<len3; i3++){
let data48 = data47[i3];
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
if(data48.messages === undefined){
const err76 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "messages"},message:"must have required property '"+"messages"+"'",schema:schema65.properties.limits.properties.rolling.items.required,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
if(data48.within === undefined){
const err77 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "within"},message:"must have required property '"+"within"+"'",schema:schema65.properties.limits.properties.rolling.items.required,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
if(data48.source === undefined){
const err78 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema65.properties.limits.properties.rolling.items.required,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
if(data48.checked === undefined){
const err79 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema65.properties.limits.properties.rolling.items.required,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
if(data48.verified === undefined){
const err80 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema65.properties.limits.properties.rolling.items.required,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
for(const key12 in data48){
if(!(((((key12 === "messages") || (key12 === "within")) || (key12 === "source")) || (key12 === "checked")) || (key12 === "verified"))){
const err81 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key12},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(data48.messages !== undefined){
let data49 = data48.messages;
if(!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))){
const err82 = {instancePath:instancePath+"/limits/rolling/" + i3+"/messages",schemaPath:"#/properties/limits/properties/rolling/items/properties/messages/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema65.properties.limits.properties.rolling.items.properties.messages.type,parentSchema:schema65.properties.limits.properties.rolling.items.properties.messages,data:data49};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 < 1 || isNaN(data49)){
const err83 = {instancePath:instancePath+"/limits/rolling/" + i3+"/messages",schemaPath:"#/properties/limits/properties/rolling/items/properties/messages/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema65.properties.limits.properties.rolling.items.properties.messages,data:data49};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data48.within !== undefined){
let data50 = data48.within;
if(typeof data50 === "string"){
if(!(formats154(data50))){
const err84 = {instancePath:instancePath+"/limits/rolling/" + i3+"/within",schemaPath:"#/properties/limits/properties/rolling/items/properties/within/format",keyword:"format",params:{format: "span"},message:"must match format \""+"span"+"\"",schema:"span",parentSchema:schema65.properties.limits.properties.rolling.items.properties.within,data:data50};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
}
else {
const err85 = {instancePath:instancePath+"/limits/rolling/" + i3+"/within",schemaPath:"#/properties/limits/properties/rolling/items/properties/within/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.limits.properties.rolling.items.properties.within.type,parentSchema:schema65.properties.limits.properties.rolling.items.properties.within,data:data50};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
if(data48.source !== undefined){
let data51 = data48.source;
if(typeof data51 === "string"){
if(!(formats76(data51))){
const err86 = {instancePath:instancePath+"/limits/rolling/" + i3+"/source",schemaPath:"#/properties/limits/properties/rolling/items/properties/source/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema65.properties.limits.properties.rolling.items.properties.source,data:data51};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
}
else {
const err87 = {instancePath:instancePath+"/limits/rolling/" + i3+"/source",schemaPath:"#/properties/limits/properties/rolling/items/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.limits.properties.rolling.items.properties.source.type,parentSchema:schema65.properties.limits.properties.rolling.items.properties.source,data:data51};
if(vErrors === null){
vErrors = [err87];
}
else {
vErrors.push(err87);
}
errors++;
}
}
if(data48.checked !== undefined){
if(!(validate213(data48.checked, {instancePath:instancePath+"/limits/rolling/" + i3+"/checked",parentData:data48,parentDataProperty:"checked",rootData}))){
vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
errors = vErrors.length;
}
}
if(data48.verified !== undefined){
let data53 = data48.verified;
if(!((data53 === "documentation") || (data53 === "third-party"))){
const err88 = {instancePath:instancePath+"/limits/rolling/" + i3+"/verified",schemaPath:"#/properties/limits/properties/rolling/items/properties/verified/enum",keyword:"enum",params:{allowedValues: schema65.properties.limits.properties.rolling.items.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.limits.properties.rolling.items.properties.verified.enum,parentSchema:schema65.properties.limits.properties.rolling.items.properties.verified,data:data53};
if(vErrors === null){
vErrors = [err88];
}
else {
vErrors.push(err88);
}
errors++;
}
}
}
else {
const err89 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.limits.properties.rolling.items.type,parentSchema:schema65.properties.limits.properties.rolling.items,data:data48};
if(vErrors === null){
vErrors = [err89];
}
else {
vErrors.push(err89);
}
errors++;
}
}
}
else {
const err90 = {instancePath:instancePath+"/limits/rolling",schemaPath:"#/properties/limits/properties/rolling/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema65.properties.limits.properties.rolling.type,parentSchema:schema65.properties.limits.properties.rolling,data:data47};
if(vErrors === null){
vErrors = [err90];
}
else {
vErrors.push(err90);
}
errors++;
}
}
}
else {
const err91 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.limits.type,parentSchema:schema65.properties.limits,data:data44};
if(vErrors === null){
vErrors = [err91];
}
else {
vErrors.push(err91);
}
errors++;
}
}
if(data.terms !== undefined){
let data54 = data.terms;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.cold === undefined){
const err92 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "cold"},message:"must have required property '"+"cold"+"'",schema:schema65.properties.terms.required,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err92];
}
else {
vErrors.push(err92);
}
errors++;
}
if(data54.bulk === undefined){
const err93 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "bulk"},message:"must have required property '"+"bulk"+"'",schema:schema65.properties.terms.required,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err93];
}
else {
vErrors.push(err93);
}
errors++;
}
if(data54.says === undefined){
const err94 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "says"},message:"must have required property '"+"says"+"'",schema:schema65.properties.terms.required,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err94];
}
else {
vErrors.push(err94);
}
errors++;
}
if(data54.checked === undefined){
const err95 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema65.properties.terms.required,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err95];
}
else {
vErrors.push(err95);
}
errors++;
}
if(data54.verified === undefined){
const err96 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema65.properties.terms.required,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err96];
}
else {
vErrors.push(err96);
}
errors++;
}
for(const key13 in data54){
if(!((((((key13 === "cold") || (key13 === "bulk")) || (key13 === "says")) || (key13 === "source")) || (key13 === "checked")) || (key13 === "verified"))){
const err97 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key13},message:"must NOT have additional properties",schema:false,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err97];
}
else {
vErrors.push(err97);
}
errors++;
}
}
if(data54.cold !== undefined){
if(!(validate233(data54.cold, {instancePath:instancePath+"/terms/cold",parentData:data54,parentDataProperty:"cold",rootData}))){
vErrors = vErrors === null ? validate233.errors : vErrors.concat(validate233.errors);
errors = vErrors.length;
}
}
if(data54.bulk !== undefined){
if(!(validate233(data54.bulk, {instancePath:instancePath+"/terms/bulk",parentData:data54,parentDataProperty:"bulk",rootData}))){
vErrors = vErrors === null ? validate233.errors : vErrors.concat(validate233.errors);
errors = vErrors.length;
}
}
if(data54.says !== undefined){
if(!(validate211(data54.says, {instancePath:instancePath+"/terms/says",parentData:data54,parentDataProperty:"says",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
if(data54.source !== undefined){
let data58 = data54.source;
if(typeof data58 === "string"){
if(!(formats76(data58))){
const err98 = {instancePath:instancePath+"/terms/source",schemaPath:"#/properties/terms/properties/source/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema65.properties.terms.properties.source,data:data58};
if(vErrors === null){
vErrors = [err98];
}
else {
vErrors.push(err98);
}
errors++;
}
}
else {
const err99 = {instancePath:instancePath+"/terms/source",schemaPath:"#/properties/terms/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema65.properties.terms.properties.source.type,parentSchema:schema65.properties.terms.properties.source,data:data58};
if(vErrors === null){
vErrors = [err99];
}
else {
vErrors.push(err99);
}
errors++;
}
}
if(data54.checked !== undefined){
if(!(validate213(data54.checked, {instancePath:instancePath+"/terms/checked",parentData:data54,parentDataProperty:"checked",rootData}))){
vErrors = vErrors === null ? validate213.errors : vErrors.concat(validate213.errors);
errors = vErrors.length;
}
}
if(data54.verified !== undefined){
let data60 = data54.verified;
if(!(((data60 === "documentation") || (data60 === "third-party")) || (data60 === "unverified"))){
const err100 = {instancePath:instancePath+"/terms/verified",schemaPath:"#/properties/terms/properties/verified/enum",keyword:"enum",params:{allowedValues: schema65.properties.terms.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema65.properties.terms.properties.verified.enum,parentSchema:schema65.properties.terms.properties.verified,data:data60};
if(vErrors === null){
vErrors = [err100];
}
else {
vErrors.push(err100);
}
errors++;
}
}
}
else {
const err101 = {instancePath:instancePath+"/terms",schemaPath:"#/properties/terms/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.properties.terms.type,parentSchema:schema65.properties.terms,data:data54};
if(vErrors === null){
vErrors = [err101];
}
else {
vErrors.push(err101);
}
errors++;
}
}
if(data.prices !== undefined){
let data61 = data.prices;
if(Array.isArray(data61)){
const len4 = data61.length;
for(let i4=0; i4<len4; i4++){
if(!(validate244(data61[i4], {instancePath:instancePath+"/prices/" + i4,parentData:data61,parentDataProperty:i4,rootData}))){
vErrors = vErrors === null ? validate244.errors : vErrors.concat(validate244.errors);
errors = vErrors.length;
}
}
}
else {
const err102 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema65.properties.prices.type,parentSchema:schema65.properties.prices,data:data61};
if(vErrors === null){
vErrors = [err102];
}
else {
vErrors.push(err102);
}
errors++;
}
}
if(data.api !== undefined){
if(!(validate246(data.api, {instancePath:instancePath+"/api",parentData:data,parentDataProperty:"api",rootData}))){
vErrors = vErrors === null ? validate246.errors : vErrors.concat(validate246.errors);
errors = vErrors.length;
}
}
if(data.notes !== undefined){
if(!(validate211(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate211.errors : vErrors.concat(validate211.errors);
errors = vErrors.length;
}
}
}
else {
const err103 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema65.type,parentSchema:schema65,data};
if(vErrors === null){
vErrors = [err103];
}
else {
vErrors.push(err103);
}
errors++;
}
validate208.errors = vErrors;
return errors === 0;
}

export const profile = validate331;
const schema89 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"profile.schema.json","title":"a profile","description":"Volume, warm-up and health of one kind of sending: a file in templates/profiles/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","mail","volume","warmupPriority","warmup","limits","health"],"properties":{"name":{"$ref":"#/definitions/name","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the figures come from."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"mail":{"enum":["cold","bulk","notifications","personal","internal"],"description":"What kind of mail it is: cold goes to people who did not ask for it, bulk to many who did. Rules for outreach go by it, and providers' terms are held against it."},"volume":{"$ref":"#/definitions/text","description":"One phrase for the table of segments."},"warmupPriority":{"$ref":"#/definitions/text","description":"One phrase: when this kind's domains are warmed."},"warmup":{"title":"`warmup`","description":"Schedules from templates/warmup, one for each unit.","type":"object","additionalProperties":false,"properties":{"domain":{"$ref":"#/definitions/name","description":"The schedule of each domain, where it names none."},"mailbox":{"$ref":"#/definitions/name","description":"The schedule of each mailbox."},"ip":{"$ref":"#/definitions/name","description":"The schedule of each of `sendingIps`."}}},"limits":{"title":"`limits`","description":"What is sent at most, whatever the provider lets through.","type":"object","additionalProperties":false,"properties":{"perMailboxPerDay":{"$ref":"#/definitions/count","description":"Messages a day from one mailbox."},"perDomainPerDay":{"$ref":"#/definitions/count","description":"Messages a day from one domain."},"mailboxesPerDomain":{"$ref":"#/definitions/count","description":"Mailboxes of one domain; more are a finding."}}},"health":{"title":"`health`","description":"Above these a domain is unhealthy. Shares from 0 to 1.","type":"object","additionalProperties":false,"required":["bounceRate","complaintRate"],"properties":{"bounceRate":{"$ref":"#/definitions/share","description":"Bounces among the messages sent."},"complaintRate":{"$ref":"#/definitions/share","description":"Complaints among the messages sent."}}},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"name":{"type":"string","format":"id"},"text":{"type":"string","minLength":1},"count":{"type":"integer","minimum":1},"share":{"type":"number","minimum":0,"maximum":1}}};
const schema90 = {"type":"string","format":"id"};

function validate332(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats2(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema90.type,parentSchema:schema90,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate332.errors = vErrors;
return errors === 0;
}

const schema91 = {"type":"string","minLength":1};

function validate334(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema91,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema91.type,parentSchema:schema91,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate334.errors = vErrors;
return errors === 0;
}

const schema92 = {"type":"integer","minimum":1};

function validate342(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema92.type,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data < 1 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema92,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
validate342.errors = vErrors;
return errors === 0;
}

const schema93 = {"type":"number","minimum":0,"maximum":1};

function validate346(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data == "number") && (isFinite(data))){
if(data > 1 || isNaN(data)){
const err0 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data < 0 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema93.type,parentSchema:schema93,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate346.errors = vErrors;
return errors === 0;
}


function validate331(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="profile.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.mail === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mail"},message:"must have required property '"+"mail"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.volume === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "volume"},message:"must have required property '"+"volume"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.warmupPriority === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "warmupPriority"},message:"must have required property '"+"warmupPriority"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.warmup === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "warmup"},message:"must have required property '"+"warmup"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.limits === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "limits"},message:"must have required property '"+"limits"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.health === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "health"},message:"must have required property '"+"health"+"'",schema:schema89.required,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema89.properties, key0))){
const err10 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.name !== undefined){
if(!(validate332(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData}))){
vErrors = vErrors === null ? validate332.errors : vErrors.concat(validate332.errors);
errors = vErrors.length;
}
}
if(data.title !== undefined){
if(!(validate334(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate334.errors : vErrors.concat(validate334.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err11 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema89.properties.source,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate334(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate334.errors : vErrors.concat(validate334.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema89.properties.source.type,parentSchema:schema89.properties.source,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err13 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema89.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema89.properties.checked.type,parentSchema:schema89.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.mail !== undefined){
let data5 = data.mail;
if(!(((((data5 === "cold") || (data5 === "bulk")) || (data5 === "notifications")) || (data5 === "personal")) || (data5 === "internal"))){
const err15 = {instancePath:instancePath+"/mail",schemaPath:"#/properties/mail/enum",keyword:"enum",params:{allowedValues: schema89.properties.mail.enum},message:"must be equal to one of the allowed values",schema:schema89.properties.mail.enum,parentSchema:schema89.properties.mail,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.volume !== undefined){
if(!(validate334(data.volume, {instancePath:instancePath+"/volume",parentData:data,parentDataProperty:"volume",rootData}))){
vErrors = vErrors === null ? validate334.errors : vErrors.concat(validate334.errors);
errors = vErrors.length;
}
}
if(data.warmupPriority !== undefined){
if(!(validate334(data.warmupPriority, {instancePath:instancePath+"/warmupPriority",parentData:data,parentDataProperty:"warmupPriority",rootData}))){
vErrors = vErrors === null ? validate334.errors : vErrors.concat(validate334.errors);
errors = vErrors.length;
}
}
if(data.warmup !== undefined){
let data8 = data.warmup;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key1 in data8){
if(!(((key1 === "domain") || (key1 === "mailbox")) || (key1 === "ip"))){
const err16 = {instancePath:instancePath+"/warmup",schemaPath:"#/properties/warmup/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema89.properties.warmup,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data8.domain !== undefined){
if(!(validate332(data8.domain, {instancePath:instancePath+"/warmup/domain",parentData:data8,parentDataProperty:"domain",rootData}))){
vErrors = vErrors === null ? validate332.errors : vErrors.concat(validate332.errors);
errors = vErrors.length;
}
}
if(data8.mailbox !== undefined){
if(!(validate332(data8.mailbox, {instancePath:instancePath+"/warmup/mailbox",parentData:data8,parentDataProperty:"mailbox",rootData}))){
vErrors = vErrors === null ? validate332.errors : vErrors.concat(validate332.errors);
errors = vErrors.length;
}
}
if(data8.ip !== undefined){
if(!(validate332(data8.ip, {instancePath:instancePath+"/warmup/ip",parentData:data8,parentDataProperty:"ip",rootData}))){
vErrors = vErrors === null ? validate332.errors : vErrors.concat(validate332.errors);
errors = vErrors.length;
}
}
}
else {
const err17 = {instancePath:instancePath+"/warmup",schemaPath:"#/properties/warmup/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema89.properties.warmup.type,parentSchema:schema89.properties.warmup,data:data8};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.limits !== undefined){
let data12 = data.limits;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
if(!(((key2 === "perMailboxPerDay") || (key2 === "perDomainPerDay")) || (key2 === "mailboxesPerDomain"))){
const err18 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema89.properties.limits,data:data12};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data12.perMailboxPerDay !== undefined){
if(!(validate342(data12.perMailboxPerDay, {instancePath:instancePath+"/limits/perMailboxPerDay",parentData:data12,parentDataProperty:"perMailboxPerDay",rootData}))){
vErrors = vErrors === null ? validate342.errors : vErrors.concat(validate342.errors);
errors = vErrors.length;
}
}
if(data12.perDomainPerDay !== undefined){
if(!(validate342(data12.perDomainPerDay, {instancePath:instancePath+"/limits/perDomainPerDay",parentData:data12,parentDataProperty:"perDomainPerDay",rootData}))){
vErrors = vErrors === null ? validate342.errors : vErrors.concat(validate342.errors);
errors = vErrors.length;
}
}
if(data12.mailboxesPerDomain !== undefined){
if(!(validate342(data12.mailboxesPerDomain, {instancePath:instancePath+"/limits/mailboxesPerDomain",parentData:data12,parentDataProperty:"mailboxesPerDomain",rootData}))){
vErrors = vErrors === null ? validate342.errors : vErrors.concat(validate342.errors);
errors = vErrors.length;
}
}
}
else {
const err19 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema89.properties.limits.type,parentSchema:schema89.properties.limits,data:data12};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.health !== undefined){
let data16 = data.health;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.bounceRate === undefined){
const err20 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/required",keyword:"required",params:{missingProperty: "bounceRate"},message:"must have required property '"+"bounceRate"+"'",schema:schema89.properties.health.required,parentSchema:schema89.properties.health,data:data16};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data16.complaintRate === undefined){
const err21 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/required",keyword:"required",params:{missingProperty: "complaintRate"},message:"must have required property '"+"complaintRate"+"'",schema:schema89.properties.health.required,parentSchema:schema89.properties.health,data:data16};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key3 in data16){
if(!((key3 === "bounceRate") || (key3 === "complaintRate"))){
const err22 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema89.properties.health,data:data16};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data16.bounceRate !== undefined){
if(!(validate346(data16.bounceRate, {instancePath:instancePath+"/health/bounceRate",parentData:data16,parentDataProperty:"bounceRate",rootData}))){
vErrors = vErrors === null ? validate346.errors : vErrors.concat(validate346.errors);
errors = vErrors.length;
}
}
if(data16.complaintRate !== undefined){
if(!(validate346(data16.complaintRate, {instancePath:instancePath+"/health/complaintRate",parentData:data16,parentDataProperty:"complaintRate",rootData}))){
vErrors = vErrors === null ? validate346.errors : vErrors.concat(validate346.errors);
errors = vErrors.length;
}
}
}
else {
const err23 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema89.properties.health.type,parentSchema:schema89.properties.health,data:data16};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate334(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate334.errors : vErrors.concat(validate334.errors);
errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema89.type,parentSchema:schema89,data};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate331.errors = vErrors;
return errors === 0;
}

export const warmup = validate350;
const schema94 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"warmup.schema.json","title":"a warm-up schedule","description":"How many messages a day one unit may send as it warms up: a file in templates/warmup/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","unit","gate"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the figures come from."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"unit":{"enum":["domain","mailbox","ip"],"description":"What is warmed: a domain as a whole, each of its mailboxes, or each address."},"counts":{"enum":["messages"],"description":"What counts: each message to one recipient that was let go, whatever became of it. Default: messages."},"step":{"enum":["week","day"],"description":"When it grows: from week to week, or from day to day too. Default: week."},"weeks":{"description":"Weeks 1, 2, 3 … without a gap, none below the one before; after the last one its `perDay` stays, unless `growth` goes on.","type":"array","minItems":1,"items":{"title":"a week","type":"object","additionalProperties":false,"required":["week","perDay"],"properties":{"week":{"type":"integer","minimum":1,"description":"Counted from the first day of sending."},"from":{"type":"integer","minimum":1,"description":"Messages on its first day, from which it grows by equal steps to `perDay` on its last. Default: `perDay` on each day."},"perDay":{"type":"integer","minimum":1,"description":"Messages a day in that week."}}}},"growth":{"title":"`growth`","description":"How it goes on after `weeks`, or from its first day on where there are none.","type":"object","additionalProperties":false,"required":["rate","to"],"properties":{"from":{"type":"integer","minimum":1,"description":"Messages on the first day; only without `weeks`."},"rate":{"type":"number","exclusiveMinimum":0,"maximum":2,"description":"What a step adds, as a share: 0.2 is 20 % more, 1 is twice as much."},"everyDays":{"type":"integer","minimum":1,"description":"Days between two steps. Default: 1."},"to":{"type":"integer","minimum":1,"description":"Where it ends, and stays."}}},"receivers":{"description":"Of an IP: the largest share of a day's messages that may go to one receiver, by its name; `other` is for each one that is not named. Shares from 0 to 1.","type":"object","minProperties":1,"propertyNames":{"format":"id"},"additionalProperties":{"$ref":"#/definitions/share"}},"audience":{"type":"string","format":"id","description":"To whom, week by week: a file of templates/audiences."},"gate":{"title":"`gate`","description":"What must hold over seven days to advance a week: below both rates. Shares from 0 to 1.","type":"object","additionalProperties":false,"required":["bounceRate","complaintRate"],"properties":{"bounceRate":{"$ref":"#/definitions/share","description":"Bounces among the messages of the week."},"complaintRate":{"$ref":"#/definitions/share","description":"Complaints among the messages of the week."},"leastSends":{"type":"integer","minimum":1,"description":"Below so many messages a rate is unknown. Default: 50."},"sentShare":{"$ref":"#/definitions/share","description":"The volume counts as really sent from this share of what was allowed on sending days. Default: 0.7."}}},"setback":{"title":"`setback`","description":"What happens where a gate fails, or somebody blocks.","type":"object","additionalProperties":false,"properties":{"reduceBy":{"$ref":"#/definitions/share","description":"A failed gate takes this share away, and the week begins anew. Default: 0.3."},"restDays":{"type":"integer","minimum":1,"description":"Days without a message after a block. Default: 14."},"weeksBack":{"type":"integer","minimum":0,"description":"After a rest it begins again so many weeks earlier. Default: 2."}}},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1},"share":{"type":"number","minimum":0,"maximum":1}}};
const schema95 = {"type":"string","minLength":1};

function validate351(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema95.type,parentSchema:schema95,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate351.errors = vErrors;
return errors === 0;
}

const schema96 = {"type":"number","minimum":0,"maximum":1};

function validate354(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data == "number") && (isFinite(data))){
if(data > 1 || isNaN(data)){
const err0 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema96,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data < 0 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema96,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema96.type,parentSchema:schema96,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate354.errors = vErrors;
return errors === 0;
}


function validate350(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="warmup.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.unit === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "unit"},message:"must have required property '"+"unit"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.gate === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "gate"},message:"must have required property '"+"gate"+"'",schema:schema94.required,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema94.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema94.properties.name,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.name.type,parentSchema:schema94.properties.name,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate351(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate351.errors : vErrors.concat(validate351.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema94.properties.source,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate351(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate351.errors : vErrors.concat(validate351.errors);
errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema94.properties.source.type,parentSchema:schema94.properties.source,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err11 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema94.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.checked.type,parentSchema:schema94.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.unit !== undefined){
let data5 = data.unit;
if(!(((data5 === "domain") || (data5 === "mailbox")) || (data5 === "ip"))){
const err13 = {instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/enum",keyword:"enum",params:{allowedValues: schema94.properties.unit.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.unit.enum,parentSchema:schema94.properties.unit,data:data5};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.counts !== undefined){
let data6 = data.counts;
if(!(data6 === "messages")){
const err14 = {instancePath:instancePath+"/counts",schemaPath:"#/properties/counts/enum",keyword:"enum",params:{allowedValues: schema94.properties.counts.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.counts.enum,parentSchema:schema94.properties.counts,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.step !== undefined){
let data7 = data.step;
if(!((data7 === "week") || (data7 === "day"))){
const err15 = {instancePath:instancePath+"/step",schemaPath:"#/properties/step/enum",keyword:"enum",params:{allowedValues: schema94.properties.step.enum},message:"must be equal to one of the allowed values",schema:schema94.properties.step.enum,parentSchema:schema94.properties.step,data:data7};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.weeks !== undefined){
let data8 = data.weeks;
if(Array.isArray(data8)){
if(data8.length < 1){
const err16 = {instancePath:instancePath+"/weeks",schemaPath:"#/properties/weeks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema94.properties.weeks,data:data8};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.week === undefined){
const err17 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/required",keyword:"required",params:{missingProperty: "week"},message:"must have required property '"+"week"+"'",schema:schema94.properties.weeks.items.required,parentSchema:schema94.properties.weeks.items,data:data9};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9.perDay === undefined){
const err18 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/required",keyword:"required",params:{missingProperty: "perDay"},message:"must have required property '"+"perDay"+"'",schema:schema94.properties.weeks.items.required,parentSchema:schema94.properties.weeks.items,data:data9};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key1 in data9){
if(!(((key1 === "week") || (key1 === "from")) || (key1 === "perDay"))){
const err19 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema94.properties.weeks.items,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.week !== undefined){
let data10 = data9.week;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err20 = {instancePath:instancePath+"/weeks/" + i1+"/week",schemaPath:"#/properties/weeks/items/properties/week/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.weeks.items.properties.week.type,parentSchema:schema94.properties.weeks.items.properties.week,data:data10};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
const err21 = {instancePath:instancePath+"/weeks/" + i1+"/week",schemaPath:"#/properties/weeks/items/properties/week/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.weeks.items.properties.week,data:data10};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data9.from !== undefined){
let data11 = data9.from;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err22 = {instancePath:instancePath+"/weeks/" + i1+"/from",schemaPath:"#/properties/weeks/items/properties/from/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.weeks.items.properties.from.type,parentSchema:schema94.properties.weeks.items.properties.from,data:data11};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err23 = {instancePath:instancePath+"/weeks/" + i1+"/from",schemaPath:"#/properties/weeks/items/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.weeks.items.properties.from,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
if(data9.perDay !== undefined){
let data12 = data9.perDay;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err24 = {instancePath:instancePath+"/weeks/" + i1+"/perDay",schemaPath:"#/properties/weeks/items/properties/perDay/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.weeks.items.properties.perDay.type,parentSchema:schema94.properties.weeks.items.properties.perDay,data:data12};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
const err25 = {instancePath:instancePath+"/weeks/" + i1+"/perDay",schemaPath:"#/properties/weeks/items/properties/perDay/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.weeks.items.properties.perDay,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
}
else {
const err26 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.properties.weeks.items.type,parentSchema:schema94.properties.weeks.items,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/weeks",schemaPath:"#/properties/weeks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema94.properties.weeks.type,parentSchema:schema94.properties.weeks,data:data8};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.growth !== undefined){
let data13 = data.growth;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.rate === undefined){
const err28 = {instancePath:instancePath+"/growth",schemaPath:"#/properties/growth/required",keyword:"required",params:{missingProperty: "rate"},message:"must have required property '"+"rate"+"'",schema:schema94.properties.growth.required,parentSchema:schema94.properties.growth,data:data13};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data13.to === undefined){
const err29 = {instancePath:instancePath+"/growth",schemaPath:"#/properties/growth/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema94.properties.growth.required,parentSchema:schema94.properties.growth,data:data13};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
for(const key2 in data13){
if(!((((key2 === "from") || (key2 === "rate")) || (key2 === "everyDays")) || (key2 === "to"))){
const err30 = {instancePath:instancePath+"/growth",schemaPath:"#/properties/growth/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema94.properties.growth,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data13.from !== undefined){
let data14 = data13.from;
if(!(((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14))) && (isFinite(data14)))){
const err31 = {instancePath:instancePath+"/growth/from",schemaPath:"#/properties/growth/properties/from/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.growth.properties.from.type,parentSchema:schema94.properties.growth.properties.from,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data14 == "number") && (isFinite(data14))){
if(data14 < 1 || isNaN(data14)){
const err32 = {instancePath:instancePath+"/growth/from",schemaPath:"#/properties/growth/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.growth.properties.from,data:data14};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
if(data13.rate !== undefined){
let data15 = data13.rate;
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 2 || isNaN(data15)){
const err33 = {instancePath:instancePath+"/growth/rate",schemaPath:"#/properties/growth/properties/rate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2},message:"must be <= 2",schema:2,parentSchema:schema94.properties.growth.properties.rate,data:data15};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
if(data15 <= 0 || isNaN(data15)){
const err34 = {instancePath:instancePath+"/growth/rate",schemaPath:"#/properties/growth/properties/rate/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema94.properties.growth.properties.rate,data:data15};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/growth/rate",schemaPath:"#/properties/growth/properties/rate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema94.properties.growth.properties.rate.type,parentSchema:schema94.properties.growth.properties.rate,data:data15};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data13.everyDays !== undefined){
let data16 = data13.everyDays;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err36 = {instancePath:instancePath+"/growth/everyDays",schemaPath:"#/properties/growth/properties/everyDays/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.growth.properties.everyDays.type,parentSchema:schema94.properties.growth.properties.everyDays,data:data16};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err37 = {instancePath:instancePath+"/growth/everyDays",schemaPath:"#/properties/growth/properties/everyDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.growth.properties.everyDays,data:data16};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
if(data13.to !== undefined){
let data17 = data13.to;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
const err38 = {instancePath:instancePath+"/growth/to",schemaPath:"#/properties/growth/properties/to/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.growth.properties.to.type,parentSchema:schema94.properties.growth.properties.to,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 < 1 || isNaN(data17)){
const err39 = {instancePath:instancePath+"/growth/to",schemaPath:"#/properties/growth/properties/to/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.growth.properties.to,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
}
else {
const err40 = {instancePath:instancePath+"/growth",schemaPath:"#/properties/growth/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.properties.growth.type,parentSchema:schema94.properties.growth,data:data13};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.receivers !== undefined){
let data18 = data.receivers;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(Object.keys(data18).length < 1){
const err41 = {instancePath:instancePath+"/receivers",schemaPath:"#/properties/receivers/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema94.properties.receivers,data:data18};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key3 in data18){
const _errs37 = errors;
if(typeof key3 === "string"){
if(!(formats2(key3))){
const err42 = {instancePath:instancePath+"/receivers",schemaPath:"#/properties/receivers/propertyNames/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema94.properties.receivers.propertyNames,data:key3,propertyName:key3};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
var valid7 = _errs37 === errors;
if(!valid7){
const err43 = {instancePath:instancePath+"/receivers",schemaPath:"#/properties/receivers/propertyNames",keyword:"propertyNames",params:{propertyName: key3},message:"property name must be valid",schema:schema94.properties.receivers.propertyNames,parentSchema:schema94.properties.receivers,data:data18};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
for(const key4 in data18){
if(!(validate354(data18[key4], {instancePath:instancePath+"/receivers/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data18,parentDataProperty:key4,rootData}))){
vErrors = vErrors === null ? validate354.errors : vErrors.concat(validate354.errors);
errors = vErrors.length;
}
}
}
else {
const err44 = {instancePath:instancePath+"/receivers",schemaPath:"#/properties/receivers/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.properties.receivers.type,parentSchema:schema94.properties.receivers,data:data18};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data.audience !== undefined){
let data20 = data.audience;
if(typeof data20 === "string"){
if(!(formats2(data20))){
const err45 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema94.properties.audience,data:data20};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
else {
const err46 = {instancePath:instancePath+"/audience",schemaPath:"#/properties/audience/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema94.properties.audience.type,parentSchema:schema94.properties.audience,data:data20};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.gate !== undefined){
let data21 = data.gate;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.bounceRate === undefined){
const err47 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/required",keyword:"required",params:{missingProperty: "bounceRate"},message:"must have required property '"+"bounceRate"+"'",schema:schema94.properties.gate.required,parentSchema:schema94.properties.gate,data:data21};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(data21.complaintRate === undefined){
const err48 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/required",keyword:"required",params:{missingProperty: "complaintRate"},message:"must have required property '"+"complaintRate"+"'",schema:schema94.properties.gate.required,parentSchema:schema94.properties.gate,data:data21};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
for(const key5 in data21){
if(!((((key5 === "bounceRate") || (key5 === "complaintRate")) || (key5 === "leastSends")) || (key5 === "sentShare"))){
const err49 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema94.properties.gate,data:data21};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data21.bounceRate !== undefined){
if(!(validate354(data21.bounceRate, {instancePath:instancePath+"/gate/bounceRate",parentData:data21,parentDataProperty:"bounceRate",rootData}))){
vErrors = vErrors === null ? validate354.errors : vErrors.concat(validate354.errors);
errors = vErrors.length;
}
}
if(data21.complaintRate !== undefined){
if(!(validate354(data21.complaintRate, {instancePath:instancePath+"/gate/complaintRate",parentData:data21,parentDataProperty:"complaintRate",rootData}))){
vErrors = vErrors === null ? validate354.errors : vErrors.concat(validate354.errors);
errors = vErrors.length;
}
}
if(data21.leastSends !== undefined){
let data24 = data21.leastSends;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err50 = {instancePath:instancePath+"/gate/leastSends",schemaPath:"#/properties/gate/properties/leastSends/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.gate.properties.leastSends.type,parentSchema:schema94.properties.gate.properties.leastSends,data:data24};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 1 || isNaN(data24)){
const err51 = {instancePath:instancePath+"/gate/leastSends",schemaPath:"#/properties/gate/properties/leastSends/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.gate.properties.leastSends,data:data24};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
if(data21.sentShare !== undefined){
if(!(validate354(data21.sentShare, {instancePath:instancePath+"/gate/sentShare",parentData:data21,parentDataProperty:"sentShare",rootData}))){
vErrors = vErrors === null ? validate354.errors : vErrors.concat(validate354.errors);
errors = vErrors.length;
}
}
}
else {
const err52 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.properties.gate.type,parentSchema:schema94.properties.gate,data:data21};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data.setback !== undefined){
let data26 = data.setback;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key6 in data26){
if(!(((key6 === "reduceBy") || (key6 === "restDays")) || (key6 === "weeksBack"))){
const err53 = {instancePath:instancePath+"/setback",schemaPath:"#/properties/setback/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema94.properties.setback,data:data26};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data26.reduceBy !== undefined){
if(!(validate354(data26.reduceBy, {instancePath:instancePath+"/setback/reduceBy",parentData:data26,parentDataProperty:"reduceBy",rootData}))){
vErrors = vErrors === null ? validate354.errors : vErrors.concat(validate354.errors);
errors = vErrors.length;
}
}
if(data26.restDays !== undefined){
let data28 = data26.restDays;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err54 = {instancePath:instancePath+"/setback/restDays",schemaPath:"#/properties/setback/properties/restDays/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.setback.properties.restDays.type,parentSchema:schema94.properties.setback.properties.restDays,data:data28};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 1 || isNaN(data28)){
const err55 = {instancePath:instancePath+"/setback/restDays",schemaPath:"#/properties/setback/properties/restDays/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema94.properties.setback.properties.restDays,data:data28};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
}
if(data26.weeksBack !== undefined){
let data29 = data26.weeksBack;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err56 = {instancePath:instancePath+"/setback/weeksBack",schemaPath:"#/properties/setback/properties/weeksBack/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema94.properties.setback.properties.weeksBack.type,parentSchema:schema94.properties.setback.properties.weeksBack,data:data29};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 < 0 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/setback/weeksBack",schemaPath:"#/properties/setback/properties/weeksBack/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema94.properties.setback.properties.weeksBack,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
}
else {
const err58 = {instancePath:instancePath+"/setback",schemaPath:"#/properties/setback/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.properties.setback.type,parentSchema:schema94.properties.setback,data:data26};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate351(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate351.errors : vErrors.concat(validate351.errors);
errors = vErrors.length;
}
}
}
else {
const err59 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema94.type,parentSchema:schema94,data};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
validate350.errors = vErrors;
return errors === 0;
}

export const audience = validate361;
const schema97 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"audience.schema.json","title":"an audience","description":"To whom a warm-up sends in each week: a file in templates/audiences/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","weeks"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the figures come from."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"weeks":{"description":"From which week on, the earliest first.","type":"array","minItems":1,"items":{"title":"a stretch of weeks","type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"type":"integer","minimum":1,"description":"The first week of it."},"to":{"$ref":"#/definitions/text","description":"Who is written to, as one phrase."}}}},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1}}};
const schema98 = {"type":"string","minLength":1};

function validate362(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema98.type,parentSchema:schema98,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate362.errors = vErrors;
return errors === 0;
}


function validate361(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="audience.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema97.required,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema97.required,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema97.required,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema97.required,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.weeks === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "weeks"},message:"must have required property '"+"weeks"+"'",schema:schema97.required,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "name") || (key0 === "title")) || (key0 === "source")) || (key0 === "checked")) || (key0 === "weeks")) || (key0 === "notes"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema97.properties.name,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema97.properties.name.type,parentSchema:schema97.properties.name,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate362(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate362.errors : vErrors.concat(validate362.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema97.properties.source,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate362(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate362.errors : vErrors.concat(validate362.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema97.properties.source.type,parentSchema:schema97.properties.source,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err10 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema97.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema97.properties.checked.type,parentSchema:schema97.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.weeks !== undefined){
let data5 = data.weeks;
if(Array.isArray(data5)){
if(data5.length < 1){
const err12 = {instancePath:instancePath+"/weeks",schemaPath:"#/properties/weeks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema97.properties.weeks,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.from === undefined){
const err13 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'",schema:schema97.properties.weeks.items.required,parentSchema:schema97.properties.weeks.items,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data6.to === undefined){
const err14 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'",schema:schema97.properties.weeks.items.required,parentSchema:schema97.properties.weeks.items,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data6){
if(!((key1 === "from") || (key1 === "to"))){
const err15 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema97.properties.weeks.items,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.from !== undefined){
let data7 = data6.from;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err16 = {instancePath:instancePath+"/weeks/" + i1+"/from",schemaPath:"#/properties/weeks/items/properties/from/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema97.properties.weeks.items.properties.from.type,parentSchema:schema97.properties.weeks.items.properties.from,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/weeks/" + i1+"/from",schemaPath:"#/properties/weeks/items/properties/from/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema97.properties.weeks.items.properties.from,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
if(data6.to !== undefined){
if(!(validate362(data6.to, {instancePath:instancePath+"/weeks/" + i1+"/to",parentData:data6,parentDataProperty:"to",rootData}))){
vErrors = vErrors === null ? validate362.errors : vErrors.concat(validate362.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/weeks/" + i1,schemaPath:"#/properties/weeks/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema97.properties.weeks.items.type,parentSchema:schema97.properties.weeks.items,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/weeks",schemaPath:"#/properties/weeks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema97.properties.weeks.type,parentSchema:schema97.properties.weeks,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate362(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate362.errors : vErrors.concat(validate362.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema97.type,parentSchema:schema97,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate361.errors = vErrors;
return errors === 0;
}

export const prices = validate238;
const schema71 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"prices.schema.json","title":"a price list","description":"What is paid to others than mail providers and relays: templates/prices/domain.yaml and zone.yaml.","type":"object","additionalProperties":false,"required":["name","title","prices"],"properties":{"name":{"enum":["domain","zone"],"description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"prices":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/price"},"description":"The price, `for` what the file is named after."},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1},"price":{"title":"a price","type":"object","additionalProperties":false,"required":["for","amount","currency","source","checked","verified"],"properties":{"for":{"enum":["domain","zone","mailbox","account","thousand"],"description":"What one pays for; `thousand` is a thousand messages."},"amount":{"type":"number","minimum":0,"description":"In whole units of the currency: 0.1 is ten cents."},"currency":{"type":"string","format":"currency","description":"Three letters, such as USD."},"every":{"enum":["month","year"],"description":"How often; messages are paid as they are sent."},"plan":{"type":"string","minLength":1,"description":"The vendor's own name for what is bought."},"includes":{"type":"integer","minimum":1,"description":"Messages a month that an account's price contains."},"source":{"type":"string","format":"https-url","description":"Where the price stands."},"checked":{"type":"string","format":"iso-date","description":"The day on which it was read."},"verified":{"enum":["documentation","third-party"],"description":"The vendor's own word, or an estimate from other people's."}}}}};
const schema72 = {"type":"string","minLength":1};

function validate239(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema72,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema72.type,parentSchema:schema72,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate239.errors = vErrors;
return errors === 0;
}


function validate241(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.for === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "for"},message:"must have required property '"+"for"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.amount === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "amount"},message:"must have required property '"+"amount"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.currency === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "currency"},message:"must have required property '"+"currency"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.source === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.checked === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.verified === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema73.required,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema73.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.for !== undefined){
let data0 = data.for;
if(!(((((data0 === "domain") || (data0 === "zone")) || (data0 === "mailbox")) || (data0 === "account")) || (data0 === "thousand"))){
const err7 = {instancePath:instancePath+"/for",schemaPath:"#/properties/for/enum",keyword:"enum",params:{allowedValues: schema73.properties.for.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.for.enum,parentSchema:schema73.properties.for,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.amount !== undefined){
let data1 = data.amount;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err8 = {instancePath:instancePath+"/amount",schemaPath:"#/properties/amount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema73.properties.amount,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/amount",schemaPath:"#/properties/amount/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema73.properties.amount.type,parentSchema:schema73.properties.amount,data:data1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.currency !== undefined){
let data2 = data.currency;
if(typeof data2 === "string"){
if(!(formats160(data2))){
const err10 = {instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/format",keyword:"format",params:{format: "currency"},message:"must match format \""+"currency"+"\"",schema:"currency",parentSchema:schema73.properties.currency,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/currency",schemaPath:"#/properties/currency/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.currency.type,parentSchema:schema73.properties.currency,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.every !== undefined){
let data3 = data.every;
if(!((data3 === "month") || (data3 === "year"))){
const err12 = {instancePath:instancePath+"/every",schemaPath:"#/properties/every/enum",keyword:"enum",params:{allowedValues: schema73.properties.every.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.every.enum,parentSchema:schema73.properties.every,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.plan !== undefined){
let data4 = data.plan;
if(typeof data4 === "string"){
if(func3(data4) < 1){
const err13 = {instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema73.properties.plan,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/plan",schemaPath:"#/properties/plan/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.plan.type,parentSchema:schema73.properties.plan,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.includes !== undefined){
let data5 = data.includes;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err15 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema73.properties.includes.type,parentSchema:schema73.properties.includes,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err16 = {instancePath:instancePath+"/includes",schemaPath:"#/properties/includes/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema73.properties.includes,data:data5};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
if(data.source !== undefined){
let data6 = data.source;
if(typeof data6 === "string"){
if(!(formats76(data6))){
const err17 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema73.properties.source,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.source.type,parentSchema:schema73.properties.source,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.checked !== undefined){
let data7 = data.checked;
if(typeof data7 === "string"){
if(!(formats60(data7))){
const err19 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema73.properties.checked,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema73.properties.checked.type,parentSchema:schema73.properties.checked,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.verified !== undefined){
let data8 = data.verified;
if(!((data8 === "documentation") || (data8 === "third-party"))){
const err21 = {instancePath:instancePath+"/verified",schemaPath:"#/properties/verified/enum",keyword:"enum",params:{allowedValues: schema73.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema73.properties.verified.enum,parentSchema:schema73.properties.verified,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema73.type,parentSchema:schema73,data};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
validate241.errors = vErrors;
return errors === 0;
}


function validate238(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="prices.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema71.required,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema71.required,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.prices === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "prices"},message:"must have required property '"+"prices"+"'",schema:schema71.required,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "title")) || (key0 === "prices")) || (key0 === "notes"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(!((data0 === "domain") || (data0 === "zone"))){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/enum",keyword:"enum",params:{allowedValues: schema71.properties.name.enum},message:"must be equal to one of the allowed values",schema:schema71.properties.name.enum,parentSchema:schema71.properties.name,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate239(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate239.errors : vErrors.concat(validate239.errors);
errors = vErrors.length;
}
}
if(data.prices !== undefined){
let data2 = data.prices;
if(Array.isArray(data2)){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema71.properties.prices,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate241(data2[i0], {instancePath:instancePath+"/prices/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate241.errors : vErrors.concat(validate241.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/prices",schemaPath:"#/properties/prices/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema71.properties.prices.type,parentSchema:schema71.properties.prices,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate239(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate239.errors : vErrors.concat(validate239.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema71.type,parentSchema:schema71,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate238.errors = vErrors;
return errors === 0;
}

export const scale = validate367;
const schema99 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"scale.schema.json","title":"a scale","description":"Rules of thumb for a target that is larger than any segment: a file in templates/scale/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","peakFactor","perSecondPerIp","bounceRate"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the figures come from."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"peakFactor":{"type":"number","minimum":1,"description":"The busiest second against the average one."},"perSecondPerIp":{"type":"number","exclusiveMinimum":0,"description":"Messages a second that one address can deliver."},"bounceRate":{"type":"number","minimum":0,"maximum":1,"description":"Share of the messages that come back."},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1}}};
const schema100 = {"type":"string","minLength":1};

function validate368(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema100,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema100.type,parentSchema:schema100,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate368.errors = vErrors;
return errors === 0;
}


function validate367(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="scale.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.peakFactor === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "peakFactor"},message:"must have required property '"+"peakFactor"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.perSecondPerIp === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "perSecondPerIp"},message:"must have required property '"+"perSecondPerIp"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.bounceRate === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "bounceRate"},message:"must have required property '"+"bounceRate"+"'",schema:schema99.required,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "name") || (key0 === "title")) || (key0 === "source")) || (key0 === "checked")) || (key0 === "peakFactor")) || (key0 === "perSecondPerIp")) || (key0 === "bounceRate")) || (key0 === "notes"))){
const err7 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema99.properties.name,data:data0};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.name.type,parentSchema:schema99.properties.name,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate368(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate368.errors : vErrors.concat(validate368.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err10 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema99.properties.source,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate368(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate368.errors : vErrors.concat(validate368.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema99.properties.source.type,parentSchema:schema99.properties.source,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err12 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema99.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema99.properties.checked.type,parentSchema:schema99.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.peakFactor !== undefined){
let data5 = data.peakFactor;
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err14 = {instancePath:instancePath+"/peakFactor",schemaPath:"#/properties/peakFactor/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema99.properties.peakFactor,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/peakFactor",schemaPath:"#/properties/peakFactor/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema99.properties.peakFactor.type,parentSchema:schema99.properties.peakFactor,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.perSecondPerIp !== undefined){
let data6 = data.perSecondPerIp;
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 <= 0 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/perSecondPerIp",schemaPath:"#/properties/perSecondPerIp/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},message:"must be > 0",schema:0,parentSchema:schema99.properties.perSecondPerIp,data:data6};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/perSecondPerIp",schemaPath:"#/properties/perSecondPerIp/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema99.properties.perSecondPerIp.type,parentSchema:schema99.properties.perSecondPerIp,data:data6};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.bounceRate !== undefined){
let data7 = data.bounceRate;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 1 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/bounceRate",schemaPath:"#/properties/bounceRate/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1},message:"must be <= 1",schema:1,parentSchema:schema99.properties.bounceRate,data:data7};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data7 < 0 || isNaN(data7)){
const err19 = {instancePath:instancePath+"/bounceRate",schemaPath:"#/properties/bounceRate/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema99.properties.bounceRate,data:data7};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/bounceRate",schemaPath:"#/properties/bounceRate/type",keyword:"type",params:{type: "number"},message:"must be number",schema:schema99.properties.bounceRate.type,parentSchema:schema99.properties.bounceRate,data:data7};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate368(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate368.errors : vErrors.concat(validate368.errors);
errors = vErrors.length;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema99.type,parentSchema:schema99,data};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate367.errors = vErrors;
return errors === 0;
}

export const receiver = validate372;
const schema101 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"receiver.schema.json","title":"a receiver template","description":"What a receiver takes from one address: a file in templates/receivers/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","verified","domains","mx","limits"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml. `other` holds for receivers without a template."},"title":{"$ref":"#/definitions/text","description":"The name that people know it by."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the figures come from."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"verified":{"enum":["documentation","third-party"],"description":"How far to trust it: the receiver's own words, or those of others."},"domains":{"type":"array","items":{"type":"string","format":"domain"},"description":"Domains of recipients that it is known by."},"mx":{"type":"array","items":{"type":"string","format":"host-suffix"},"description":"Ends of the names of its mail hosts, with their first dot: `.google.com`."},"limits":{"title":"`limits`","description":"From one address of the sender. What is not said holds as `other` says it.","type":"object","additionalProperties":false,"properties":{"connections":{"type":"integer","minimum":1,"description":"Connections at once."},"messagesPerConnection":{"type":"integer","minimum":1,"description":"Messages before a connection is closed."},"tls":{"enum":["required","opportunistic"],"description":"Whether it takes mail without TLS."},"rolling":{"type":"array","minItems":1,"items":{"title":"a rolling limit","type":"object","additionalProperties":false,"required":["messages","within"],"properties":{"messages":{"type":"integer","minimum":1,"description":"So many at most, each recipient counted."},"within":{"type":"string","format":"span","description":"In any span of that length: `1s`, `1min`, `24h`."}}},"description":"Messages in any span of a length."}}},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1}}};
const formats212 = checks["host-suffix"];
const schema102 = {"type":"string","minLength":1};

function validate373(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema102,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema102.type,parentSchema:schema102,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate373.errors = vErrors;
return errors === 0;
}


function validate372(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="receiver.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.verified === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.domains === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "domains"},message:"must have required property '"+"domains"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.mx === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mx"},message:"must have required property '"+"mx"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.limits === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "limits"},message:"must have required property '"+"limits"+"'",schema:schema101.required,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema101.properties, key0))){
const err8 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err9 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema101.properties.name,data:data0};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.properties.name.type,parentSchema:schema101.properties.name,data:data0};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate373(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate373.errors : vErrors.concat(validate373.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err11 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema101.properties.source,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate373(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate373.errors : vErrors.concat(validate373.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema101.properties.source.type,parentSchema:schema101.properties.source,data:data2};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err13 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema101.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.properties.checked.type,parentSchema:schema101.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.verified !== undefined){
let data5 = data.verified;
if(!((data5 === "documentation") || (data5 === "third-party"))){
const err15 = {instancePath:instancePath+"/verified",schemaPath:"#/properties/verified/enum",keyword:"enum",params:{allowedValues: schema101.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema101.properties.verified.enum,parentSchema:schema101.properties.verified,data:data5};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.domains !== undefined){
let data6 = data.domains;
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if(typeof data7 === "string"){
if(!(formats120(data7))){
const err16 = {instancePath:instancePath+"/domains/" + i1,schemaPath:"#/properties/domains/items/format",keyword:"format",params:{format: "domain"},message:"must match format \""+"domain"+"\"",schema:"domain",parentSchema:schema101.properties.domains.items,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/domains/" + i1,schemaPath:"#/properties/domains/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.properties.domains.items.type,parentSchema:schema101.properties.domains.items,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/domains",schemaPath:"#/properties/domains/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema101.properties.domains.type,parentSchema:schema101.properties.domains,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.mx !== undefined){
let data8 = data.mx;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
let data9 = data8[i2];
if(typeof data9 === "string"){
if(!(formats212(data9))){
const err19 = {instancePath:instancePath+"/mx/" + i2,schemaPath:"#/properties/mx/items/format",keyword:"format",params:{format: "host-suffix"},message:"must match format \""+"host-suffix"+"\"",schema:"host-suffix",parentSchema:schema101.properties.mx.items,data:data9};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/mx/" + i2,schemaPath:"#/properties/mx/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.properties.mx.items.type,parentSchema:schema101.properties.mx.items,data:data9};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/mx",schemaPath:"#/properties/mx/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema101.properties.mx.type,parentSchema:schema101.properties.mx,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.limits !== undefined){
let data10 = data.limits;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key1 in data10){
if(!((((key1 === "connections") || (key1 === "messagesPerConnection")) || (key1 === "tls")) || (key1 === "rolling"))){
const err22 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema101.properties.limits,data:data10};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data10.connections !== undefined){
let data11 = data10.connections;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err23 = {instancePath:instancePath+"/limits/connections",schemaPath:"#/properties/limits/properties/connections/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema101.properties.limits.properties.connections.type,parentSchema:schema101.properties.limits.properties.connections,data:data11};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if((typeof data11 == "number") && (isFinite(data11))){
if(data11 < 1 || isNaN(data11)){
const err24 = {instancePath:instancePath+"/limits/connections",schemaPath:"#/properties/limits/properties/connections/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema101.properties.limits.properties.connections,data:data11};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
if(data10.messagesPerConnection !== undefined){
let data12 = data10.messagesPerConnection;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err25 = {instancePath:instancePath+"/limits/messagesPerConnection",schemaPath:"#/properties/limits/properties/messagesPerConnection/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema101.properties.limits.properties.messagesPerConnection.type,parentSchema:schema101.properties.limits.properties.messagesPerConnection,data:data12};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 1 || isNaN(data12)){
const err26 = {instancePath:instancePath+"/limits/messagesPerConnection",schemaPath:"#/properties/limits/properties/messagesPerConnection/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema101.properties.limits.properties.messagesPerConnection,data:data12};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
if(data10.tls !== undefined){
let data13 = data10.tls;
if(!((data13 === "required") || (data13 === "opportunistic"))){
const err27 = {instancePath:instancePath+"/limits/tls",schemaPath:"#/properties/limits/properties/tls/enum",keyword:"enum",params:{allowedValues: schema101.properties.limits.properties.tls.enum},message:"must be equal to one of the allowed values",schema:schema101.properties.limits.properties.tls.enum,parentSchema:schema101.properties.limits.properties.tls,data:data13};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data10.rolling !== undefined){
let data14 = data10.rolling;
if(Array.isArray(data14)){
if(data14.length < 1){
const err28 = {instancePath:instancePath+"/limits/rolling",schemaPath:"#/properties/limits/properties/rolling/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema101.properties.limits.properties.rolling,data:data14};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len3 = data14.length;
for(let i3=0; i3<len3; i3++){
let data15 = data14[i3];
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.messages === undefined){
const err29 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "messages"},message:"must have required property '"+"messages"+"'",schema:schema101.properties.limits.properties.rolling.items.required,parentSchema:schema101.properties.limits.properties.rolling.items,data:data15};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data15.within === undefined){
const err30 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/required",keyword:"required",params:{missingProperty: "within"},message:"must have required property '"+"within"+"'",schema:schema101.properties.limits.properties.rolling.items.required,parentSchema:schema101.properties.limits.properties.rolling.items,data:data15};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key2 in data15){
if(!((key2 === "messages") || (key2 === "within"))){
const err31 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema101.properties.limits.properties.rolling.items,data:data15};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data15.messages !== undefined){
let data16 = data15.messages;
if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
const err32 = {instancePath:instancePath+"/limits/rolling/" + i3+"/messages",schemaPath:"#/properties/limits/properties/rolling/items/properties/messages/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema101.properties.limits.properties.rolling.items.properties.messages.type,parentSchema:schema101.properties.limits.properties.rolling.items.properties.messages,data:data16};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if((typeof data16 == "number") && (isFinite(data16))){
if(data16 < 1 || isNaN(data16)){
const err33 = {instancePath:instancePath+"/limits/rolling/" + i3+"/messages",schemaPath:"#/properties/limits/properties/rolling/items/properties/messages/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema101.properties.limits.properties.rolling.items.properties.messages,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data15.within !== undefined){
let data17 = data15.within;
if(typeof data17 === "string"){
if(!(formats154(data17))){
const err34 = {instancePath:instancePath+"/limits/rolling/" + i3+"/within",schemaPath:"#/properties/limits/properties/rolling/items/properties/within/format",keyword:"format",params:{format: "span"},message:"must match format \""+"span"+"\"",schema:"span",parentSchema:schema101.properties.limits.properties.rolling.items.properties.within,data:data17};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/limits/rolling/" + i3+"/within",schemaPath:"#/properties/limits/properties/rolling/items/properties/within/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema101.properties.limits.properties.rolling.items.properties.within.type,parentSchema:schema101.properties.limits.properties.rolling.items.properties.within,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/limits/rolling/" + i3,schemaPath:"#/properties/limits/properties/rolling/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema101.properties.limits.properties.rolling.items.type,parentSchema:schema101.properties.limits.properties.rolling.items,data:data15};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/limits/rolling",schemaPath:"#/properties/limits/properties/rolling/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema101.properties.limits.properties.rolling.type,parentSchema:schema101.properties.limits.properties.rolling,data:data14};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema101.properties.limits.type,parentSchema:schema101.properties.limits,data:data10};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate373(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate373.errors : vErrors.concat(validate373.errors);
errors = vErrors.length;
}
}
}
else {
const err39 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema101.type,parentSchema:schema101,data};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
validate372.errors = vErrors;
return errors === 0;
}

export const blocklist = validate377;
const schema103 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"blocklist.schema.json","title":"a blocklist","description":"A DNS blocklist: its zone, what its answers mean, how it is tested, and the way off it. A file in templates/blocklists/.","type":"object","additionalProperties":false,"required":["name","title","zone","asks","errors","test","access","delisting","source","checked","verified"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"zone":{"type":"string","format":"blocklist-zone","description":"What stands behind the reversed address or the domain; `{key}` where the operator gives one."},"asks":{"type":"array","minItems":1,"uniqueItems":true,"items":{"enum":["ipv4","ipv6","domain"]},"description":"What it lists."},"names":{"enum":["registrable","hosts"],"description":"Of a list of domains: `registrable` knows no hosts below them; by default both are asked."},"codes":{"type":"array","minItems":1,"description":"What each answer means.","items":{"title":"a code","type":"object","additionalProperties":false,"required":["code","means","weight"],"properties":{"code":{"$ref":"#/definitions/code"},"means":{"$ref":"#/definitions/text","description":"In a phrase."},"weight":{"$ref":"#/definitions/weight"}}}},"bits":{"type":"array","minItems":1,"description":"What each bit of the last octet means, for lists whose answers add up.","items":{"title":"a bit","type":"object","additionalProperties":false,"required":["bit","means","weight"],"properties":{"bit":{"$ref":"#/definitions/bit"},"means":{"$ref":"#/definitions/text","description":"In a phrase."},"weight":{"$ref":"#/definitions/weight"}}}},"errors":{"type":"array","description":"Answers that say something of the question or the resolver, and nothing of the target. 127.0.0.1 and 127.255.255.0-255 always do.","items":{"title":"an error","type":"object","additionalProperties":false,"required":["says"],"minProperties":2,"maxProperties":2,"properties":{"code":{"$ref":"#/definitions/code"},"bit":{"$ref":"#/definitions/bit"},"says":{"$ref":"#/definitions/text","description":"In a phrase."}}}},"test":{"title":"`test`","type":"object","additionalProperties":false,"minProperties":1,"description":"What is always listed and what never is, for each kind: asked before anything else is believed.","properties":{"ipv4":{"$ref":"#/definitions/points"},"ipv6":{"$ref":"#/definitions/points"},"domain":{"$ref":"#/definitions/points"}}},"access":{"title":"`access`","type":"object","additionalProperties":false,"required":["terms","says"],"description":"Who may ask it.","properties":{"terms":{"enum":["free","registration","key"],"description":"`registration`: of the resolver's address, or of its owner."},"perDay":{"type":"integer","minimum":1,"description":"Questions a day that are free; a run that would ask more leaves the list out."},"key":{"type":"string","format":"variable","description":"The environment variable with the key."},"keyedZone":{"type":"string","format":"blocklist-zone","description":"Asked in place of `zone` once there is a key."},"says":{"$ref":"#/definitions/text","description":"The terms in one sentence."}}},"delisting":{"title":"`delisting`","type":"object","additionalProperties":false,"required":["steps"],"description":"The way off the list.","properties":{"page":{"type":"string","format":"https-url","description":"Where it is asked for."},"steps":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"One after the other."}}},"disabled":{"$ref":"#/definitions/text","description":"Why it is not asked: how a list is switched off."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the facts stand."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"verified":{"enum":["documentation","code","third-party"],"description":"The operator's own words, what a known program does, or other people's word."},"notes":{"$ref":"#/definitions/text","description":"What else one has to know."}},"definitions":{"text":{"type":"string","minLength":1},"code":{"type":"string","format":"answer-code","description":"`127.0.0.2`; each part may be a range: `127.0.0.4-7`."},"bit":{"enum":[1,2,4,8,16,32,64,128],"description":"Of the last octet."},"weight":{"enum":["critical","major","minor","info","none"],"description":"`critical`: now. `major`: the same day. `minor`: a note. `info`: nothing to do. `none`: no listing."},"points":{"title":"test points","description":"What it always lists, and what it never lists.","type":"object","additionalProperties":false,"required":["listed","clean"],"properties":{"listed":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Addresses or domains that the list always has."},"clean":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"And those that it never has."}}}}};
const formats218 = checks["blocklist-zone"];
const schema104 = {"type":"string","minLength":1};

function validate378(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema104,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema104.type,parentSchema:schema104,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate378.errors = vErrors;
return errors === 0;
}

const schema105 = {"type":"string","format":"answer-code","description":"`127.0.0.2`; each part may be a range: `127.0.0.4-7`."};
const formats220 = checks["answer-code"];

function validate380(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(!(formats220(data))){
const err0 = {instancePath,schemaPath:"#/format",keyword:"format",params:{format: "answer-code"},message:"must match format \""+"answer-code"+"\"",schema:"answer-code",parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema105.type,parentSchema:schema105,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate380.errors = vErrors;
return errors === 0;
}

const schema106 = {"enum":["critical","major","minor","info","none"],"description":"`critical`: now. `major`: the same day. `minor`: a note. `info`: nothing to do. `none`: no listing."};

function validate383(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!(((((data === "critical") || (data === "major")) || (data === "minor")) || (data === "info")) || (data === "none"))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema106.enum},message:"must be equal to one of the allowed values",schema:schema106.enum,parentSchema:schema106,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate383.errors = vErrors;
return errors === 0;
}

const schema107 = {"enum":[1,2,4,8,16,32,64,128],"description":"Of the last octet."};

function validate385(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!((((((((data === 1) || (data === 2)) || (data === 4)) || (data === 8)) || (data === 16)) || (data === 32)) || (data === 64)) || (data === 128))){
const err0 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema107.enum},message:"must be equal to one of the allowed values",schema:schema107.enum,parentSchema:schema107,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate385.errors = vErrors;
return errors === 0;
}

const schema108 = {"title":"test points","description":"What it always lists, and what it never lists.","type":"object","additionalProperties":false,"required":["listed","clean"],"properties":{"listed":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Addresses or domains that the list always has."},"clean":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"And those that it never has."}}};

function validate392(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.listed === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "listed"},message:"must have required property '"+"listed"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.clean === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "clean"},message:"must have required property '"+"clean"+"'",schema:schema108.required,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "listed") || (key0 === "clean"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.listed !== undefined){
let data0 = data.listed;
if(Array.isArray(data0)){
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/listed",schemaPath:"#/properties/listed/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema108.properties.listed,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate378(data0[i0], {instancePath:instancePath+"/listed/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/listed",schemaPath:"#/properties/listed/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema108.properties.listed.type,parentSchema:schema108.properties.listed,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.clean !== undefined){
let data2 = data.clean;
if(Array.isArray(data2)){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/clean",schemaPath:"#/properties/clean/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema108.properties.clean,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate378(data2[i1], {instancePath:instancePath+"/clean/" + i1,parentData:data2,parentDataProperty:i1,rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/clean",schemaPath:"#/properties/clean/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema108.properties.clean.type,parentSchema:schema108.properties.clean,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema108.type,parentSchema:schema108,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate392.errors = vErrors;
return errors === 0;
}


function validate377(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="blocklist.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.zone === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "zone"},message:"must have required property '"+"zone"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.asks === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "asks"},message:"must have required property '"+"asks"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.errors === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "errors"},message:"must have required property '"+"errors"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(data.test === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "test"},message:"must have required property '"+"test"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.access === undefined){
const err6 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "access"},message:"must have required property '"+"access"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data.delisting === undefined){
const err7 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "delisting"},message:"must have required property '"+"delisting"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data.source === undefined){
const err8 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data.checked === undefined){
const err9 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data.verified === undefined){
const err10 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "verified"},message:"must have required property '"+"verified"+"'",schema:schema103.required,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema103.properties, key0))){
const err11 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err12 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema103.properties.name,data:data0};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.name.type,parentSchema:schema103.properties.name,data:data0};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate378(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
if(data.zone !== undefined){
let data2 = data.zone;
if(typeof data2 === "string"){
if(!(formats218(data2))){
const err14 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/format",keyword:"format",params:{format: "blocklist-zone"},message:"must match format \""+"blocklist-zone"+"\"",schema:"blocklist-zone",parentSchema:schema103.properties.zone,data:data2};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/zone",schemaPath:"#/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.zone.type,parentSchema:schema103.properties.zone,data:data2};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.asks !== undefined){
let data3 = data.asks;
if(Array.isArray(data3)){
if(data3.length < 1){
const err16 = {instancePath:instancePath+"/asks",schemaPath:"#/properties/asks/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.asks,data:data3};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(!(((data4 === "ipv4") || (data4 === "ipv6")) || (data4 === "domain"))){
const err17 = {instancePath:instancePath+"/asks/" + i0,schemaPath:"#/properties/asks/items/enum",keyword:"enum",params:{allowedValues: schema103.properties.asks.items.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.asks.items.enum,parentSchema:schema103.properties.asks.items,data:data4};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
let i1 = data3.length;
let j0;
if(i1 > 1){
outer0:
for(;i1--;){
for(j0 = i1; j0--;){
if(func0(data3[i1], data3[j0])){
const err18 = {instancePath:instancePath+"/asks",schemaPath:"#/properties/asks/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},message:"must NOT have duplicate items (items ## "+j0+" and "+i1+" are identical)",schema:true,parentSchema:schema103.properties.asks,data:data3};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
break outer0;
}
}
}
}
}
else {
const err19 = {instancePath:instancePath+"/asks",schemaPath:"#/properties/asks/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.asks.type,parentSchema:schema103.properties.asks,data:data3};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.names !== undefined){
let data5 = data.names;
if(!((data5 === "registrable") || (data5 === "hosts"))){
const err20 = {instancePath:instancePath+"/names",schemaPath:"#/properties/names/enum",keyword:"enum",params:{allowedValues: schema103.properties.names.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.names.enum,parentSchema:schema103.properties.names,data:data5};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.codes !== undefined){
let data6 = data.codes;
if(Array.isArray(data6)){
if(data6.length < 1){
const err21 = {instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.codes,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
const len1 = data6.length;
for(let i2=0; i2<len1; i2++){
let data7 = data6[i2];
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.code === undefined){
const err22 = {instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/required",keyword:"required",params:{missingProperty: "code"},message:"must have required property '"+"code"+"'",schema:schema103.properties.codes.items.required,parentSchema:schema103.properties.codes.items,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(data7.means === undefined){
const err23 = {instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/required",keyword:"required",params:{missingProperty: "means"},message:"must have required property '"+"means"+"'",schema:schema103.properties.codes.items.required,parentSchema:schema103.properties.codes.items,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(data7.weight === undefined){
const err24 = {instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/required",keyword:"required",params:{missingProperty: "weight"},message:"must have required property '"+"weight"+"'",schema:schema103.properties.codes.items.required,parentSchema:schema103.properties.codes.items,data:data7};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
for(const key1 in data7){
if(!(((key1 === "code") || (key1 === "means")) || (key1 === "weight"))){
const err25 = {instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.codes.items,data:data7};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data7.code !== undefined){
if(!(validate380(data7.code, {instancePath:instancePath+"/codes/" + i2+"/code",parentData:data7,parentDataProperty:"code",rootData}))){
vErrors = vErrors === null ? validate380.errors : vErrors.concat(validate380.errors);
errors = vErrors.length;
}
}
if(data7.means !== undefined){
if(!(validate378(data7.means, {instancePath:instancePath+"/codes/" + i2+"/means",parentData:data7,parentDataProperty:"means",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
if(data7.weight !== undefined){
if(!(validate383(data7.weight, {instancePath:instancePath+"/codes/" + i2+"/weight",parentData:data7,parentDataProperty:"weight",rootData}))){
vErrors = vErrors === null ? validate383.errors : vErrors.concat(validate383.errors);
errors = vErrors.length;
}
}
}
else {
const err26 = {instancePath:instancePath+"/codes/" + i2,schemaPath:"#/properties/codes/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.codes.items.type,parentSchema:schema103.properties.codes.items,data:data7};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/codes",schemaPath:"#/properties/codes/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.codes.type,parentSchema:schema103.properties.codes,data:data6};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.bits !== undefined){
let data11 = data.bits;
if(Array.isArray(data11)){
if(data11.length < 1){
const err28 = {instancePath:instancePath+"/bits",schemaPath:"#/properties/bits/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.bits,data:data11};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len2 = data11.length;
for(let i3=0; i3<len2; i3++){
let data12 = data11[i3];
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.bit === undefined){
const err29 = {instancePath:instancePath+"/bits/" + i3,schemaPath:"#/properties/bits/items/required",keyword:"required",params:{missingProperty: "bit"},message:"must have required property '"+"bit"+"'",schema:schema103.properties.bits.items.required,parentSchema:schema103.properties.bits.items,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(data12.means === undefined){
const err30 = {instancePath:instancePath+"/bits/" + i3,schemaPath:"#/properties/bits/items/required",keyword:"required",params:{missingProperty: "means"},message:"must have required property '"+"means"+"'",schema:schema103.properties.bits.items.required,parentSchema:schema103.properties.bits.items,data:data12};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data12.weight === undefined){
const err31 = {instancePath:instancePath+"/bits/" + i3,schemaPath:"#/properties/bits/items/required",keyword:"required",params:{missingProperty: "weight"},message:"must have required property '"+"weight"+"'",schema:schema103.properties.bits.items.required,parentSchema:schema103.properties.bits.items,data:data12};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key2 in data12){
if(!(((key2 === "bit") || (key2 === "means")) || (key2 === "weight"))){
const err32 = {instancePath:instancePath+"/bits/" + i3,schemaPath:"#/properties/bits/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.bits.items,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data12.bit !== undefined){
if(!(validate385(data12.bit, {instancePath:instancePath+"/bits/" + i3+"/bit",parentData:data12,parentDataProperty:"bit",rootData}))){
vErrors = vErrors === null ? validate385.errors : vErrors.concat(validate385.errors);
errors = vErrors.length;
}
}
if(data12.means !== undefined){
if(!(validate378(data12.means, {instancePath:instancePath+"/bits/" + i3+"/means",parentData:data12,parentDataProperty:"means",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
if(data12.weight !== undefined){
if(!(validate383(data12.weight, {instancePath:instancePath+"/bits/" + i3+"/weight",parentData:data12,parentDataProperty:"weight",rootData}))){
vErrors = vErrors === null ? validate383.errors : vErrors.concat(validate383.errors);
errors = vErrors.length;
}
}
}
else {
const err33 = {instancePath:instancePath+"/bits/" + i3,schemaPath:"#/properties/bits/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.bits.items.type,parentSchema:schema103.properties.bits.items,data:data12};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/bits",schemaPath:"#/properties/bits/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.bits.type,parentSchema:schema103.properties.bits,data:data11};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.errors !== undefined){
let data16 = data.errors;
if(Array.isArray(data16)){
const len3 = data16.length;
for(let i4=0; i4<len3; i4++){
let data17 = data16[i4];
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(Object.keys(data17).length > 2){
const err35 = {instancePath:instancePath+"/errors/" + i4,schemaPath:"#/properties/errors/items/maxProperties",keyword:"maxProperties",params:{limit: 2},message:"must NOT have more than 2 properties",schema:2,parentSchema:schema103.properties.errors.items,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(Object.keys(data17).length < 2){
const err36 = {instancePath:instancePath+"/errors/" + i4,schemaPath:"#/properties/errors/items/minProperties",keyword:"minProperties",params:{limit: 2},message:"must NOT have fewer than 2 properties",schema:2,parentSchema:schema103.properties.errors.items,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
if(data17.says === undefined){
const err37 = {instancePath:instancePath+"/errors/" + i4,schemaPath:"#/properties/errors/items/required",keyword:"required",params:{missingProperty: "says"},message:"must have required property '"+"says"+"'",schema:schema103.properties.errors.items.required,parentSchema:schema103.properties.errors.items,data:data17};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
for(const key3 in data17){
if(!(((key3 === "code") || (key3 === "bit")) || (key3 === "says"))){
const err38 = {instancePath:instancePath+"/errors/" + i4,schemaPath:"#/properties/errors/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.errors.items,data:data17};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data17.code !== undefined){
if(!(validate380(data17.code, {instancePath:instancePath+"/errors/" + i4+"/code",parentData:data17,parentDataProperty:"code",rootData}))){
vErrors = vErrors === null ? validate380.errors : vErrors.concat(validate380.errors);
errors = vErrors.length;
}
}
if(data17.bit !== undefined){
if(!(validate385(data17.bit, {instancePath:instancePath+"/errors/" + i4+"/bit",parentData:data17,parentDataProperty:"bit",rootData}))){
vErrors = vErrors === null ? validate385.errors : vErrors.concat(validate385.errors);
errors = vErrors.length;
}
}
if(data17.says !== undefined){
if(!(validate378(data17.says, {instancePath:instancePath+"/errors/" + i4+"/says",parentData:data17,parentDataProperty:"says",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err39 = {instancePath:instancePath+"/errors/" + i4,schemaPath:"#/properties/errors/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.errors.items.type,parentSchema:schema103.properties.errors.items,data:data17};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
else {
const err40 = {instancePath:instancePath+"/errors",schemaPath:"#/properties/errors/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.errors.type,parentSchema:schema103.properties.errors,data:data16};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data.test !== undefined){
let data21 = data.test;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(Object.keys(data21).length < 1){
const err41 = {instancePath:instancePath+"/test",schemaPath:"#/properties/test/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties",schema:1,parentSchema:schema103.properties.test,data:data21};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
for(const key4 in data21){
if(!(((key4 === "ipv4") || (key4 === "ipv6")) || (key4 === "domain"))){
const err42 = {instancePath:instancePath+"/test",schemaPath:"#/properties/test/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.test,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data21.ipv4 !== undefined){
if(!(validate392(data21.ipv4, {instancePath:instancePath+"/test/ipv4",parentData:data21,parentDataProperty:"ipv4",rootData}))){
vErrors = vErrors === null ? validate392.errors : vErrors.concat(validate392.errors);
errors = vErrors.length;
}
}
if(data21.ipv6 !== undefined){
if(!(validate392(data21.ipv6, {instancePath:instancePath+"/test/ipv6",parentData:data21,parentDataProperty:"ipv6",rootData}))){
vErrors = vErrors === null ? validate392.errors : vErrors.concat(validate392.errors);
errors = vErrors.length;
}
}
if(data21.domain !== undefined){
if(!(validate392(data21.domain, {instancePath:instancePath+"/test/domain",parentData:data21,parentDataProperty:"domain",rootData}))){
vErrors = vErrors === null ? validate392.errors : vErrors.concat(validate392.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/test",schemaPath:"#/properties/test/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.test.type,parentSchema:schema103.properties.test,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.access !== undefined){
let data25 = data.access;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.terms === undefined){
const err44 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/required",keyword:"required",params:{missingProperty: "terms"},message:"must have required property '"+"terms"+"'",schema:schema103.properties.access.required,parentSchema:schema103.properties.access,data:data25};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(data25.says === undefined){
const err45 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/required",keyword:"required",params:{missingProperty: "says"},message:"must have required property '"+"says"+"'",schema:schema103.properties.access.required,parentSchema:schema103.properties.access,data:data25};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
for(const key5 in data25){
if(!(((((key5 === "terms") || (key5 === "perDay")) || (key5 === "key")) || (key5 === "keyedZone")) || (key5 === "says"))){
const err46 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.access,data:data25};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data25.terms !== undefined){
let data26 = data25.terms;
if(!(((data26 === "free") || (data26 === "registration")) || (data26 === "key"))){
const err47 = {instancePath:instancePath+"/access/terms",schemaPath:"#/properties/access/properties/terms/enum",keyword:"enum",params:{allowedValues: schema103.properties.access.properties.terms.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.access.properties.terms.enum,parentSchema:schema103.properties.access.properties.terms,data:data26};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data25.perDay !== undefined){
let data27 = data25.perDay;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err48 = {instancePath:instancePath+"/access/perDay",schemaPath:"#/properties/access/properties/perDay/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema103.properties.access.properties.perDay.type,parentSchema:schema103.properties.access.properties.perDay,data:data27};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 1 || isNaN(data27)){
const err49 = {instancePath:instancePath+"/access/perDay",schemaPath:"#/properties/access/properties/perDay/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema103.properties.access.properties.perDay,data:data27};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
if(data25.key !== undefined){
let data28 = data25.key;
if(typeof data28 === "string"){
if(!(formats6(data28))){
const err50 = {instancePath:instancePath+"/access/key",schemaPath:"#/properties/access/properties/key/format",keyword:"format",params:{format: "variable"},message:"must match format \""+"variable"+"\"",schema:"variable",parentSchema:schema103.properties.access.properties.key,data:data28};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/access/key",schemaPath:"#/properties/access/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.access.properties.key.type,parentSchema:schema103.properties.access.properties.key,data:data28};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data25.keyedZone !== undefined){
let data29 = data25.keyedZone;
if(typeof data29 === "string"){
if(!(formats218(data29))){
const err52 = {instancePath:instancePath+"/access/keyedZone",schemaPath:"#/properties/access/properties/keyedZone/format",keyword:"format",params:{format: "blocklist-zone"},message:"must match format \""+"blocklist-zone"+"\"",schema:"blocklist-zone",parentSchema:schema103.properties.access.properties.keyedZone,data:data29};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/access/keyedZone",schemaPath:"#/properties/access/properties/keyedZone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.access.properties.keyedZone.type,parentSchema:schema103.properties.access.properties.keyedZone,data:data29};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data25.says !== undefined){
if(!(validate378(data25.says, {instancePath:instancePath+"/access/says",parentData:data25,parentDataProperty:"says",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err54 = {instancePath:instancePath+"/access",schemaPath:"#/properties/access/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.access.type,parentSchema:schema103.properties.access,data:data25};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
if(data.delisting !== undefined){
let data31 = data.delisting;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.steps === undefined){
const err55 = {instancePath:instancePath+"/delisting",schemaPath:"#/properties/delisting/required",keyword:"required",params:{missingProperty: "steps"},message:"must have required property '"+"steps"+"'",schema:schema103.properties.delisting.required,parentSchema:schema103.properties.delisting,data:data31};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
for(const key6 in data31){
if(!((key6 === "page") || (key6 === "steps"))){
const err56 = {instancePath:instancePath+"/delisting",schemaPath:"#/properties/delisting/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties",schema:false,parentSchema:schema103.properties.delisting,data:data31};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data31.page !== undefined){
let data32 = data31.page;
if(typeof data32 === "string"){
if(!(formats76(data32))){
const err57 = {instancePath:instancePath+"/delisting/page",schemaPath:"#/properties/delisting/properties/page/format",keyword:"format",params:{format: "https-url"},message:"must match format \""+"https-url"+"\"",schema:"https-url",parentSchema:schema103.properties.delisting.properties.page,data:data32};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
else {
const err58 = {instancePath:instancePath+"/delisting/page",schemaPath:"#/properties/delisting/properties/page/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.delisting.properties.page.type,parentSchema:schema103.properties.delisting.properties.page,data:data32};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
if(data31.steps !== undefined){
let data33 = data31.steps;
if(Array.isArray(data33)){
if(data33.length < 1){
const err59 = {instancePath:instancePath+"/delisting/steps",schemaPath:"#/properties/delisting/properties/steps/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.delisting.properties.steps,data:data33};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
const len4 = data33.length;
for(let i5=0; i5<len4; i5++){
if(!(validate378(data33[i5], {instancePath:instancePath+"/delisting/steps/" + i5,parentData:data33,parentDataProperty:i5,rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err60 = {instancePath:instancePath+"/delisting/steps",schemaPath:"#/properties/delisting/properties/steps/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.delisting.properties.steps.type,parentSchema:schema103.properties.delisting.properties.steps,data:data33};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/delisting",schemaPath:"#/properties/delisting/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.properties.delisting.type,parentSchema:schema103.properties.delisting,data:data31};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.disabled !== undefined){
if(!(validate378(data.disabled, {instancePath:instancePath+"/disabled",parentData:data,parentDataProperty:"disabled",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data36 = data.source;
if(Array.isArray(data36)){
if(data36.length < 1){
const err62 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema103.properties.source,data:data36};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
const len5 = data36.length;
for(let i6=0; i6<len5; i6++){
if(!(validate378(data36[i6], {instancePath:instancePath+"/source/" + i6,parentData:data36,parentDataProperty:i6,rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err63 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema103.properties.source.type,parentSchema:schema103.properties.source,data:data36};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.checked !== undefined){
let data38 = data.checked;
if(typeof data38 === "string"){
if(!(formats60(data38))){
const err64 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema103.properties.checked,data:data38};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
else {
const err65 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema103.properties.checked.type,parentSchema:schema103.properties.checked,data:data38};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data.verified !== undefined){
let data39 = data.verified;
if(!(((data39 === "documentation") || (data39 === "code")) || (data39 === "third-party"))){
const err66 = {instancePath:instancePath+"/verified",schemaPath:"#/properties/verified/enum",keyword:"enum",params:{allowedValues: schema103.properties.verified.enum},message:"must be equal to one of the allowed values",schema:schema103.properties.verified.enum,parentSchema:schema103.properties.verified,data:data39};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.notes !== undefined){
if(!(validate378(data.notes, {instancePath:instancePath+"/notes",parentData:data,parentDataProperty:"notes",rootData}))){
vErrors = vErrors === null ? validate378.errors : vErrors.concat(validate378.errors);
errors = vErrors.length;
}
}
}
else {
const err67 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema103.type,parentSchema:schema103,data};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
validate377.errors = vErrors;
return errors === 0;
}

export const deadlist = validate403;
const schema109 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"deadlist.schema.json","title":"dead blocklists","description":"Zones that no list may ask: a file in templates/blocklists/dead/.","type":"object","additionalProperties":false,"required":["name","title","source","checked","zones"],"properties":{"name":{"type":"string","format":"id","description":"The file's name without .yaml."},"title":{"$ref":"#/definitions/text","description":"The name that people see."},"source":{"type":"array","minItems":1,"items":{"$ref":"#/definitions/text"},"description":"Where the facts stand."},"checked":{"type":"string","format":"iso-date","description":"The day on which that was read."},"zones":{"type":"array","minItems":1,"description":"Each with all below it.","items":{"title":"a dead zone","type":"object","additionalProperties":false,"required":["zone","says"],"properties":{"zone":{"type":"string","format":"host","description":"The zone, in lower case."},"says":{"$ref":"#/definitions/text","description":"What became of it, as a sentence."},"instead":{"$ref":"#/definitions/text","description":"What to ask in its place."}}}}},"definitions":{"text":{"type":"string","minLength":1}}};
const schema110 = {"type":"string","minLength":1};

function validate404(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(typeof data === "string"){
if(func3(data) < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema110,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema110.type,parentSchema:schema110,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
validate404.errors = vErrors;
return errors === 0;
}


function validate403(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="deadlist.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.title === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.source === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},message:"must have required property '"+"source"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.checked === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "checked"},message:"must have required property '"+"checked"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.zones === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "zones"},message:"must have required property '"+"zones"+"'",schema:schema109.required,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(((((key0 === "name") || (key0 === "title")) || (key0 === "source")) || (key0 === "checked")) || (key0 === "zones"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!(formats2(data0))){
const err6 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema109.properties.name,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.name.type,parentSchema:schema109.properties.name,data:data0};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.title !== undefined){
if(!(validate404(data.title, {instancePath:instancePath+"/title",parentData:data,parentDataProperty:"title",rootData}))){
vErrors = vErrors === null ? validate404.errors : vErrors.concat(validate404.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data2 = data.source;
if(Array.isArray(data2)){
if(data2.length < 1){
const err8 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema109.properties.source,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate404(data2[i0], {instancePath:instancePath+"/source/" + i0,parentData:data2,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate404.errors : vErrors.concat(validate404.errors);
errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema109.properties.source.type,parentSchema:schema109.properties.source,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.checked !== undefined){
let data4 = data.checked;
if(typeof data4 === "string"){
if(!(formats60(data4))){
const err10 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/format",keyword:"format",params:{format: "iso-date"},message:"must match format \""+"iso-date"+"\"",schema:"iso-date",parentSchema:schema109.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/checked",schemaPath:"#/properties/checked/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.checked.type,parentSchema:schema109.properties.checked,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.zones !== undefined){
let data5 = data.zones;
if(Array.isArray(data5)){
if(data5.length < 1){
const err12 = {instancePath:instancePath+"/zones",schemaPath:"#/properties/zones/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema109.properties.zones,data:data5};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.zone === undefined){
const err13 = {instancePath:instancePath+"/zones/" + i1,schemaPath:"#/properties/zones/items/required",keyword:"required",params:{missingProperty: "zone"},message:"must have required property '"+"zone"+"'",schema:schema109.properties.zones.items.required,parentSchema:schema109.properties.zones.items,data:data6};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if(data6.says === undefined){
const err14 = {instancePath:instancePath+"/zones/" + i1,schemaPath:"#/properties/zones/items/required",keyword:"required",params:{missingProperty: "says"},message:"must have required property '"+"says"+"'",schema:schema109.properties.zones.items.required,parentSchema:schema109.properties.zones.items,data:data6};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
for(const key1 in data6){
if(!(((key1 === "zone") || (key1 === "says")) || (key1 === "instead"))){
const err15 = {instancePath:instancePath+"/zones/" + i1,schemaPath:"#/properties/zones/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema109.properties.zones.items,data:data6};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data6.zone !== undefined){
let data7 = data6.zone;
if(typeof data7 === "string"){
if(!(formats70(data7))){
const err16 = {instancePath:instancePath+"/zones/" + i1+"/zone",schemaPath:"#/properties/zones/items/properties/zone/format",keyword:"format",params:{format: "host"},message:"must match format \""+"host"+"\"",schema:"host",parentSchema:schema109.properties.zones.items.properties.zone,data:data7};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/zones/" + i1+"/zone",schemaPath:"#/properties/zones/items/properties/zone/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema109.properties.zones.items.properties.zone.type,parentSchema:schema109.properties.zones.items.properties.zone,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data6.says !== undefined){
if(!(validate404(data6.says, {instancePath:instancePath+"/zones/" + i1+"/says",parentData:data6,parentDataProperty:"says",rootData}))){
vErrors = vErrors === null ? validate404.errors : vErrors.concat(validate404.errors);
errors = vErrors.length;
}
}
if(data6.instead !== undefined){
if(!(validate404(data6.instead, {instancePath:instancePath+"/zones/" + i1+"/instead",parentData:data6,parentDataProperty:"instead",rootData}))){
vErrors = vErrors === null ? validate404.errors : vErrors.concat(validate404.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/zones/" + i1,schemaPath:"#/properties/zones/items/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema109.properties.zones.items.type,parentSchema:schema109.properties.zones.items,data:data6};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/zones",schemaPath:"#/properties/zones/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema109.properties.zones.type,parentSchema:schema109.properties.zones,data:data5};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema109.type,parentSchema:schema109,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
validate403.errors = vErrors;
return errors === 0;
}

export const event = validate409;
const schema111 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"event.schema.json","title":"an event","description":"What became of one message to one recipient: a line of `mailyard events import`, an element of what `POST /v1/events` takes.","type":"object","additionalProperties":false,"required":["kind","at"],"anyOf":[{"required":["mailbox"]},{"required":["domain"]}],"properties":{"kind":{"enum":["sent","delivered","deferred","bounced","complained"],"description":"`deferred`: refused for now, and tried again. `bounced`: given up."},"at":{"type":["string","number"],"format":"instant","description":"When it happened: `2026-11-26T10:00:00Z` (without an offset: UTC), or seconds or milliseconds since 1970."},"message":{"type":"string","minLength":1,"maxLength":1000,"description":"The Message-ID, or what the sender calls the message: it ties sent, delivered and bounced together."},"id":{"type":"string","minLength":1,"maxLength":1000,"description":"Of the event, where `message` is not known: the same one counts once."},"mailbox":{"type":"string","format":"address","description":"The sending address."},"domain":{"type":"string","format":"domain","description":"The sending domain; default: that of `mailbox`."},"recipient":{"type":"string","minLength":1,"maxLength":320,"description":"Whom it was sent to. It is hashed, and not kept."},"receiver":{"type":"string","format":"id","description":"`gmail`, `outlook`, `yahoo` …; default: by `mx`, else by the domain of `recipient`."},"mx":{"type":"string","format":"host","description":"The host that took or refused it."},"class":{"enum":["recipient","sender","content","temporary","unknown"],"description":"Whose fault the refusal is; default: by `reply`, `status` and `code`."},"code":{"type":"integer","minimum":200,"maximum":599,"description":"The receiver's SMTP code."},"status":{"type":"string","format":"enhanced-status","description":"Its enhanced code, RFC 3463: `5.1.1`."},"reply":{"type":"string","maxLength":10000,"description":"Its words, with or without its codes."},"source":{"type":"string","format":"id","description":"Who tells it."},"tellsComplaints":{"type":"boolean","description":"This source would tell of complaints if there were any."}}};
const formats236 = checks.instant;
const formats246 = checks["enhanced-status"];

function validate409(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="event.schema.json" */;
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mailbox === undefined){
const err0 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "mailbox"},message:"must have required property '"+"mailbox"+"'",schema:schema111.anyOf[0].required,parentSchema:schema111.anyOf[0],data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.domain === undefined){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "domain"},message:"must have required property '"+"domain"+"'",schema:schema111.anyOf[1].required,parentSchema:schema111.anyOf[1],data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf",schema:schema111.anyOf,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.kind === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data.at === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "at"},message:"must have required property '"+"at"+"'",schema:schema111.required,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!(func2.call(schema111.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.kind !== undefined){
let data0 = data.kind;
if(!(((((data0 === "sent") || (data0 === "delivered")) || (data0 === "deferred")) || (data0 === "bounced")) || (data0 === "complained"))){
const err6 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema111.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema111.properties.kind.enum,parentSchema:schema111.properties.kind,data:data0};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.at !== undefined){
let data1 = data.at;
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err7 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/type",keyword:"type",params:{type: schema111.properties.at.type},message:"must be string,number",schema:schema111.properties.at.type,parentSchema:schema111.properties.at,data:data1};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(typeof data1 === "string"){
if(!(formats236(data1))){
const err8 = {instancePath:instancePath+"/at",schemaPath:"#/properties/at/format",keyword:"format",params:{format: "instant"},message:"must match format \""+"instant"+"\"",schema:"instant",parentSchema:schema111.properties.at,data:data1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.message !== undefined){
let data2 = data.message;
if(typeof data2 === "string"){
if(func3(data2) > 1000){
const err9 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters",schema:1000,parentSchema:schema111.properties.message,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(func3(data2) < 1){
const err10 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema111.properties.message,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/message",schemaPath:"#/properties/message/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.message.type,parentSchema:schema111.properties.message,data:data2};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.id !== undefined){
let data3 = data.id;
if(typeof data3 === "string"){
if(func3(data3) > 1000){
const err12 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/maxLength",keyword:"maxLength",params:{limit: 1000},message:"must NOT have more than 1000 characters",schema:1000,parentSchema:schema111.properties.id,data:data3};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(func3(data3) < 1){
const err13 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema111.properties.id,data:data3};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.id.type,parentSchema:schema111.properties.id,data:data3};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.mailbox !== undefined){
let data4 = data.mailbox;
if(typeof data4 === "string"){
if(!(formats62(data4))){
const err15 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/format",keyword:"format",params:{format: "address"},message:"must match format \""+"address"+"\"",schema:"address",parentSchema:schema111.properties.mailbox,data:data4};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.mailbox.type,parentSchema:schema111.properties.mailbox,data:data4};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.domain !== undefined){
let data5 = data.domain;
if(typeof data5 === "string"){
if(!(formats120(data5))){
const err17 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/format",keyword:"format",params:{format: "domain"},message:"must match format \""+"domain"+"\"",schema:"domain",parentSchema:schema111.properties.domain,data:data5};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/domain",schemaPath:"#/properties/domain/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.domain.type,parentSchema:schema111.properties.domain,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.recipient !== undefined){
let data6 = data.recipient;
if(typeof data6 === "string"){
if(func3(data6) > 320){
const err19 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/maxLength",keyword:"maxLength",params:{limit: 320},message:"must NOT have more than 320 characters",schema:320,parentSchema:schema111.properties.recipient,data:data6};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(func3(data6) < 1){
const err20 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema111.properties.recipient,data:data6};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/recipient",schemaPath:"#/properties/recipient/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.recipient.type,parentSchema:schema111.properties.recipient,data:data6};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.receiver !== undefined){
let data7 = data.receiver;
if(typeof data7 === "string"){
if(!(formats2(data7))){
const err22 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema111.properties.receiver,data:data7};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.receiver.type,parentSchema:schema111.properties.receiver,data:data7};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.mx !== undefined){
let data8 = data.mx;
if(typeof data8 === "string"){
if(!(formats70(data8))){
const err24 = {instancePath:instancePath+"/mx",schemaPath:"#/properties/mx/format",keyword:"format",params:{format: "host"},message:"must match format \""+"host"+"\"",schema:"host",parentSchema:schema111.properties.mx,data:data8};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/mx",schemaPath:"#/properties/mx/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.mx.type,parentSchema:schema111.properties.mx,data:data8};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.class !== undefined){
let data9 = data.class;
if(!(((((data9 === "recipient") || (data9 === "sender")) || (data9 === "content")) || (data9 === "temporary")) || (data9 === "unknown"))){
const err26 = {instancePath:instancePath+"/class",schemaPath:"#/properties/class/enum",keyword:"enum",params:{allowedValues: schema111.properties.class.enum},message:"must be equal to one of the allowed values",schema:schema111.properties.class.enum,parentSchema:schema111.properties.class,data:data9};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.code !== undefined){
let data10 = data.code;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err27 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema111.properties.code.type,parentSchema:schema111.properties.code,data:data10};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 599 || isNaN(data10)){
const err28 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},message:"must be <= 599",schema:599,parentSchema:schema111.properties.code,data:data10};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(data10 < 200 || isNaN(data10)){
const err29 = {instancePath:instancePath+"/code",schemaPath:"#/properties/code/minimum",keyword:"minimum",params:{comparison: ">=", limit: 200},message:"must be >= 200",schema:200,parentSchema:schema111.properties.code,data:data10};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
if(data.status !== undefined){
let data11 = data.status;
if(typeof data11 === "string"){
if(!(formats246(data11))){
const err30 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/format",keyword:"format",params:{format: "enhanced-status"},message:"must match format \""+"enhanced-status"+"\"",schema:"enhanced-status",parentSchema:schema111.properties.status,data:data11};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
else {
const err31 = {instancePath:instancePath+"/status",schemaPath:"#/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.status.type,parentSchema:schema111.properties.status,data:data11};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.reply !== undefined){
let data12 = data.reply;
if(typeof data12 === "string"){
if(func3(data12) > 10000){
const err32 = {instancePath:instancePath+"/reply",schemaPath:"#/properties/reply/maxLength",keyword:"maxLength",params:{limit: 10000},message:"must NOT have more than 10000 characters",schema:10000,parentSchema:schema111.properties.reply,data:data12};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/reply",schemaPath:"#/properties/reply/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.reply.type,parentSchema:schema111.properties.reply,data:data12};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.source !== undefined){
let data13 = data.source;
if(typeof data13 === "string"){
if(!(formats2(data13))){
const err34 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/format",keyword:"format",params:{format: "id"},message:"must match format \""+"id"+"\"",schema:"id",parentSchema:schema111.properties.source,data:data13};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema111.properties.source.type,parentSchema:schema111.properties.source,data:data13};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.tellsComplaints !== undefined){
let data14 = data.tellsComplaints;
if(typeof data14 !== "boolean"){
const err36 = {instancePath:instancePath+"/tellsComplaints",schemaPath:"#/properties/tellsComplaints/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema111.properties.tellsComplaints.type,parentSchema:schema111.properties.tellsComplaints,data:data14};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema111.type,parentSchema:schema111,data};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
validate409.errors = vErrors;
return errors === 0;
}

export const throttle = validate410;
const schema112 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"throttle.schema.json","title":"a request","description":"`POST /v1/throttle`: one request, or a batch of them as `requests`. `#/definitions/answer` is the answer to one.","type":"object","if":{"required":["requests"]},"then":{"$ref":"#/definitions/batch"},"else":{"$ref":"#/definitions/request"},"definitions":{"batch":{"title":"a batch","type":"object","additionalProperties":false,"required":["requests"],"properties":{"requests":{"type":"array","minItems":1,"maxItems":10000,"items":{"$ref":"#/definitions/request"},"description":"Answered in their order, as `answers`; those before one that is wrong are granted all the same."}}},"request":{"title":"a request","type":"object","additionalProperties":false,"required":["mailbox"],"properties":{"mailbox":{"type":"string","minLength":1,"description":"The address that sends."},"receiver":{"type":"string","minLength":1,"description":"Where to: a receiver's name such as gmail, or the domain or address of a recipient."},"ip":{"type":"string","minLength":1,"description":"From which of the domain's `sendingIps`; without it the answer names one."},"count":{"type":"integer","minimum":1,"maximum":1000000,"description":"Messages, all or none; each recipient counts as one. Default: 1."},"key":{"type":"string","minLength":1,"maxLength":200,"description":"A name for this grant: asked again under it, what was granted is granted, and nothing more."},"take":{"type":"boolean","description":"`false`: only look, and take no grant. Default: true."}}},"answer":{"title":"an answer","type":"object","additionalProperties":false,"required":["allowed","why","mailbox","messages","limits"],"properties":{"version":{"type":"integer"},"allowed":{"type":"boolean","description":"Whether so many may be sent now."},"until":{"type":"string","description":"ISO 8601, UTC: when they may, if nobody else sends. Absent where they may now, and where nobody knows."},"why":{"type":"string","description":"The same in a sentence."},"mailbox":{"type":"string"},"receiver":{"type":"string"},"ip":{"type":"string","description":"From where they should leave."},"messages":{"type":"integer"},"key":{"type":"string","description":"Of the grant that was taken: what releases it."},"limits":{"type":"array","items":{"title":"a limit","type":"object","additionalProperties":false,"required":["limit","unit","name","used","cap","window","from","to"],"properties":{"limit":{"type":"string"},"unit":{"enum":["mailbox","domain","ip","receiver"]},"name":{"type":"string"},"used":{"type":"integer"},"cap":{"type":"integer"},"window":{"type":"string","description":"`day`, `hour`, `any 24 h`."},"from":{"type":"string"},"to":{"type":"string"}}}}}}}};
const schema113 = {"title":"a batch","type":"object","additionalProperties":false,"required":["requests"],"properties":{"requests":{"type":"array","minItems":1,"maxItems":10000,"items":{"$ref":"#/definitions/request"},"description":"Answered in their order, as `answers`; those before one that is wrong are granted all the same."}}};
const schema114 = {"title":"a request","type":"object","additionalProperties":false,"required":["mailbox"],"properties":{"mailbox":{"type":"string","minLength":1,"description":"The address that sends."},"receiver":{"type":"string","minLength":1,"description":"Where to: a receiver's name such as gmail, or the domain or address of a recipient."},"ip":{"type":"string","minLength":1,"description":"From which of the domain's `sendingIps`; without it the answer names one."},"count":{"type":"integer","minimum":1,"maximum":1000000,"description":"Messages, all or none; each recipient counts as one. Default: 1."},"key":{"type":"string","minLength":1,"maxLength":200,"description":"A name for this grant: asked again under it, what was granted is granted, and nothing more."},"take":{"type":"boolean","description":"`false`: only look, and take no grant. Default: true."}}};

function validate412(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.mailbox === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "mailbox"},message:"must have required property '"+"mailbox"+"'",schema:schema114.required,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "mailbox") || (key0 === "receiver")) || (key0 === "ip")) || (key0 === "count")) || (key0 === "key")) || (key0 === "take"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.mailbox !== undefined){
let data0 = data.mailbox;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err2 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema114.properties.mailbox,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/mailbox",schemaPath:"#/properties/mailbox/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema114.properties.mailbox.type,parentSchema:schema114.properties.mailbox,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.receiver !== undefined){
let data1 = data.receiver;
if(typeof data1 === "string"){
if(func3(data1) < 1){
const err4 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema114.properties.receiver,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/receiver",schemaPath:"#/properties/receiver/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema114.properties.receiver.type,parentSchema:schema114.properties.receiver,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.ip !== undefined){
let data2 = data.ip;
if(typeof data2 === "string"){
if(func3(data2) < 1){
const err6 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema114.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema114.properties.ip.type,parentSchema:schema114.properties.ip,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.count !== undefined){
let data3 = data.count;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err8 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema114.properties.count.type,parentSchema:schema114.properties.count,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1000000 || isNaN(data3)){
const err9 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1000000},message:"must be <= 1000000",schema:1000000,parentSchema:schema114.properties.count,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data3 < 1 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema114.properties.count,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.key !== undefined){
let data4 = data.key;
if(typeof data4 === "string"){
if(func3(data4) > 200){
const err11 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/maxLength",keyword:"maxLength",params:{limit: 200},message:"must NOT have more than 200 characters",schema:200,parentSchema:schema114.properties.key,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(func3(data4) < 1){
const err12 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema114.properties.key,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema114.properties.key.type,parentSchema:schema114.properties.key,data:data4};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.take !== undefined){
let data5 = data.take;
if(typeof data5 !== "boolean"){
const err14 = {instancePath:instancePath+"/take",schemaPath:"#/properties/take/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema114.properties.take.type,parentSchema:schema114.properties.take,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema114.type,parentSchema:schema114,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate412.errors = vErrors;
return errors === 0;
}


function validate411(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.requests === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'",schema:schema113.required,parentSchema:schema113,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "requests")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema113,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.requests !== undefined){
let data0 = data.requests;
if(Array.isArray(data0)){
if(data0.length > 10000){
const err2 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/maxItems",keyword:"maxItems",params:{limit: 10000},message:"must NOT have more than 10000 items",schema:10000,parentSchema:schema113.properties.requests,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.length < 1){
const err3 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items",schema:1,parentSchema:schema113.properties.requests,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate412(data0[i0], {instancePath:instancePath+"/requests/" + i0,parentData:data0,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate412.errors : vErrors.concat(validate412.errors);
errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/requests",schemaPath:"#/properties/requests/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema113.properties.requests.type,parentSchema:schema113.properties.requests,data:data0};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema113.type,parentSchema:schema113,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
validate411.errors = vErrors;
return errors === 0;
}


function validate410(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="throttle.schema.json" */;
let vErrors = null;
let errors = 0;
if(!(data && typeof data == "object" && !Array.isArray(data))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema112.type,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.requests === undefined) && (missing0 = "requests")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(!(validate411(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate411.errors : vErrors.concat(validate411.errors);
errors = vErrors.length;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs4 = errors;
if(!(validate412(data, {instancePath,parentData,parentDataProperty,rootData}))){
vErrors = vErrors === null ? validate412.errors : vErrors.concat(validate412.errors);
errors = vErrors.length;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema",schema:schema112.if,parentSchema:schema112,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate410.errors = vErrors;
return errors === 0;
}

export const release = validate416;
const schema115 = {"$schema":"http://json-schema.org/draft-07/schema#","$id":"release.schema.json","title":"a release","description":"`POST /v1/throttle/release`: gives a grant back, only for what was surely not sent.","type":"object","additionalProperties":false,"required":["key"],"properties":{"key":{"type":"string","minLength":1,"description":"Of the grant."}}};

function validate416(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
/*# sourceURL="release.schema.json" */;
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.key === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'",schema:schema115.required,parentSchema:schema115,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(key0 === "key")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema115,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.key !== undefined){
let data0 = data.key;
if(typeof data0 === "string"){
if(func3(data0) < 1){
const err2 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters",schema:1,parentSchema:schema115.properties.key,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema115.properties.key.type,parentSchema:schema115.properties.key,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema115.type,parentSchema:schema115,data};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
validate416.errors = vErrors;
return errors === 0;
}
