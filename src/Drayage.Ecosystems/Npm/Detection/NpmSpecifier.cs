namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>
/// What a dependency asks of a registry or a workspace: <c>^1</c> of the package that it is named after, or with
/// <c>npm:@scope/name@^1</c> and <c>workspace:name@^1</c> of another one
/// (docs.npmjs.com/cli/configuring-npm/package-json, <c>npm install ALIAS@npm:NAME</c>).
/// </summary>
/// <param name="Name">The package.</param>
/// <param name="Requirement">The versions of it.</param>
internal readonly record struct NpmSpecifier(string Name, string Requirement)
{
    /// <param name="key">What the dependency is named.</param>
    /// <param name="specifier">What stands there.</param>
    public static NpmSpecifier Of(string key, string specifier)
    {
        var colon = specifier.IndexOf(':');
        if (colon < 0 || specifier[..colon] is not ("npm" or "workspace"))
            return new NpmSpecifier(key, specifier);
        var rest = specifier[(colon + 1)..];
        var at = rest.LastIndexOf('@');
        return at > 0 ? new NpmSpecifier(rest[..at], rest[(at + 1)..]) : new NpmSpecifier(specifier.StartsWith('n') ? rest : key, specifier);
    }
}
