/** True where a template may be created: beneath the workspace or the person's own folder, and nothing but a template. */
export function isTemplatePlace(path: string, isInWorkspace: (path: string) => boolean): boolean {
  // Both checks look at how a path begins: what leads up again would leave what they saw.
  if (path.split(/[\\/]/u).includes('..')) return false;
  const isTemplate = /\.(hbs|handlebars|md|txt)$/iu.test(path) && !/[\\/]\.git[\\/]/iu.test(path);
  const isOwn = /[\\/]\.microfactory[\\/][^\\/]/u.test(path);
  return isTemplate && (isOwn || isInWorkspace(path));
}
