using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Detection.Legacy;
using Drayage.Ecosystems.Python.Detection.Versions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>Reads the distribution that a directory describes, in whichever of the styles it does.</summary>
internal static class PythonProjectReader
{
    /// <summary>Null where the file configures tools only.</summary>
    /// <exception cref="ReleaseException">A build frontend would refuse the file.</exception>
    public static PythonProject? Read(SourceTree tree, PyProject project)
    {
        if (project.Project is { } table)
            return FromProjectTable(tree, project, table);
        if (project.Tool("poetry") is { } poetry)
            return FromPoetry(tree, project, poetry);
        if (project.Tool("flit")?.GetTable("metadata") is { } flit)
            return FromFlit(tree, project, flit);
        if (PythonBackends.Of(project) == PythonBackend.Maturin)
            return FromCrate(tree, project);
        return LegacyProject.Read(tree, project.Directory, project);
    }

    private static PythonProject FromProjectTable(SourceTree tree, PyProject project, TomlTable table)
    {
        var name = PythonText.Of(table.GetString("name"))
            ?? throw PyProject.Refusal("'project.name' is missing", table.At, "set project.name");
        var dependencies = table.GetStrings("dependencies").Concat(OptionalDependencies(table)).Select(text => (PythonText.Of(text)!, LocalDependencyKind.Runtime));
        var classifiers = Classifiers(table);
        return Common(tree, project, name) with
        {
            About = PythonAbout.Of(table, classifiers),
            Classifiers = classifiers,
            RequiresPython = PythonText.Of(table.GetString("requires-python")),
            Extras = Keys(table.GetTable("optional-dependencies")),
            Scripts = [.. Keys(table.GetTable("scripts")), .. Keys(table.GetTable("gui-scripts"))],
            Requirements = [.. dependencies, .. BuildRequirements(project), .. DependencyGroups(project)],
        };
    }

    private static PythonProject? FromPoetry(SourceTree tree, PyProject project, TomlTable poetry) => PythonText.Of(poetry.GetString("name")) is not { } name ? null : Common(tree, project, name) with
    {
        Backend = PythonBackend.Poetry,
        About = PythonAbout.Of(poetry, Classifiers(poetry)),
        Classifiers = Classifiers(poetry),
        RequiresPython = PythonText.Of(poetry.Find("dependencies", "python") as TomlString),
        Extras = Keys(poetry.GetTable("extras")),
        Scripts = Keys(poetry.GetTable("scripts")),
        Requirements = [.. PoetryDependencies.Of(poetry), .. BuildRequirements(project)],
    };

    private static PythonProject? FromFlit(SourceTree tree, PyProject project, TomlTable flit)
    {
        if (PythonText.Of(flit.GetString("dist-name") ?? flit.GetString("module")) is not { } name)
            return null;
        return Common(tree, project, name) with
        {
            Backend = PythonBackend.Flit,
            Classifiers = Classifiers(flit),
            RequiresPython = PythonText.Of(flit.GetString("requires-python")),
            Requirements = [.. flit.GetStrings("requires").Select(text => (PythonText.Of(text)!, LocalDependencyKind.Runtime))],
        };
    }

    private static PythonProject? FromCrate(SourceTree tree, PyProject project) =>
        PythonText.Of(MaturinVersion.CrateName(tree, project)) is { } name ? Common(tree, project, name) : null;

    private static PythonProject Common(SourceTree tree, PyProject project, PythonText name) => new()
    {
        Directory = project.Directory,
        Manifest = project.Path,
        Name = name,
        Version = VersionSources.Of(tree, project, name.Value),
        Backend = PythonBackends.Of(project),
        PyProject = project,
        Crate = PythonBackends.Of(project) == PythonBackend.Maturin ? MaturinVersion.ManifestPath(tree, project) : null,
        HasExtensionModules = SourceTree.Join(project.Directory, SetupScript.FileName) is { } script && tree.Contains(script)
            && SetupScript.Parse(tree.ReadText(script), script) is { } setup && (setup.Has("ext_modules") || setup.Has("rust_extensions")),
    };

    private static IEnumerable<TomlString> OptionalDependencies(TomlTable table) =>
        table.GetTable("optional-dependencies")?.Entries.Select(entry => entry.Value).OfType<TomlArray>().SelectMany(array => array.Items).OfType<TomlString>() ?? [];

    private static IEnumerable<(PythonText, LocalDependencyKind)> BuildRequirements(PyProject project) =>
        project.BuildRequirements.Select(text => (PythonText.Of(text)!, LocalDependencyKind.Build));

    /// <summary>PEP 735 groups and uv's older key: neither reaches users.</summary>
    private static IEnumerable<(PythonText, LocalDependencyKind)> DependencyGroups(PyProject project)
    {
        var groups = project.Root.GetTable("dependency-groups")?.Entries.Select(entry => entry.Value).OfType<TomlArray>().SelectMany(array => array.Items).OfType<TomlString>() ?? [];
        var uv = project.Tool("uv")?.GetStrings("dev-dependencies") ?? [];
        return groups.Concat(uv).Select(text => (PythonText.Of(text)!, LocalDependencyKind.Development));
    }

    private static ImmutableArray<PythonText> Classifiers(TomlTable table) => [.. table.GetStrings("classifiers").Select(text => PythonText.Of(text)!)];

    private static ImmutableArray<PythonText> Keys(TomlTable? table) =>
        table is null ? [] : [.. table.Entries.Select(entry => new PythonText(entry.Key, entry.KeyAt))];
}
