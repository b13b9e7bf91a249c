using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Resolution;

/// <summary>The repositories that paths of a command line lie in, each with the files that were asked for.</summary>
/// <param name="Repository">All of it, to follow what files use of each other.</param>
/// <param name="Chosen">What is to be reported on.</param>
public sealed record ChosenFiles(WorkflowRepository Repository, ImmutableArray<WorkflowFile> Chosen)
{
    private static readonly string WorkflowFolder = Path.Combine(WorkflowFiles.ForgeFolder, "workflows");

    /// <summary>The guide that the chosen snippet is shown in, whole; null for files of a repository.</summary>
    public SourceFile? Guide { get; private init; }

    /// <param name="directory">
    /// Absolute; what shown paths are relative to, and where no path is named, the repository: inside of its <c>.github</c> the whole of it.
    /// </param>
    /// <param name="paths">Files or folders, absolute or relative to the directory.</param>
    /// <exception cref="ReleaseException">A path that does not exist, or a named folder without any such file.</exception>
    public static async Task<ImmutableArray<ChosenFiles>> ReadAsync(string directory, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var wanted = (paths.IsEmpty ? [WholeOf(directory)] : paths.Select(path => Path.GetFullPath(path, directory)))
            .SelectMany(path => Expand(path, isNamed: !paths.IsEmpty).Select(file => (Root: RootOf(path), File: file)))
            .Distinct()
            .ToLookup(file => GuideReader.IsGuide(file.File));
        var read = ImmutableArray.CreateBuilder<ChosenFiles>();
        foreach (var group in wanted[false].GroupBy(file => file.Root, StringComparer.Ordinal))
            read.Add(await ReadAsync(directory, group.Key, [.. group.Select(file => file.File)], cancellationToken));
        // What a guide shows belongs to no repository, and its snippets to each other only by chance.
        foreach (var (_, guide) in wanted[true])
        {
            var (source, snippets) = await WorkflowFiles.ReadGuideAsync(directory, guide, cancellationToken);
            read.AddRange(snippets.Select(snippet => OfGuide(source, snippet)));
        }

        return read.ToImmutable();
    }

    /// <summary>One snippet of a guide.</summary>
    public static ChosenFiles OfGuide(SourceFile guide, WorkflowFile snippet) => new(new WorkflowRepository([snippet]), [snippet]) { Guide = guide };

    private static async Task<ChosenFiles> ReadAsync(string directory, string root, HashSet<string> chosen, CancellationToken cancellationToken)
    {
        var around = Directory.Exists(Path.Combine(root, WorkflowFolder)) ? WorkflowFiles.Find(root, isNamed: false) : [];
        ImmutableArray<string> all = [.. around.Union(chosen, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var files = await WorkflowFiles.ReadAsync(directory, all, cancellationToken);
        return new ChosenFiles(
            new WorkflowRepository(files, path => WorkflowFiles.Shown(directory, Path.Combine(root, path))),
            [.. all.Zip(files).Where(pair => chosen.Contains(pair.First)).Select(pair => pair.Second)]);
    }

    private static ImmutableArray<string> Expand(string path, bool isNamed)
    {
        if (File.Exists(path))
            return [path];
        if (Directory.Exists(path))
        {
            var found = WorkflowFiles.Find(path, isNamed);
            // Silence would be taken for praise.
            return !isNamed || !found.IsEmpty ? found : throw new ReleaseException(
                ExitCode.Usage, $"'{path}' holds no workflow", "it has neither workflows nor actions", "name workflow files, Markdown guides, or folders that hold workflows");
        }

        throw new ReleaseException(ExitCode.Usage, $"'{path}' does not exist", null, "name workflow files, folders that hold some, or nothing for the whole repository");
    }

    private static string WholeOf(string directory)
    {
        var root = RootOf(directory);
        var forge = Path.Combine(root, WorkflowFiles.ForgeFolder);
        return $"{directory}{Path.DirectorySeparatorChar}".StartsWith($"{forge}{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? root : directory;
    }

    // A file inside '.github' belongs to the repository around it; anything else stands for itself.
    private static string RootOf(string path)
    {
        for (var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, WorkflowFolder)))
                return folder;
        }

        return Directory.Exists(path) ? path : Path.GetDirectoryName(path)!;
    }
}
