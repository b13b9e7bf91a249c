using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>What a <c>settings.gradle</c> or <c>settings.gradle.kts</c> says.</summary>
internal sealed class SettingsScript
{
    private readonly Script script;
    private readonly string directory;
    private readonly Dictionary<string, SourceLocation?> included = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> directories = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> buildFiles = new(StringComparer.Ordinal);

    private SettingsScript(Script script, string directory)
    {
        this.script = script;
        this.directory = directory;
        Read(script.Statements);
    }

    public static string[] FileNames { get; } = ["settings.gradle.kts", "settings.gradle"];

    public string Path => script.Path;

    public string? RootName { get; private set; }

    /// <summary>Places of <c>include</c> calls whose projects are computed.</summary>
    public List<SourceLocation> Computed { get; } = [];

    public static SettingsScript Read(SourceTree tree, string path) =>
        new(Script.Parse(path, tree.ReadText(path)), SourceTree.DirectoryOf(path));

    /// <summary>The projects in the order of their inclusion, parents before children, without the root.</summary>
    public IEnumerable<(string Path, string Directory, string? BuildFile, SourceLocation? At)> Projects =>
        included.Select(entry => (entry.Key, DirectoryOf(entry.Key), buildFiles.GetValueOrDefault(entry.Key), entry.Value));

    private void Read(ImmutableArray<Statement> statements)
    {
        foreach (var statement in statements.Where(statement => !statement.Tokens.IsEmpty))
        {
            switch (statement.Name)
            {
                case "include" or "settings.include":
                    Include(statement);
                    break;
                case "includeFlat":
                    foreach (var name in statement.Strings)
                    {
                        AddProject(":" + name.Text, script.At(name));
                        directories[":" + name.Text] = "../" + name.Text;
                    }

                    break;
                case "rootProject.name":
                    RootName = statement.Value is [{ Kind: TokenKind.String, IsTemplate: false } text, ..] ? text.Text : RootName;
                    break;
                case "project" or "findProject":
                    Override(statement);
                    break;
                default:
                    foreach (var block in statement.Blocks)
                        Read(block);
                    break;
            }
        }
    }

    private void Include(Statement statement)
    {
        var names = statement.Strings.Where(name => !name.IsTemplate).ToList();
        if (names.Count == 0)
            Computed.Add(script.At(statement.First));
        foreach (var name in names)
        {
            var path = ":" + name.Text.Replace('/', ':').Trim(':');
            for (var colon = path.IndexOf(':', 1); colon > 0; colon = path.IndexOf(':', colon + 1))
                AddProject(path[..colon], at: null);
            AddProject(path, script.At(name));
        }
    }

    private void AddProject(string path, SourceLocation? at)
    {
        if (!included.TryGetValue(path, out var known) || known is null)
            included[path] = at;
    }

    // project(':a').projectDir = file('x'), new File(settingsDir, '../x'), rootDir.resolve("x"); project(':a').buildFileName = 'a.gradle'
    private void Override(Statement statement)
    {
        var strings = statement.Strings.Select(text => text.Text).ToList();
        if (strings.Count < 2)
            return;
        var path = ":" + strings[0].Trim(':');
        if (statement.Has("projectDir"))
            directories[path] = strings[^1].Replace("$rootDir/", "", StringComparison.Ordinal).Replace("${rootDir}/", "", StringComparison.Ordinal);
        else if (statement.Has("buildFileName"))
            buildFiles[path] = strings[^1];
    }

    private string DirectoryOf(string path)
    {
        if (directories.TryGetValue(path, out var given))
            return SourceTree.Join(directory, given) ?? directory;
        var colon = path.LastIndexOf(':');
        return SourceTree.Join(colon <= 0 ? directory : DirectoryOf(path[..colon]), path[(colon + 1)..])!;
    }
}
