using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.Python.Building;

/// <summary>The variables by which the version of a release reaches what would otherwise compute one from tags.</summary>
internal static class VersionEnvironment
{
    private const string Scm = "SETUPTOOLS_SCM_PRETEND_VERSION";
    private const string VariableProvider = "environment variable ";

    public static IEnumerable<KeyValuePair<string, string>> Of(Package package, string version) =>
        Names(package).Distinct(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, version));

    private static IEnumerable<string> Names(Package package) => (package.Version as PackageVersion.Dynamic)?.Provider switch
    {
        // Named for the one distribution, so that build requirements which use it too keep their own versions.
        // Before release 8 setuptools-scm took the name as spelt.
        "setuptools-scm" => [$"{Scm}_FOR_{PythonName.ImportName(package.Name).ToUpperInvariant()}", $"{Scm}_FOR_{package.Name.ToUpperInvariant()}"],
        "hatch-vcs" => [Scm],
        "pdm scm" => ["PDM_BUILD_SCM_VERSION"],
        "poetry-dynamic-versioning" => ["POETRY_DYNAMIC_VERSIONING_BYPASS"],
        "uv-dynamic-versioning" => ["UV_DYNAMIC_VERSIONING_BYPASS"],
        { } provider when provider.StartsWith(VariableProvider, StringComparison.Ordinal) => [provider[VariableProvider.Length..]],
        _ => [],
    };
}
