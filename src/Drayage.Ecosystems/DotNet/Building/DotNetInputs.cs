using System.Collections.Immutable;
using System.Xml.Linq;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.DotNet.Building;

/// <summary>
/// The files and directories that decide what building a project gives: its own and those of the projects it refers to,
/// what their files name outside of them, and the settings files of all directories above.
/// </summary>
internal sealed class DotNetInputs(SourceTree tree, Catalog catalog)
{
    private static readonly string[] SettingsFiles =
    [
        "Directory.Build.props", "Directory.Build.targets", "Directory.Build.rsp", "Directory.Packages.props", "global.json",
        "nuget.config", "NuGet.config", "NuGet.Config", ".editorconfig", ".globalconfig",
    ];

    private readonly ProjectXml xml = new(tree);
    private readonly SortedSet<string> inputs = new(StringComparer.Ordinal);

    public ImmutableArray<string> Of(Package package)
    {
        AddProject(package);
        return [.. inputs.Where(path => !IsCovered(path))];
    }

    private bool IsCovered(string path)
    {
        while (path.Length > 0)
        {
            path = SourceTree.DirectoryOf(path);
            if (inputs.Contains(path))
                return true;
        }

        return false;
    }

    private void AddProject(Package package)
    {
        if (!inputs.Add(package.Directory))
            return;
        AddNamed(package.Manifest);
        for (var directory = package.Directory; directory.Length > 0;)
        {
            directory = SourceTree.DirectoryOf(directory);
            foreach (var path in SettingsFiles.Select(name => SourceTree.Join(directory, name)!).Where(tree.Contains))
            {
                if (inputs.Add(path))
                    AddNamed(path);
            }
        }

        foreach (var dependency in package.Dependencies)
        {
            foreach (var target in catalog.Packages.Where(other => other.Ecosystem == EcosystemName.DotNet && other.Name == dependency.Name))
                AddProject(target);
        }
    }

    // Linked sources, packed files and imports name paths outside of the project's directory.
    private void AddNamed(string file)
    {
        foreach (var attribute in xml.Root(file)?.DescendantsAndSelf().Attributes() ?? [])
        {
            if (attribute.Name.LocalName is "Include" or "Project" or "Update")
                AddPaths(file, attribute);
        }
    }

    private void AddPaths(string file, XAttribute attribute)
    {
        foreach (var path in attribute.Value.Replace('\\', '/').Split(';', StringSplitOptions.TrimEntries))
        {
            var relative = path.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.OrdinalIgnoreCase);
            if (relative == path && !path.StartsWith("../", StringComparison.Ordinal) && !path.EndsWith(".props", StringComparison.OrdinalIgnoreCase) && !path.EndsWith(".targets", StringComparison.OrdinalIgnoreCase))
                continue;
            var wild = relative.IndexOfAny(['*', '?', '$']);
            if (wild >= 0)
                relative = relative[..(relative.LastIndexOf('/', wild) + 1)];
            if (SourceTree.Join(SourceTree.DirectoryOf(file), relative) is { Length: > 0 } target && (tree.Contains(target) || tree.Below(target).Any()))
                inputs.Add(target);
        }
    }
}
