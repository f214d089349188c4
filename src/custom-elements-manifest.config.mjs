/** What `custom-elements.json` is made from: the elements, and only what a host may use of them. */

/** Members that Lit or the platform calls. */
const NOT_FOR_HOSTS =
  /^(styles|properties|shadowRootOptions|formAssociated|render|willUpdate|firstUpdated|updated|createRenderRoot|.*Callback)$/;

const isForHosts = ({ name, privacy = 'public' }) =>
  privacy === 'public' && !name.startsWith('#') && !NOT_FOR_HOSTS.test(name);

/**
 * Lit's `properties` may share one constant for all that have no attribute; the analyzer reads literals only and would
 * take each for an attribute.
 */
const sharedDeclarations = {
  name: 'shared-declarations',
  analyzePhase({ ts, node, moduleDoc }) {
    if (!ts.isClassDeclaration(node)) return;
    const constants = new Map();
    for (const statement of node.getSourceFile().statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const it of statement.declarationList.declarations) constants.set(it.name.getText(), it.getText());
    }
    const properties =
      node.members.find((it) => it.name?.getText() === 'properties')?.initializer?.properties ?? [];
    const withoutAttribute = properties
      .filter((it) => /attribute: false/.test(constants.get(it.initializer?.getText())))
      .map((it) => it.name.getText());
    const element = moduleDoc.declarations.find((it) => it.name === node.name.getText());
    if (!element) return;
    for (const member of element.members ?? []) {
      if (withoutAttribute.includes(member.name)) delete member.attribute;
    }
    element.attributes = element.attributes?.filter((it) => !withoutAttribute.includes(it.fieldName));
  },
};

const onlyPublic = {
  name: 'only-public',
  packageLinkPhase({ customElementsManifest: manifest }) {
    for (const { declarations } of manifest.modules) {
      for (const declaration of declarations) {
        declaration.members = declaration.members?.filter(isForHosts);
        // The analyzer lists a dispatched event once more, by its class or by what holds its name.
        declaration.events = declaration.events?.filter(({ name, description }) => name && description);
      }
    }
    manifest.modules = manifest.modules.filter(({ declarations }) => declarations.some((it) => it.tagName));
  },
};

export default {
  globs: ['src/elements/**/*.ts'],
  litelement: true,
  plugins: [sharedDeclarations, onlyPublic],
};
