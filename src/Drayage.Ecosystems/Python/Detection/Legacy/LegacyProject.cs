using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection.Versions;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection.Legacy;

/// <summary>A setuptools project whose metadata stand in <c>setup.cfg</c> or in the call of <c>setup.py</c>.</summary>
internal static class LegacyProject
{
    /// <summary>Null where neither file describes a distribution.</summary>
    /// <param name="project">The <c>pyproject.toml</c> beside them, if there is one.</param>
    public static PythonProject? Read(SourceTree tree, string directory, PyProject? project)
    {
        var configPath = SourceTree.Join(directory, SetupCfg.FileName)!;
        var scriptPath = SourceTree.Join(directory, SetupScript.FileName)!;
        var config = tree.Contains(configPath) ? SetupCfg.Parse(tree.ReadText(configPath), configPath) : null;
        var script = tree.Contains(scriptPath) ? SetupScript.Parse(tree.ReadText(scriptPath), scriptPath) : null;
        if ((config?.Get("metadata", "name") ?? script?.Text("name")) is not { } name)
            return null;
        ImmutableArray<PythonText> classifiers = [.. config?.Lines("metadata", "classifiers") ?? [], .. script?.Texts("classifiers") ?? []];
        return new PythonProject
        {
            Directory = directory,
            Manifest = name.At.Path,
            Name = name,
            Version = Version(tree, directory, config, script, project),
            Backend = PythonBackend.Setuptools,
            PyProject = project,
            About = PythonAbout.Of(config, script, classifiers),
            Classifiers = classifiers,
            RequiresPython = config?.Get("options", "python_requires") ?? script?.Text("python_requires"),
            Extras = [.. config?.Section("options.extras_require").Where(extra => extra.Lines.Count > 0).Select(extra => new PythonText(extra.Key, extra.Lines[0].At)) ?? []],
            Scripts = [.. (config?.Lines("options.entry_points", "console_scripts") ?? []).Select(ScriptName)],
            Requirements = [.. Requirements(config, script)],
            HasExtensionModules = script is not null && (script.Has("ext_modules") || script.Has("rust_extensions") || script.Has("cffi_modules")),
        };
    }

    private static IEnumerable<(PythonText, LocalDependencyKind)> Requirements(SetupCfg? config, SetupScript? script) =>
        (config?.Lines("options", "install_requires") ?? []).Concat(script?.Texts("install_requires") ?? [])
            .Select(requirement => (requirement, LocalDependencyKind.Runtime));

    private static PythonText ScriptName(PythonText line) => line with { Value = line.Value.Split('=')[0].Trim() };

    private static PackageVersion Version(SourceTree tree, string directory, SetupCfg? config, SetupScript? script, PyProject? project)
    {
        if (config?.Get("metadata", "version") is { } configured)
            return Configured(tree, directory, configured, config.Get("options.packages.find", "where")?.Value);
        if (script?.Text("version") is { } literal)
            return new PackageVersion.Static(literal.Value, literal.At);
        if (project is not null && SetuptoolsVersion.ScmPlace(project) is { } place)
            return VersionSources.Dynamic(SetuptoolsVersion.Scm, place);
        if (script?.Expression("use_scm_version") is { } scm)
            return VersionSources.Dynamic(SetuptoolsVersion.Scm, scm.At);
        if (script?.Expression("version") is { } computed)
            return VersionSources.Dynamic($"setup.py: {computed.Value}", computed.At);
        return new PackageVersion.None("no version is declared; setuptools takes 0.0.0") { Assumed = "0.0.0" };
    }

    private static PackageVersion Configured(SourceTree tree, string directory, PythonText value, string? packageRoot)
    {
        var colon = value.Value.IndexOf(':');
        var argument = value.Value[(colon + 1)..].Trim();
        switch (colon < 0 ? "" : value.Value[..colon].Trim())
        {
            case "attr":
                return SetuptoolsVersion.Attribute(tree, directory, argument, value.At, packageRoot);
            case "file":
                return SourceTree.Join(directory, argument) is { } path && tree.Contains(path) && VersionSources.WholeFile(tree.ReadText(path), path) is { } found
                    ? new PackageVersion.Static(found.Value, found.At)
                    : VersionSources.Dynamic("setuptools file", value.At);
            default:
                return new PackageVersion.Static(value.Value, value.At);
        }
    }
}
