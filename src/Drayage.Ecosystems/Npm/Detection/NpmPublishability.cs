using System.Text.RegularExpressions;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Npm.Detection;

/// <summary>Judges as <c>npm publish</c> does: what it refuses before it talks to any registry.</summary>
internal static partial class NpmPublishability
{
    public static Publishability Of(PackageJson manifest)
    {
        var root = manifest.Root;
        if (manifest.IsPrivate)
            return new Publishability(false, "private: true", root["private"]!.At);
        if (manifest.Name is null)
            return new Publishability(false, "package.json has no name", root["name"]?.At);
        if (!IsName(manifest.Name))
            return new Publishability(false, $"{manifest.Name} is not a name that npm accepts", root["name"]!.At);
        if (manifest.Version is null)
            return new Publishability(false, "package.json has no version", root["version"]?.At);
        if (!SemanticVersionSpelling().IsMatch(manifest.Version))
            return new Publishability(false, $"{manifest.Version} is not a semantic version", root["version"]!.At);
        return root["publishConfig"]?["registry"] is { Text: { Length: > 0 } registry } setting
            ? new Publishability(true, "publishConfig.registry", setting.At) { Registries = [registry] }
            : new Publishability(true, "default");
    }

    // The rules of validate-npm-package-name for new packages.
    private static bool IsName(string name) =>
        name.Length <= 214 && name is not ("node_modules" or "favicon.ico") && PackageName().IsMatch(name);

    [GeneratedRegex(@"\A(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PackageName();

    // npm reads versions loosely: blanks around them and one leading `v` or `=` are forgiven.
    [GeneratedRegex(
        @"\A\s*[v=]?\s*(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?\s*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SemanticVersionSpelling();
}
