using System.Collections.Immutable;
using System.Text;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Markdown;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Resolution;

/// <summary>Finds and reads the workflows and actions of a work tree.</summary>
public static class WorkflowFiles
{
    /// <summary>The folder of a repository that is for GitHub.</summary>
    public const string ForgeFolder = ".github";

    // Longer files are refused by the reader, with their length: reading them whole would only cost memory.
    private const int LongestRead = 4 * 1024 * 1024;

    private const int DeepestFolder = 8;

    // Actions are looked for everywhere: a folder that is closed to this user, such as a database's, holds none that is meant.
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = FileAttributes.None };

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly HashSet<string> SkippedFolders =
        new(["node_modules", ".git", "target", "vendor", "third_party", "dist", "bin", "obj", ".venv", "venv"], StringComparer.Ordinal);

    /// <summary>Every workflow under <c>.github/workflows</c> and every action of a tree.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="isNamed">Somebody named the folder: without a repository's form it is a bare collection of workflow files.</param>
    /// <returns>Absolute paths in ordinal order.</returns>
    public static ImmutableArray<string> Find(string folder, bool isNamed) => [.. InFolder(folder, isNamed).Order(StringComparer.Ordinal)];

    /// <summary>Reads files; what cannot be decoded is a problem of the file.</summary>
    /// <param name="root">What the paths of the files are told relative to.</param>
    public static async Task<ImmutableArray<WorkflowFile>> ReadAsync(string root, ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<WorkflowFile>(paths.Length);
        foreach (var path in paths)
            files.Add(await ReadOneAsync(Shown(root, path), path, cancellationToken));
        return files.MoveToImmutable();
    }

    /// <summary>Reads what a guide shows: see <see cref="GuideReader"/>.</summary>
    public static async Task<(SourceFile Guide, ImmutableArray<WorkflowFile> Snippets)> ReadGuideAsync(string root, string path, CancellationToken cancellationToken)
    {
        var (source, problem) = await ReadTextAsync(Shown(root, path), path, cancellationToken);
        return (source, problem is null ? GuideReader.Read(source) : [Unread(source, problem)]);
    }

    /// <summary>How the path of a file is told.</summary>
    public static string Shown(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');

    private static async Task<WorkflowFile> ReadOneAsync(string shown, string path, CancellationToken cancellationToken)
    {
        var (source, problem) = await ReadTextAsync(shown, path, cancellationToken);
        return problem is null ? WorkflowReader.Read(source) : Unread(source, problem);
    }

    /// <returns>An empty text with the reason where the file cannot be read.</returns>
    private static async Task<(SourceFile Source, string? Problem)> ReadTextAsync(string shown, string path, CancellationToken cancellationToken)
    {
        try
        {
            var length = new FileInfo(path).Length;
            return length > LongestRead
                ? Nothing($"the file has {length:N0} bytes; no workflow or action is that long")
                : (new SourceFile(shown, Strict.GetString(await File.ReadAllBytesAsync(path, cancellationToken))), null);
        }
        catch (DecoderFallbackException wrong)
        {
            return Nothing($"the file is not UTF-8: byte {wrong.Index:N0} begins no character");
        }
        catch (FileNotFoundException) when (new FileInfo(path).LinkTarget is { } target)
        {
            return Nothing($"it is a link to {target}, which is not there");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Nothing(refused.Message);
        }

        (SourceFile Source, string? Problem) Nothing(string problem) => (new SourceFile(shown, ""), problem);
    }

    private static WorkflowFile Unread(SourceFile source, string reason) => new()
    {
        Source = source,
        IsAction = WorkflowReader.IsActionPath(source.Path),
        Problems = [new ReadingProblem(ReadingProblemKind.Invalid, reason, source.Place(0, 0))],
    };

    private static IEnumerable<string> InFolder(string folder, bool isNamed)
    {
        var workflows = Path.Combine(folder, IsForgeFolder(folder) ? "" : ForgeFolder, "workflows");
        if (Directory.Exists(workflows))
            return YamlFiles(workflows).Concat(Actions(folder, 0));
        return isNamed ? YamlFiles(folder).Concat(Actions(folder, 0)) : Actions(folder, 0);
    }

    private static bool IsForgeFolder(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) == ForgeFolder;

    private static IEnumerable<string> YamlFiles(string folder) =>
        Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".yml" or ".yaml" && !WorkflowReader.IsActionPath(path));

    private static IEnumerable<string> Actions(string folder, int depth)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*", Readable).Where(WorkflowReader.IsActionPath))
            yield return path;
        if (depth == DeepestFolder)
            yield break;
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", Readable).Where(inner => !SkippedFolders.Contains(Path.GetFileName(inner)) && new DirectoryInfo(inner).LinkTarget is null))
        {
            foreach (var path in Actions(inner, depth + 1))
                yield return path;
        }
    }
}
