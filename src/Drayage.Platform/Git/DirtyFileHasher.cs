using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Drayage.Model;

namespace Drayage.Platform.Git;

/// <summary>
/// Names the content of files that the index does not know, as <c>git hash-object --no-filters</c> does:
/// the hash of <c>blob LENGTH NUL CONTENT</c>.
/// </summary>
internal sealed class DirtyFileHasher(string root, GitCommand git, HashAlgorithmName algorithm)
{
    private const string Regular = "100644";
    private const string Program = "100755";
    private const string Link = "120000";
    private const string Submodule = "160000";

    /// <summary>Hashes the files that are still there.</summary>
    /// <param name="files">Paths with their modes in the index; empty for untracked files.</param>
    /// <exception cref="ReleaseException">A file that is there cannot be read.</exception>
    public async Task<IReadOnlyCollection<SourceFile>> HashAsync(
        IEnumerable<KeyValuePair<string, string>> files, CancellationToken cancellationToken)
    {
        var hashed = new ConcurrentBag<SourceFile>();
        await Parallel.ForEachAsync(files, cancellationToken, async (file, cancellation) =>
        {
            if (await HashAsync(file.Key, file.Value, cancellation) is { } source)
                hashed.Add(source);
        });
        return hashed;
    }

    private async ValueTask<SourceFile?> HashAsync(string path, string indexMode, CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(root, path));
        try
        {
            if (indexMode == Submodule)
                return await SubmoduleAsync(path, cancellationToken);
            if (file.LinkTarget is { } target)
                return new SourceFile(path, Link, OfText(target), IsDirty: true);
            var mode = OperatingSystem.IsWindows() ? indexMode : ModeOf(file);
            return new SourceFile(path, mode.Length == 0 ? Regular : mode, await OfFileAsync(file, cancellationToken), IsDirty: true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{path} cannot be read",
                $"it differs from the commit, and so is looked at: {error.Message}",
                "close the program that uses the file, or name it in .gitignore",
                error);
        }
    }

    private async Task<SourceFile?> SubmoduleAsync(string path, CancellationToken cancellationToken)
    {
        var head = await git.TryAsync(["-C", path, "rev-parse", "HEAD"], cancellationToken);
        return GitObjectId.TryParse(head.OutputText.Trim(), out var commit)
            ? new SourceFile(path, Submodule, commit, IsDirty: true)
            : null;
    }

    private static string ModeOf(FileInfo file) =>
        file.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? Program : Regular;

    private GitObjectId OfText(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        using var hash = Start(content.Length);
        hash.AppendData(content);
        return Finish(hash);
    }

    private async Task<GitObjectId> OfFileAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.FullName, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            BufferSize = 0,
            Options = FileOptions.SequentialScan,
        });
        using var hash = Start(stream.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
                hash.AppendData(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Finish(hash);
    }

    private IncrementalHash Start(long length)
    {
        var hash = IncrementalHash.CreateHash(algorithm);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {length}\0"));
        return hash;
    }

    private static GitObjectId Finish(IncrementalHash hash) =>
        GitObjectId.Parse(Convert.ToHexStringLower(hash.GetHashAndReset()));
}
