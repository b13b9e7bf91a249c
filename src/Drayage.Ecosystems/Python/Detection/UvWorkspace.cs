using System.Collections.Immutable;
using Drayage.Formats.Globs;
using Drayage.Formats.Toml;

namespace Drayage.Ecosystems.Python.Detection;

/// <summary><c>[tool.uv.workspace]</c> (docs.astral.sh/uv/concepts/projects/workspaces).</summary>
internal sealed class UvWorkspace
{
    private readonly PyProject root;
    private readonly ImmutableArray<GlobPattern> excluded;

    private UvWorkspace(PyProject root, TomlTable table)
    {
        this.root = root;
        Members = table.GetStrings("members");
        excluded = [.. table.GetStrings("exclude").Select(Pattern)];
    }

    public ImmutableArray<TomlString> Members { get; }

    public string RootPath => root.Path;

    public static UvWorkspace? Of(PyProject project) =>
        project.Tool("uv")?.GetTable("workspace") is { } table ? new UvWorkspace(project, table) : null;

    public bool Includes(string directory) =>
        directory == root.Directory || Members.Any(member => Matches(member, directory));

    public bool Matches(TomlString member, string directory) =>
        Relative(directory) is { } relative && Pattern(member).Matches(relative) && !excluded.Any(pattern => pattern.Matches(relative));

    private static GlobPattern Pattern(TomlString text) => GlobPattern.Parse(Plain(text.Value.TrimEnd('/')), matchDotFiles: true);

    private static string Plain(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;

    private string? Relative(string directory) =>
        root.Directory.Length == 0 ? directory
        : directory.StartsWith(root.Directory + "/", StringComparison.Ordinal) ? directory[(root.Directory.Length + 1)..]
        : null;
}
