using Drayage.Formats.Toml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Versions;

/// <summary>scikit-build-core: <c>[tool.scikit-build.metadata.version]</c> (scikit-build-core.readthedocs.io, "Dynamic metadata").</summary>
internal static class ScikitBuildVersion
{
    public static PackageVersion Of(SourceTree tree, PyProject project)
    {
        if (project.Tool("scikit-build")?.Find("metadata", "version") is not TomlTable table)
            return VersionSources.Dynamic("scikit-build-core", project.Backend?.At);
        var provider = table.GetString("provider");
        if (provider?.Value == "scikit_build_core.metadata.regex" && table.GetString("input") is { } input)
        {
            var pattern = table.GetString("regex")?.Value;
            return VersionSources.InFile(tree, project, input, provider.Value, (text, file) => pattern is null
                ? PythonAssignment.FindVersion(text, file)
                : PythonAssignment.FindByPattern(text, file, pattern));
        }

        return provider?.Value == "scikit_build_core.metadata.setuptools_scm"
            ? VersionSources.Dynamic(SetuptoolsVersion.Scm, provider.At)
            : VersionSources.Dynamic(provider?.Value ?? "scikit-build-core", provider?.At ?? table.At);
    }
}
