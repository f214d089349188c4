/** What `custom-elements.json` is made from: the elements, and only what a host may use of them. */

/** Members that Lit or the platform calls. */
const NOT_FOR_HOSTS =
  /^(styles|properties|shadowRootOptions|formAssociated|render|willUpdate|firstUpdated|updated|createRenderRoot|.*Callback)$/;

const isForHosts = ({ name, privacy = 'public' }) =>
  privacy === 'public' && !name.startsWith('#') && !NOT_FOR_HOSTS.test(name);

const onlyPublic = {
  name: 'only-public',
  packageLinkPhase({ customElementsManifest: manifest }) {
    for (const { declarations } of manifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(isForHosts);
        // The analyzer lists a dispatched event once more by its class, without a name.
        declaration.events = declaration.events?.filter(({ name }) => name);
      }
    }
    manifest.modules = manifest.modules.filter(({ declarations }) =>
      declarations.some((it) => it.customElement),
    );
  },
};

export default {
  globs: ['src/elements/**/*.ts'],
  litelement: true,
  plugins: [onlyPublic],
};
