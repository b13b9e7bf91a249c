using System.Collections.Immutable;
using Drayage.Ecosystems.Gradle.Detection.Scripts;
using Drayage.Model;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Gradle.Detection;

/// <summary>One Gradle build: the projects that a settings script includes, evaluated as far as reading scripts goes.</summary>
internal sealed class GradleBuild
{
    private static readonly string[] BuildFileNames = ["build.gradle.kts", "build.gradle"];

    private readonly SourceTree tree;

    /// <param name="tree">The repository.</param>
    /// <param name="directory">The root project's directory.</param>
    /// <param name="settings">Null for a build without settings script.</param>
    /// <param name="conventions">The repository's own plugins.</param>
    /// <exception cref="ReleaseException">The version catalog cannot be read.</exception>
    public GradleBuild(SourceTree tree, string directory, SettingsScript? settings, ConventionPlugins conventions)
    {
        this.tree = tree;
        Directory = directory;
        Settings = settings;
        Conventions = conventions;
        Catalog = new VersionCatalog(tree, directory);
        Root = new GradleProject(":", settings?.RootName ?? FolderName(directory), directory, BuildFileIn(tree, directory));
        Projects = [Root, .. settings?.Projects.Select(Included) ?? []];
        Evaluate();
    }

    public string Directory { get; }

    public SettingsScript? Settings { get; }

    public ConventionPlugins Conventions { get; }

    public VersionCatalog Catalog { get; }

    public GradleProject Root { get; }

    /// <summary>The root first.</summary>
    public ImmutableArray<GradleProject> Projects { get; }

    public static string? BuildFileIn(SourceTree tree, string directory) =>
        BuildFileNames.Select(name => SourceTree.Join(directory, name)!).FirstOrDefault(tree.Contains);

    public string? ReadText(string path) => tree.Contains(path) ? tree.ReadText(path) : null;

    /// <summary>Finds a project by its path, or by the type-safe accessor's words, which have no dashes.</summary>
    public GradleProject? Find(string path)
    {
        var wanted = Plain(path);
        return Projects.FirstOrDefault(project => project.Path == path) ?? Projects.FirstOrDefault(project => Plain(project.Path) == wanted);
    }

    private static string Plain(string path) => path.Replace("-", "").Replace("_", "").Replace(".", ":").ToLowerInvariant();

    private GradleProject Included((string Path, string Directory, string? BuildFile, SourceLocation? At) entry)
    {
        var named = entry.BuildFile is null ? null : SourceTree.Join(entry.Directory, entry.BuildFile);
        return new GradleProject(
            entry.Path,
            entry.Path[(entry.Path.LastIndexOf(':') + 1)..],
            entry.Directory,
            named is not null && tree.Contains(named) ? named : BuildFileIn(tree, entry.Directory))
        {
            IncludedAt = entry.At,
        };
    }

    // Gradle runs the root's script before those of the projects below, and each parent's before its children's.
    private void Evaluate()
    {
        var rootProperties = GradleProperties.Read(tree, Directory);
        foreach (var project in Projects)
        {
            foreach (var (name, value) in rootProperties.Concat(project == Root ? [] : GradleProperties.Read(tree, project.Directory)))
                project.Properties[name] = value;
        }

        var interpreter = new ScriptInterpreter(this);
        foreach (var project in Projects.Where(project => project.BuildFile is not null))
            interpreter.Run(Script.Parse(project.BuildFile!, tree.ReadText(project.BuildFile!)), project);
    }

    private string FolderName(string directory) =>
        directory.Length > 0 ? SourceTree.FileName(directory) : Path.GetFileName(Path.TrimEndingDirectorySeparator(tree.Root));
}
