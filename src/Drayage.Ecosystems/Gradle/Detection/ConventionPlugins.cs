using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>
/// The plugins that a repository writes for itself: precompiled scripts under <c>src/main/kotlin</c> or
/// <c>src/main/groovy</c> of <c>buildSrc</c> or an included build, and classes that a <c>gradlePlugin</c> block names.
/// </summary>
internal sealed class ConventionPlugins
{
    private readonly Dictionary<string, Script> scripts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> sources = new(StringComparer.Ordinal);
    private readonly SourceTree tree;

    public ConventionPlugins(SourceTree tree)
    {
        this.tree = tree;
        foreach (var path in tree.Files.Where(path => path.Contains("src/main/", StringComparison.Ordinal) && (path.EndsWith(".gradle.kts", StringComparison.Ordinal) || path.EndsWith(".gradle", StringComparison.Ordinal))))
            AddScript(path);
    }

    /// <summary>The script behind a plugin id, or null.</summary>
    public Script? Script(string id) => scripts.GetValueOrDefault(id);

    /// <summary>The source of the class behind a plugin id as tokens in one script, or null.</summary>
    public Script? Source(string id) => sources.TryGetValue(id, out var path) ? Scripts.Script.Parse(path, tree.ReadText(path)) : null;

    /// <summary>Takes in the ids that a build script's <c>gradlePlugin</c> block gives to classes.</summary>
    public void AddDeclared(Script buildScript)
    {
        foreach (var block in buildScript.Statements.Where(statement => !statement.Tokens.IsEmpty && statement.Name == "gradlePlugin").SelectMany(statement => statement.Blocks))
        {
            foreach (var statement in Flatten(block))
            {
                var settings = statement.Blocks.SelectMany(inner => Flatten(inner)).Where(inner => !inner.Tokens.IsEmpty).ToList();
                var id = settings.Find(inner => inner.Name == "id")?.Strings.FirstOrDefault()?.Text;
                var type = settings.Find(inner => inner.Name == "implementationClass")?.Strings.FirstOrDefault()?.Text;
                if (id is not null && type is not null && SourceOf(SourceTree.DirectoryOf(buildScript.Path), type) is { } path)
                    sources[id] = path;
            }
        }
    }

    private void AddScript(string path)
    {
        var name = SourceTree.FileName(path);
        name = name[..name.LastIndexOf(".gradle", StringComparison.Ordinal)];
        var script = Scripts.Script.Parse(path, tree.ReadText(path));
        var package = script.Statements.FirstOrDefault(statement => !statement.Tokens.IsEmpty && statement.First.Is("package"));
        scripts[package is null ? name : string.Concat(package.Tokens.Skip(1).Select(token => token.Text)) + "." + name] = script;
    }

    private string? SourceOf(string directory, string type)
    {
        var simple = type[(type.LastIndexOf('.') + 1)..];
        return tree.Below(directory).FirstOrDefault(path => SourceTree.FileName(path) is var name && (name == simple + ".kt" || name == simple + ".java" || name == simple + ".groovy"));
    }

    private static IEnumerable<Statement> Flatten(IEnumerable<Statement> statements) =>
        statements.SelectMany(statement => statement.Blocks.SelectMany(block => Flatten(block)).Prepend(statement));
}
