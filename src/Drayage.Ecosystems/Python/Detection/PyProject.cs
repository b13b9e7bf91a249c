using System.Collections.Immutable;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary>One <c>pyproject.toml</c> (or a variant of it): PEP 518, PEP 621 and the tables of tools.</summary>
internal sealed class PyProject
{
    public const string FileName = "pyproject.toml";

    private PyProject(string path, TomlTable root)
    {
        Path = path;
        Root = root;
        Directory = SourceTree.DirectoryOf(path);
        Project = root.GetTable("project");
        BuildSystem = root.GetTable("build-system");
        Backend = BuildSystem?.GetString("build-backend");
        BuildRequirements = BuildSystem?.GetStrings("requires") ?? [];
    }

    public string Path { get; }

    public string Directory { get; }

    public TomlTable Root { get; }

    /// <summary>The <c>[project]</c> table of PEP 621.</summary>
    public TomlTable? Project { get; }

    public TomlTable? BuildSystem { get; }

    /// <summary>The import path of the build backend's object, such as <c>hatchling.build</c>.</summary>
    public TomlString? Backend { get; }

    public ImmutableArray<TomlString> BuildRequirements { get; }

    /// <exception cref="ReleaseException">The file is not TOML or has values of the wrong kind.</exception>
    public static PyProject Read(SourceTree tree, string path) => new(path, TomlDocument.Parse(tree.ReadText(path), path).Root);

    public TomlTable? Tool(string name) => Root.Find("tool", name) as TomlTable;

    public bool IsDynamic(string field) => Project?.GetStrings("dynamic").Any(item => item.Value == field) == true;

    /// <summary>True where the build requires the distribution, in whatever spelling and version.</summary>
    public bool RequiresToBuild(string distribution) =>
        BuildRequirements.Any(requirement => PythonRequirement.Parse(requirement.Value) is { } parsed && PythonName.Normalise(parsed.Name) == distribution);

    /// <summary>A path that the manifest gives, relative to the repository; null for one outside.</summary>
    public string? Resolve(string relative) => SourceTree.Join(Directory, relative);

    public static ReleaseException Refusal(string because, SourceLocation at, string hint) =>
        new(ExitCode.Usage, $"cannot read {at.Path}", $"{at}: {because}", hint) { At = at };
}
