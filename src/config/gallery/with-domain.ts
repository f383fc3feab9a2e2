import { isMap, parseDocument, YAMLMap } from 'yaml';
import { MicrofactoryError } from '../../engine/error.ts';

/** Returns the text of a configuration with a domain added at its end; all values and comments stay. Throws `configuration` where that can't be. */
export function withDomain(text: string, { name, section }: { name: string; section: string }): string {
  const document = parseDocument(text.trim() === '' ? 'version: 1\n' : text, { logLevel: 'silent' });
  if (document.errors.length > 0) throw unfit('it is not YAML: mend that first');
  if (!isMap(document.contents)) throw unfit('it does not hold keys with values');
  const domains = document.get('domains') ?? undefined;
  if (domains === undefined) document.set('domains', new YAMLMap());
  else if (!isMap(domains)) throw unfit('its "domains" is no section: indent the domains under it');
  if (document.hasIn(['domains', name]))
    throw unfit(`it has a domain ${name} already: rename or remove that first`);
  document.setIn(['domains', name], parseDocument(section).contents);
  const written = document.toString({ lineWidth: 0 });
  return text.includes('\r\n') ? written.replace(/\r?\n/g, '\r\n') : written;
}

function unfit(why: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: `No domain can be added to the configuration, because ${why}.`,
  });
}
