using System.Collections.Immutable;
using Drayage.Formats.Toml;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>A workspace root with its member patterns; who really belongs is <see cref="CargoMembership"/>'s to say.</summary>
internal sealed class CargoWorkspace
{
    public CargoWorkspace(CargoManifest root)
    {
        Root = root;
        var table = root.Workspace!;
        Members = table.GetStrings("members");
        DefaultMembers = table.GetStrings("default-members");
        excluded = [.. Directories(table.GetStrings("exclude"))];
        listed = [.. Directories(Members)];
    }

    private readonly ImmutableArray<string> excluded;
    private readonly ImmutableArray<string> listed;

    public CargoManifest Root { get; }

    public ImmutableArray<TomlString> Members { get; }

    /// <summary>Empty where the workspace names none.</summary>
    public ImmutableArray<TomlString> DefaultMembers { get; }

    /// <summary>Where the value stands that members inherit with <c>key.workspace = true</c>.</summary>
    public TomlValue? Inherited(string key) => Root.Workspace!.Find("package", key);

    /// <summary>What members inherit with <c>name.workspace = true</c> among their dependencies.</summary>
    public TomlValue? InheritedDependency(string name) => Root.Workspace!.Find("dependencies", name);

    /// <summary>True for a directory below an <c>exclude</c>, unless <c>members</c> names it without a wildcard.</summary>
    public bool Excludes(string directory) =>
        excluded.Any(prefix => IsAtOrBelow(directory, prefix)) && !listed.Any(prefix => IsAtOrBelow(directory, prefix));

    /// <summary>The directories of the tree that a pattern means: without a wildcard itself, otherwise those that exist.</summary>
    public IEnumerable<string> Expand(TomlString pattern, IEnumerable<string> directories)
    {
        if (!CargoGlob.IsPattern(pattern.Value))
            return SourceTree.Join(Root.Directory, pattern.Value) is { } literal ? [literal] : [];
        var glob = CargoGlob.Parse(pattern.Value);
        return directories.Where(directory => RelativeTo(directory) is { } relative && glob.Matches(relative));
    }

    public bool Contains(string directory) => IsAtOrBelow(directory, Root.Directory);

    private string? RelativeTo(string directory) =>
        directory == Root.Directory || !Contains(directory) ? null
        : Root.Directory.Length == 0 ? directory
        : directory[(Root.Directory.Length + 1)..];

    private IEnumerable<string> Directories(ImmutableArray<TomlString> paths) =>
        paths.Select(path => SourceTree.Join(Root.Directory, path.Value)).OfType<string>();

    private static bool IsAtOrBelow(string directory, string ancestor) =>
        ancestor.Length == 0 || directory == ancestor || directory.StartsWith(ancestor + "/", StringComparison.Ordinal);
}
